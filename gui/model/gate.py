"""The gate's values: a tool call that asks to pass, and the decision about it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class ToolCall:
    """A call before it runs.

    `arguments` is JSON; `read_only` is what the tool declares of itself.
    """

    session_id: str
    source: str
    call_id: str
    name: str
    arguments: str
    read_only: bool


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What the gate says. `arguments` are those to use; `reason` reaches the model when denied."""

    allowed: bool
    arguments: str
    reason: str = ""
