"""The rows of the list: headings and chats, kept in order while chats change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from gui.model.session import Session
from gui.model.turn import TurnState
from gui.model.words import QT_TRANSLATE_NOOP
from gui.views.sidebar.grouping import Group, group_of, grouped
from gui.views.sidebar.time_words import when

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex


class RowState(StrEnum):
    """The one state that a row shows; the first that applies."""

    NEEDS_YOU = "needs_you"
    RUNNING = "running"
    FAILED = "failed"
    UNREAD = "unread"
    QUIET = "quiet"


@dataclass(frozen=True, slots=True)
class Heading:
    group: Group


@dataclass(frozen=True, slots=True)
class ChatRow:
    session_id: str


Row = Heading | ChatRow

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
STATE_ROLE = Qt.ItemDataRole.UserRole + 2
NOTE_ROLE = Qt.ItemDataRole.UserRole + 3
"""The words at the right edge: the state, or when the chat was last touched."""

GROUP_WORDS = {
    Group.PINNED: QT_TRANSLATE_NOOP("SessionList", "Pinned"),
    Group.TODAY: QT_TRANSLATE_NOOP("SessionList", "Today"),
    Group.YESTERDAY: QT_TRANSLATE_NOOP("SessionList", "Yesterday"),
    Group.WEEK: QT_TRANSLATE_NOOP("SessionList", "Previous 7 days"),
    Group.OLDER: QT_TRANSLATE_NOOP("SessionList", "Older"),
    Group.ARCHIVED: QT_TRANSLATE_NOOP("SessionList", "Archived"),
}
STATE_WORDS = {
    RowState.NEEDS_YOU: QT_TRANSLATE_NOOP("SessionList", "needs you"),
    RowState.RUNNING: QT_TRANSLATE_NOOP("SessionList", "running"),
    RowState.FAILED: QT_TRANSLATE_NOOP("SessionList", "failed"),
    RowState.UNREAD: QT_TRANSLATE_NOOP("SessionList", "unread"),
}


class SessionListModel(QAbstractListModel):
    """`today` gives the local day. Rows change in place, so that an open editor stays open."""

    renamed = Signal(str, str)  # session id, new title

    def __init__(self, *, today: Callable[[], date], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._day = today()
        self._sessions: dict[str, Session] = {}
        self._running: set[str] = set()
        self._needs: set[str] = set()
        self._rows: list[Row] = []
        self._places: dict[str, int] = {}

    def replace(self, sessions: Iterable[Session], running: Callable[[str], bool]) -> None:
        """Show exactly `sessions`."""
        self._sessions = {session.id: session for session in sessions}
        self._running = {name for name in self._sessions if running(name)}
        self._arrange()

    def put(self, session: Session, *, running: bool, needs_user: bool = False) -> None:
        """Add a chat or change its row."""
        before = self._sessions.get(session.id)
        self._sessions[session.id] = session
        (self._running.add if running else self._running.discard)(session.id)
        (self._needs.add if needs_user else self._needs.discard)(session.id)
        same_place = (
            before is not None
            and before.updated_at == session.updated_at
            and group_of(before, self._day) is group_of(session, self._day)
        )
        if same_place:
            self._touch(session.id)
        else:
            self._arrange()

    def remove(self, session_id: str) -> None:
        if self._sessions.pop(session_id, None) is not None:
            self._running.discard(session_id)
            self._needs.discard(session_id)
            self._arrange()

    def remove_all(self, gone: Collection[str]) -> None:
        if not self._sessions.keys().isdisjoint(gone):
            self._sessions = {k: s for k, s in self._sessions.items() if k not in gone}
            self._running.difference_update(gone)
            self._arrange()

    def mark_needs_you(self, session_id: str, *, needs: bool) -> None:
        if needs is not (session_id in self._needs):
            (self._needs.add if needs else self._needs.discard)(session_id)
            self._touch(session_id)

    def regroup(self) -> None:
        """Arrange again if a new day has begun."""
        if self._today() != self._day:
            self._arrange()

    def session(self, session_id: str) -> Session | None:
        return self._sessions.get(session_id)

    def ids(self) -> list[str]:
        """The chats in the order of the list."""
        return [row.session_id for row in self._rows if isinstance(row, ChatRow)]

    def index_of(self, session_id: str) -> QModelIndex:
        place = self._places.get(session_id)
        return QModelIndex() if place is None else self.index(place, 0)

    def id_at(self, index: Index) -> str | None:
        row = self._rows[index.row()] if index.isValid() else None
        return row.session_id if isinstance(row, ChatRow) else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.id_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        shown = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return shown | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemNeverHasChildren

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW_ROLE:
            return row
        if isinstance(row, Heading):
            words = translate("SessionList", GROUP_WORDS[row.group])
            spoken = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
            return words if role in spoken else None
        return self._chat_data(self._sessions[row.session_id], role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        session_id = self.id_at(index)
        title = str(value).strip()
        if session_id is None or role != Qt.ItemDataRole.EditRole or not title:
            return False
        if title != self._sessions[session_id].title:
            self.renamed.emit(session_id, title)
        return True

    def _chat_data(self, session: Session, role: int) -> object:
        state = self._state(session)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return title_of(session)
            case Qt.ItemDataRole.EditRole:
                return session.title
            case _ if role == STATE_ROLE:
                return state
            case _ if role == NOTE_ROLE:
                return self._note(session, state)
            case Qt.ItemDataRole.AccessibleTextRole:
                words = STATE_WORDS.get(state)
                note = translate("SessionList", words) if words else self._note(session, state)
                return f"{title_of(session)}, {note}"
            case Qt.ItemDataRole.ToolTipRole:
                return title_of(session)
            case _:
                return None

    def _state(self, session: Session) -> RowState:
        if session.id in self._needs:
            return RowState.NEEDS_YOU
        if session.id in self._running:
            return RowState.RUNNING
        if session.head_state is TurnState.FAILED:
            return RowState.FAILED
        return RowState.UNREAD if session.unread else RowState.QUIET

    def _note(self, session: Session, state: RowState) -> str:
        if state not in (RowState.QUIET, RowState.UNREAD):
            return translate("SessionList", STATE_WORDS[state])
        return when(session.updated_at, self._day)

    def _touch(self, session_id: str) -> None:
        index = self.index_of(session_id)
        if index.isValid():
            self.dataChanged.emit(index, index)

    def _arrange(self) -> None:
        """Lay the rows out anew; whoever held a chat's row still holds it afterwards."""
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        names = [self.id_at(index) for index in held]
        self._day = self._today()
        self._rows = []
        for group, sessions in grouped(self._sessions.values(), self._day):
            self._rows.append(Heading(group))
            self._rows.extend(ChatRow(session.id) for session in sessions)
        self._places = {
            row.session_id: place
            for place, row in enumerate(self._rows)
            if isinstance(row, ChatRow)
        }
        now = [self.index_of(name) if name else QModelIndex() for name in names]
        self.changePersistentIndexList(held, now)
        self.layoutChanged.emit()


def title_of(session: Session) -> str:
    return session.title or translate("SessionList", "New chat")
