"""The gate's standing rule: what only reads may pass, the rest is denied with a reason."""

from __future__ import annotations

from gui.model.gate import Decision, Question, ToolCall

REASON = "This tool changes something, and the user has not allowed that."
"""Reaches the model, so it is not translated; so does NOBODY."""

NOBODY = "Nobody is there to answer."


class ReadOnlyGate:
    """Fits `Gate`."""

    def judge(self, call: ToolCall) -> Decision | None:
        if call.read_only:
            return Decision(allowed=True, arguments=call.arguments)
        return Decision(allowed=False, arguments=call.arguments, reason=REASON)

    async def decide(self, call: ToolCall) -> Decision:
        return Decision(allowed=False, arguments=call.arguments, reason=REASON)

    async def answer(self, question: Question) -> str:
        del question
        return NOBODY
