"""What the session service tells its subscribers: frozen facts, after each has happened."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gui.model.chat_folder import ChatFolder
from gui.model.enclosure import Enclosure
from gui.model.problem import Problem
from gui.model.session import QueuedMessage, Session
from gui.model.turn import Turn


@dataclass(frozen=True, kw_only=True)
class SessionChanged:
    """A session is new, back, or differs in what its row shows; `running`: it is answering.

    `needs_user`: the answer goes on only when the user has decided or answered something.
    """

    session: Session
    running: bool
    needs_user: bool = False


@dataclass(frozen=True, kw_only=True)
class SessionRemoved:
    session_id: str


@dataclass(frozen=True, kw_only=True)
class TurnChanged:
    """A turn is new or differs; every event of an engine gives one."""

    turn: Turn


@dataclass(frozen=True, kw_only=True)
class HeadChanged:
    """Another branch is the current one: open the session again to read it."""

    session_id: str


@dataclass(frozen=True, kw_only=True)
class QueueChanged:
    session_id: str
    queued: tuple[QueuedMessage, ...]


@dataclass(frozen=True, kw_only=True)
class EnclosuresChanged:
    """What waits to go with the next message of a chat."""

    session_id: str
    enclosures: tuple[Enclosure, ...]


@dataclass(frozen=True, kw_only=True)
class ServiceProblem:
    """Something that concerns no single turn, such as a file that cannot be written."""

    problem: Problem


@dataclass(frozen=True, kw_only=True)
class StoreRecovered:
    """The file can be written again after STORE_UNWRITABLE was told or raised.

    Told once, at the first write that succeeds; a notice that chats cannot be saved may go.
    """


@dataclass(frozen=True, kw_only=True)
class LibraryReplaced:
    """Other chats took the place of all that there were: read again whatever is shown."""

    sessions: tuple[Session, ...]  # archived ones too


@dataclass(frozen=True, kw_only=True)
class ChatsExpired:
    """So many chats went to the bin by the user's rule, untouched for `days`."""

    count: int
    days: int


@dataclass(frozen=True, kw_only=True)
class ListChanged:
    """Many sessions are new at once, or gone: read the list again."""

    gone: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class FoldersChanged:
    """All folders of chats as they are now."""

    folders: tuple[ChatFolder, ...]


ServiceFact = (
    SessionChanged
    | SessionRemoved
    | TurnChanged
    | HeadChanged
    | QueueChanged
    | EnclosuresChanged
    | ServiceProblem
    | StoreRecovered
    | LibraryReplaced
    | ChatsExpired
    | ListChanged
    | FoldersChanged
)
FactCallback = Callable[[ServiceFact], None]
