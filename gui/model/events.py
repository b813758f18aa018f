"""What an engine reports while it answers: frozen records, in the order they happened.

`at` is Unix time in seconds, given by the engine, since values have no clock.
"""

from __future__ import annotations

from dataclasses import dataclass

from gui.model.gate import ToolFacts, Verdict
from gui.model.problem import Problem
from gui.model.run_record import RunRecord
from gui.model.turn import ToolState, Usage


@dataclass(frozen=True, kw_only=True)
class TextAppended:
    """A fragment of an agent's text, to be appended to its open text part."""

    source: str
    text: str


@dataclass(frozen=True, kw_only=True)
class TextSettled:
    """The whole text of a message; replaces what was streamed for it, if anything was."""

    source: str
    text: str


@dataclass(frozen=True, kw_only=True)
class ThoughtAppended:
    source: str
    text: str
    at: float


@dataclass(frozen=True, kw_only=True)
class ThoughtSettled:
    """The thought is complete; `text` is None where the streamed fragments are the whole."""

    source: str
    at: float
    text: str | None = None


@dataclass(frozen=True, kw_only=True)
class ToolRequested:
    """A model asks for a tool; `state` is WAITING until the gate has decided."""

    source: str
    call_id: str
    name: str
    arguments: str
    at: float
    state: ToolState = ToolState.RUNNING


@dataclass(frozen=True, kw_only=True)
class ToolAsked:
    """The gate asks the user; of a nested agent this may be the first word of the call."""

    source: str
    call_id: str
    name: str
    arguments: str
    at: float
    facts: ToolFacts


@dataclass(frozen=True, kw_only=True)
class ToolDecided:
    """The gate's answer for a waiting call; `arguments` as they will really be used.

    `source` and `name` say whose call it is where its request is not known; `at` is when it
    begins to run.
    """

    call_id: str
    state: ToolState
    arguments: str
    source: str = ""
    name: str = ""
    at: float = 0.0
    facts: ToolFacts | None = None
    verdict: Verdict | None = None


@dataclass(frozen=True, kw_only=True)
class ToolFinished:
    """`source` and `name` say whose call it was where its request is not known."""

    call_id: str
    result: str
    is_error: bool
    at: float
    source: str = ""
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class ToolsSummed:
    """The results of tools, said once more as the agent's message: `results` by call id."""

    source: str
    text: str
    results: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class CodeWritten:
    """The whole text of a message with code; replaces what was streamed for it."""

    source: str
    text: str
    attempt: int = 0


@dataclass(frozen=True, kw_only=True)
class CodeRun:
    source: str
    output: str
    exit_code: int
    attempt: int = 0


@dataclass(frozen=True, kw_only=True)
class ImageShown:
    """`digest` is the SHA-256 of `data`, in hexadecimal."""

    source: str
    digest: str
    media_type: str
    data: bytes
    width: int = 0
    height: int = 0
    name: str = ""


@dataclass(frozen=True, kw_only=True)
class DataSettled:
    """A message that is data, as JSON; replaces what was streamed for it."""

    source: str
    text: str
    type_name: str = ""
    words: str = ""


@dataclass(frozen=True, kw_only=True)
class Remembered:
    source: str
    memories: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class HandedOff:
    source: str
    target: str
    text: str = ""
    context: str = ""


@dataclass(frozen=True, kw_only=True)
class SpeakerWeighed:
    """What a model said while it chose who speaks next; replaces what was streamed for it."""

    source: str
    text: str


@dataclass(frozen=True, kw_only=True)
class SpeakerChosen:
    source: str
    target: str


@dataclass(frozen=True, kw_only=True)
class RunEnded:
    """Why a run of agents comes to its end; told again, it counts once."""

    source: str
    text: str


@dataclass(frozen=True, kw_only=True)
class QuestionAsked:
    source: str
    request_id: str
    text: str


@dataclass(frozen=True, kw_only=True)
class QuestionAnswered:
    request_id: str
    answer: str


@dataclass(frozen=True, kw_only=True)
class Noticed:
    """`kind` is what its origin calls it, where there is no other name for it here."""

    source: str
    text: str
    kind: str = ""


PICTURES_UNSEEN = "pictures_unseen"
"""The kind of a notice: pictures went with a message to a model that is not shown any."""

FILES_UNREAD = "files_unread"
"""The kind of a notice: files went with a message that could not be read. Its text names them."""

FILES_CUT = "files_cut"
"""The kind of a notice: only the beginning of files was told. Its text names them."""

NOBODY_NAMED = "nobody_named"
"""The kind of a notice: a model that was to choose who speaks next named none that would do.

Its text is "<requests>: <who speaks instead>".
"""


@dataclass(frozen=True, kw_only=True)
class ModelAsked:
    """A request goes to a model, for the agent `source`."""

    source: str
    model: str
    at: float


@dataclass(frozen=True, kw_only=True)
class ModelBegan:
    """The answer to the newest open request of `source` has begun."""

    source: str
    at: float


@dataclass(frozen=True, kw_only=True)
class ModelAnswered:
    """The newest open request of `source` is over; `first_at` is when its answer began."""

    source: str
    at: float
    first_at: float | None = None
    usage: Usage | None = None


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """Something that must not happen twice has happened: for the file, not for the turn."""

    record: RunRecord


@dataclass(frozen=True, kw_only=True)
class RetryScheduled:
    """The engine will ask again at `until` (Unix seconds); the next event ends the wait."""

    until: float
    attempt: int
    problem: Problem


EngineEvent = (
    TextAppended
    | TextSettled
    | ThoughtAppended
    | ThoughtSettled
    | ToolRequested
    | ToolAsked
    | ToolDecided
    | ToolFinished
    | ToolsSummed
    | CodeWritten
    | CodeRun
    | ImageShown
    | DataSettled
    | Remembered
    | HandedOff
    | SpeakerWeighed
    | SpeakerChosen
    | RunEnded
    | QuestionAsked
    | QuestionAnswered
    | Noticed
    | ModelAsked
    | ModelBegan
    | ModelAnswered
    | Recorded
    | RetryScheduled
)
