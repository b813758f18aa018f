"""What an engine is given to answer in a session, and what a test of an endpoint shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from gui.model.endpoint import Endpoint
from gui.model.gate import Decision, ToolCall
from gui.model.problem import Problem
from gui.model.turn import Turn


class Gate(Protocol):
    """The one place a tool call passes before it runs."""

    async def decide(self, call: ToolCall) -> Decision: ...


@dataclass(frozen=True, kw_only=True)
class ConversationPlan:
    """All that is needed to answer in a session.

    `key` is the endpoint's secret or None; `state` is what `Conversation.save_state` gave
    after an earlier answer of this branch, or None; `replay` are the turns of the branch
    after that state, oldest first, to be carried into the context by the engine.
    `instructions` is what the user wants the assistant to be told; "" leaves the engine's own.
    """

    session_id: str
    endpoint: Endpoint
    model: str
    key: str | None
    state: bytes | None
    replay: tuple[Turn, ...]
    gate: Gate
    instructions: str = ""


@dataclass(frozen=True, kw_only=True)
class EndpointReport:
    """What a test of an endpoint showed: its models and the seconds of an answer, or a problem."""

    models: tuple[str, ...] = ()
    seconds: float | None = None
    problem: Problem | None = None
