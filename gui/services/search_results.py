"""What a search gives: chats, and in each of them the messages that were found."""

from __future__ import annotations

from dataclasses import dataclass

from gui.model.passage import Passage
from gui.model.turn import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnFound:
    """A message. `kind` is that of the part with the passage, `who` the name of who said it.

    `at` is Unix milliseconds.
    """

    turn_id: str
    role: Role
    who: str
    kind: str
    at: int
    passage: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class ChatFound:
    """`title` has its words marked where it was found by them; times are Unix milliseconds."""

    session_id: str
    title: Passage
    updated_at: int
    archived: bool = False
    turns: tuple[TurnFound, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """Where a search goes on: messages that were found and not shown, and those before `doc`."""

    doc: int | None
    waiting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchPage:
    """Some of what was found, the best first. `rest` is None where there is no more.

    `left` messages could not be looked through, for they are not in the index yet; `meant` are
    words that titles were looked through for instead of what was typed.
    """

    chats: tuple[ChatFound, ...] = ()
    rest: Cursor | None = None
    left: int = 0
    meant: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """Messages."""
        return sum(len(chat.turns) for chat in self.chats)
