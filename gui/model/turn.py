"""Turns and their parts: what one side said, and everything that happened while it did."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gui.model.problem import Problem


class Role(StrEnum):
    USER = "user"
    AGENT = "agent"


class TurnState(StrEnum):
    """A turn runs, then ends exactly once."""

    RUNNING = "running"
    DONE = "done"
    STOPPED = "stopped"  # the user ended it
    FAILED = "failed"  # `Turn.problem` says why
    INTERRUPTED = "interrupted"  # the program ended while it ran


class ToolState(StrEnum):
    WAITING = "waiting"  # for the user's approval
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    DENIED = "denied"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart:
    """Markdown written by the user or an agent; `open` while more may be appended."""

    source: str
    text: str
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ThoughtPart:
    """A model's reasoning; never sent back to a model.

    `started_at` is Unix seconds; `seconds` is how long it took.
    """

    source: str
    text: str
    started_at: float = 0.0
    seconds: float | None = None
    open: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolCallPart:
    """One call of a tool: request, decision and result.

    `arguments` is the JSON as the model wrote it, or as the user edited it at the gate.
    """

    source: str
    call_id: str
    name: str
    arguments: str
    state: ToolState = ToolState.RUNNING
    result: str = ""
    started_at: float = 0.0
    seconds: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffPart:
    source: str
    target: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPart:
    """An agent asks the user; `answer` is None until it is given."""

    source: str
    request_id: str
    text: str
    answer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePart:
    """Something that happened and belongs to the record, in the words of its origin."""

    source: str
    text: str


Part = TextPart | ThoughtPart | ToolCallPart | HandoffPart | QuestionPart | NoticePart


@dataclass(frozen=True, slots=True, kw_only=True)
class Usage:
    """Tokens as the provider reported them."""

    prompt_tokens: int = 0
    completion_tokens: int = 0

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            prompt_tokens=self.prompt_tokens + other.prompt_tokens,
            completion_tokens=self.completion_tokens + other.completion_tokens,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RetryWait:
    """The engine waits before it asks again; shown while it lasts, never stored.

    `until` is Unix time in seconds; `attempt` counts from 1.
    """

    until: float
    attempt: int
    problem: Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """One message of the user, or one answer with all its parts. Times are Unix milliseconds."""

    id: str
    session_id: str
    parent_id: str | None
    role: Role
    state: TurnState
    created_at: int
    ended_at: int | None = None
    parts: tuple[Part, ...] = ()
    agent: str = ""
    model: str = ""
    usage: Usage | None = None
    problem: Problem | None = None
    wait: RetryWait | None = None

    @property
    def text(self) -> str:
        """All text parts, joined by blank lines."""
        return "\n\n".join(p.text for p in self.parts if isinstance(p, TextPart) and p.text)
