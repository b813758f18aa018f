"""What an engine is given to answer in a session, and what a test of an endpoint shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from gui.model.endpoint import Endpoint
from gui.model.gate import Decision, Question, ToolCall
from gui.model.problem import Problem
from gui.model.turn import Turn


class Gate(Protocol):
    """The one place a tool call passes before it runs, and where agents ask the user."""

    def judge(self, call: ToolCall) -> Decision | None:
        """What the policies say at once; None where the user must be asked."""
        ...

    async def decide(self, call: ToolCall) -> Decision:
        """What the user says, however long that takes; of a call that `judge` leaves open."""
        ...

    async def answer(self, question: Question) -> str:
        """The user's words, however long they take."""
        ...


@dataclass(frozen=True, kw_only=True)
class ModelSeat:
    """A model that is ready to be asked: its endpoint, its name there, and the key or None."""

    endpoint: Endpoint
    model: str
    key: str | None = field(default=None, repr=False)


@dataclass(frozen=True, kw_only=True)
class ConversationPlan:
    """All that is needed to answer in a session.

    `key` is the endpoint's secret or None; `state` is what `Conversation.save_state` gave
    after an earlier answer of this branch, or None; `replay` are the turns of the branch
    after that state, oldest first, to be carried into the context by the engine.
    `instructions` is what the user wants the assistant to be told; "" leaves the engine's own.
    `addition` is told beside that to whoever writes answers here, also to agents of a team.
    `team` is the component that answers (see TeamSpec), "" for the plain assistant; `seats`
    are the models that it binds, by endpoint id and name. `folder` is the absolute path of the
    folder that tools work in; it may not exist yet. "" where no tool may touch files.
    """

    session_id: str
    endpoint: Endpoint
    model: str
    key: str | None
    state: bytes | None
    replay: tuple[Turn, ...]
    gate: Gate
    instructions: str = ""
    addition: str = ""
    team: str = ""
    seats: Mapping[tuple[str, str], ModelSeat] = field(default_factory=dict)
    folder: str = ""


@dataclass(frozen=True, kw_only=True)
class AgentContext:
    """What one agent's model is sent next. `entries` are (role, text) pairs from top to bottom."""

    source: str
    model: str
    entries: tuple[tuple[str, str], ...]
    tools: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class EndpointReport:
    """What a test of an endpoint showed: its models and the seconds of an answer, or a problem."""

    models: tuple[str, ...] = ()
    seconds: float | None = None
    problem: Problem | None = None
