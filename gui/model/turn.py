"""Turns and their parts: what one side said, and everything that happened while it did."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from gui.model.gate import ToolFacts, Verdict
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
    `facts` are there once the gate has looked at it, `verdict` once it has decided. It was asked
    about from `asked_at` on, in Unix seconds, and began at `started_at`; 0.0 where it was not.
    """

    source: str
    call_id: str
    name: str
    arguments: str
    state: ToolState = ToolState.RUNNING
    result: str = ""
    started_at: float = 0.0
    asked_at: float = 0.0
    seconds: float | None = None
    facts: ToolFacts | None = None
    verdict: Verdict | None = None

    @property
    def awaits_user(self) -> bool:
        return self.state is ToolState.WAITING and self.facts is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryPart:
    """What an agent's tools gave, said once more as its message; it stands in the calls already."""

    source: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePart:
    """Markdown with code that is to be run; `attempt` counts from 0."""

    source: str
    text: str
    attempt: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ExecutionPart:
    """Code was run: what it printed and how it ended; `attempt` counts from 0."""

    source: str
    output: str
    exit_code: int
    attempt: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ImagePart:
    """A picture. Its bytes are stored once, under the SHA-256 `digest` of them, in hexadecimal.

    `data` holds them until they are in the file, and is empty in what is read from there.
    Width and height are in pixels, as they were told; 0 where nobody knows.
    """

    source: str
    digest: str
    media_type: str
    width: int = 0
    height: int = 0
    name: str = ""
    data: bytes = field(default=b"", compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilePart:
    """A file that goes with a message; kept like the bytes of a picture. `size` is in bytes."""

    source: str
    digest: str
    media_type: str
    name: str
    size: int = 0
    data: bytes = field(default=b"", compare=False, repr=False)


Enclosed = ImagePart | FilePart
"""What goes with a message."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StructuredPart:
    """A message that is data: `text` is its JSON, `type_name` what its author calls its shape.

    `words` is the sentence that its author made of it, or "".
    """

    source: str
    text: str
    type_name: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MemoryPart:
    """What an agent remembered before it answered."""

    source: str
    memories: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffPart:
    """`context` is what the one who hands over passes on beside the message."""

    source: str
    target: str
    text: str = ""
    context: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerPart:
    """Who speaks next in a team ("" while that is open), and what a model said as it chose."""

    source: str
    target: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StopPart:
    """Why a run of agents came to its end, in the words of its origin."""

    source: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionPart:
    """An agent asks the user; `answer` is None until it is given."""

    source: str
    request_id: str
    text: str
    answer: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticePart:
    """Something that happened and belongs to the record, in the words of its origin.

    `kind` is what its origin calls it, where this version has no other name for it.
    """

    source: str
    text: str
    kind: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CompactionPart:
    """What was said before, in short: what agents know instead of the turns it stands for.

    Those are all before its own turn but the newest `kept` ones.
    """

    source: str
    text: str
    kept: int = 0


Part = (
    TextPart
    | ThoughtPart
    | ToolCallPart
    | SummaryPart
    | CodePart
    | ExecutionPart
    | ImagePart
    | FilePart
    | StructuredPart
    | MemoryPart
    | HandoffPart
    | SpeakerPart
    | StopPart
    | QuestionPart
    | NoticePart
    | CompactionPart
)


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
class ModelRequest:
    """One request to a model. Times are Unix seconds; `first_at` is when its answer began.

    `source` is the agent that asked; `ended_at` is None while the answer comes.
    """

    source: str
    model: str
    started_at: float
    first_at: float | None = None
    ended_at: float | None = None
    usage: Usage | None = None


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
    requests: tuple[ModelRequest, ...] = ()

    @property
    def awaits_user(self) -> bool:
        """Whether it goes on only after the user has decided or answered something."""
        return self.state is TurnState.RUNNING and any(map(waits_for_user, self.parts))

    @property
    def enclosed(self) -> tuple[Enclosed, ...]:
        return tuple(part for part in self.parts if isinstance(part, Enclosed))

    @property
    def compaction(self) -> CompactionPart | None:
        """What it sums up, where it is no answer but stands for the turns before it."""
        return next((part for part in self.parts if isinstance(part, CompactionPart)), None)

    @property
    def text(self) -> str:
        """All that was said, joined by blank lines."""
        said = (part_words(part) for part in self.parts)
        return "\n\n".join(words for words in said if words)


def waits_for_user(part: Part) -> bool:
    """Whether the user must decide or answer it, as long as its turn runs."""
    match part:
        case ToolCallPart():
            return part.awaits_user
        case QuestionPart():
            return part.answer is None
        case _:
            return False


def part_words(part: Part) -> str:
    """What the part says as a message, as Markdown; "" where it is none."""
    match part:
        case TextPart() | CodePart() | SummaryPart():
            return part.text
        case StructuredPart():
            return part.words or part.text
        case _:
            return ""


class TurnMark(NamedTuple):
    """What is known of each turn of a chat, also of those that are not in memory.

    `size` is how many characters all its parts hold, a tool's arguments and result included.
    """

    id: str
    role: Role
    size: int

    @classmethod
    def of(cls, turn: Turn) -> TurnMark:
        return cls(turn.id, turn.role, sum(map(_characters, turn.parts)))


def _characters(part: Part) -> int:
    match part:
        case ToolCallPart():
            return len(part.arguments) + len(part.result)
        case ExecutionPart():
            return len(part.output)
        case MemoryPart():
            return sum(map(len, part.memories))
        case ImagePart() | FilePart():
            return 0
        case _:
            return len(part.text)
