"""A chat as an export of another program has it, before it is one of Parley's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from gui.model.turn import Part, Role, TurnState

USER = "user"
"""Who speaks in the messages of the user."""

MOST_MESSAGES = 100_000
"""In one chat."""


class Source(StrEnum):
    """Whose chats Parley reads; the names are kept in the file."""

    CHATGPT = "chatgpt"
    CLAUDE = "claude"
    OPEN_WEBUI = "open_webui"
    LIBRECHAT = "librechat"
    MARKDOWN = "markdown"
    PARLEY = "parley"  # an archive of chat files


class Flaw(StrEnum):
    """Why a chat cannot be taken."""

    NO_CHAT = "no_chat"  # it has no messages where that program keeps them
    EMPTY = "empty"  # there is nothing in it to be read
    TOO_LARGE = "too_large"
    TOO_DEEP = "too_deep"
    DAMAGED = "damaged"  # its own file is, and the others are not
    BROKEN = "broken"  # the file is damaged from here on
    NEWER = "newer"  # it was written by a newer Parley


class Loss(StrEnum):
    """What of a chat cannot be taken."""

    FILE = "file"  # it is not in the export, or too large
    SOUND = "sound"
    UNKNOWN = "unknown"  # content of a kind that Parley does not know
    LINK = "link"  # a message hung on none, or on itself, and was put behind its neighbour


class BadChatError(ValueError):
    """A chat cannot be taken at all."""

    def __init__(self, flaw: Flaw) -> None:
        super().__init__(flaw.value)
        self.flaw = flaw


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignFile:
    """What went with a message: under `entry` in the export, or with its bytes here."""

    source: str
    name: str
    entry: str = ""
    data: bytes = field(default=b"", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolOutput:
    """What a tool gave back, in a message of its own."""

    source: str
    name: str
    text: str
    failed: bool = False


ForeignPart = Part | ForeignFile | ToolOutput


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignMessage:
    """One without parts is not shown. Times are Unix milliseconds; None where none is told.

    `goes_on`: it belongs to the answer that its parent is, where that has no other child.
    """

    id: str
    parent_id: str | None
    role: Role
    parts: tuple[ForeignPart, ...] = ()
    created_at: int | None = None
    ended_at: int | None = None
    agent: str = ""
    model: str = ""
    state: TurnState = TurnState.DONE
    goes_on: bool = False


@dataclass(frozen=True, kw_only=True)
class ForeignChat:
    """`messages` stand behind their parents; `head_id` is the leaf of the branch being read.

    `original_id` is its own in all exports of `source`.
    """

    source: Source
    original_id: str
    title: str
    created_at: int | None
    updated_at: int | None
    messages: tuple[ForeignMessage, ...]
    head_id: str | None = None
    archived: bool = False
    pinned: bool = False
    losses: Mapping[Loss, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SkippedChat:
    """One that cannot be taken."""

    title: str
    flaw: Flaw

    @property
    def is_rest(self) -> bool:
        """Nobody knows how many chats it was."""
        return self.flaw is Flaw.BROKEN
