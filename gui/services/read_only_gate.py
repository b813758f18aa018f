"""The gate's standing rule: what only reads may pass, the rest is denied with a reason."""

from __future__ import annotations

from gui.model.gate import Decision, ToolCall

REASON = "This tool changes something, and the user has not allowed that."
"""Reaches the model, so it is not translated."""


class ReadOnlyGate:
    """Fits `Gate`."""

    async def decide(self, call: ToolCall) -> Decision:
        if call.read_only:
            return Decision(allowed=True, arguments=call.arguments)
        return Decision(allowed=False, arguments=call.arguments, reason=REASON)
