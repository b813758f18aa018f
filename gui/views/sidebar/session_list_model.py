"""The rows of the list as Qt reads them: headings, folders and chats, kept in order."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from datetime import date

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from gui.model.chat_folder import ChatFolder
from gui.model.session import Session
from gui.views.sidebar.chat_rows import ChatRows
from gui.views.sidebar.grouping import DayEdges, Sort
from gui.views.sidebar.row_sections import ChatRow, FolderRow, Heading, Row
from gui.views.sidebar.row_words import RowWords

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
STATE_ROLE = Qt.ItemDataRole.UserRole + 2
NOTE_ROLE = Qt.ItemDataRole.UserRole + 3
"""The words at the right edge: the state, or when the chat was last touched."""
TAGS_ROLE = Qt.ItemDataRole.UserRole + 4


class SessionListModel(QAbstractListModel):
    """`today` gives the local day. Rows change in place, so that an open editor stays open."""

    renamed = Signal(str, str)  # session id, new title
    folder_renamed = Signal(str, str)  # folder id, new name

    def __init__(self, *, today: Callable[[], date], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.rows = ChatRows(DayEdges.of(today()))
        self.words = RowWords(today())

    def replace(
        self, sessions: Iterable[Session], running: Callable[[str], bool], *, flat: bool = False
    ) -> None:
        """Show exactly `sessions`; `flat`: without the folders."""
        with self._moving():
            self.rows.replace(sessions, flat=flat)
            names = self.rows.sessions
            self.words.running = {name for name in names if running(name)}
            self.words.needs &= names.keys()

    def add(self, sessions: Collection[Session]) -> None:
        """Many more, of which nothing runs that was not told of."""
        with self._moving():
            self.rows.add(sessions)

    def put(self, session: Session, *, running: bool, needs_user: bool = False) -> None:
        """Add a chat or change its row."""
        self.put_all([(session, running, needs_user)])

    def put_all(self, changes: Iterable[tuple[Session, bool, bool]]) -> None:
        """Sessions, each with whether it runs and needs the user."""
        changes = tuple(changes)
        moves = any(self.rows.would_move(session) for session, *_ in changes)
        with self._moving() if moves else nullcontext():
            for session, running, needs_user in changes:
                self.words.mark(session.id, running=running, needs=needs_user)
                self.rows.put(session)
        for session, *_ in () if moves else changes:
            index = self.index_of(session.id)
            if index.isValid():
                self.dataChanged.emit(index, index)

    def id_at(self, index: Index) -> str | None:
        row = self.row_at(index)
        return row.session_id if isinstance(row, ChatRow) else None

    def remove_all(self, gone: Collection[str]) -> None:
        with self._moving():
            self.rows.remove_all(gone)
            for session_id in gone:
                self.words.mark(session_id, running=False, needs=False)

    def mark_needs_you(self, session_id: str, *, needs: bool) -> None:
        session = self.session(session_id)
        if session is not None:
            self.put(session, running=session_id in self.words.running, needs_user=needs)

    def arrange(
        self,
        *,
        sort: Sort | None = None,
        tag: str | None = None,
        folders: Mapping[str, ChatFolder] | None = None,
    ) -> None:
        """Lay the rows out anew, with what has changed."""
        with self._moving():
            if folders is not None:
                self.rows.show_folders(folders)
            if sort is not None or tag is not None:
                self.rows.arrange(sort=sort, tag=tag)

    def fold(self, names: Collection[str]) -> None:
        with self._moving():
            self.rows.sections.fold(names)

    def regroup(self) -> None:
        """Arrange again if a new day has begun."""
        day = self._today()
        if day != self.words.day:
            with self._moving():
                self.words.day = day
                self.rows.arrange(edges=DayEdges.of(day))

    def session(self, session_id: str) -> Session | None:
        return self.rows.sessions.get(session_id)

    def index_of(self, session_id: str) -> QModelIndex:
        place = self.rows.place(session_id)
        return QModelIndex() if place is None else self.index(place, 0)

    def header_index(self, name: str) -> QModelIndex:
        """The row of a folder, by its id, or of a group, by its name."""
        place = self.rows.header_place(name)
        return QModelIndex() if place is None else self.index(place, 0)

    def row_at(self, index: Index) -> Row | None:
        return self.rows.sections.row(index.row()) if index.isValid() else None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else self.rows.sections.count

    def flags(self, index: Index) -> Qt.ItemFlag:
        """A heading can be reached by key only while it hides something."""
        match self.row_at(index):
            case ChatRow() | FolderRow():
                shown = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
                return shown | Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemNeverHasChildren
            case Heading(folded=True):
                return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
            case _:
                return Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row_at(index)
        if row is None or role == ROW_ROLE:
            return row
        if not isinstance(row, ChatRow):
            return self.words.of_header(row, role)
        session = self.rows.sessions[row.session_id]
        match role:
            case _ if role == STATE_ROLE:
                return self.words.state(session)
            case _ if role == NOTE_ROLE:
                return self.words.note(session)
            case _ if role == TAGS_ROLE:
                return self.words.tags(session)
            case _:
                return self.words.of_chat(session, role)

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row, words = self.row_at(index), str(value).strip()
        if role != Qt.ItemDataRole.EditRole or not words:
            return False
        if isinstance(row, ChatRow) and words != self.rows.sessions[row.session_id].title:
            self.renamed.emit(row.session_id, words)
        elif isinstance(row, FolderRow) and words != row.name:
            self.folder_renamed.emit(row.folder_id, words)
        return not isinstance(row, Heading)

    @contextmanager
    def _moving(self) -> Iterator[None]:
        """Rows may move in it; whoever held a row still holds it afterwards."""
        self.layoutAboutToBeChanged.emit()
        held = self.persistentIndexList()
        names = [_name(self.row_at(index)) for index in held]
        yield
        now = [self.index_of(of) if chat else self.header_index(of) for chat, of in names]
        self.changePersistentIndexList(held, now)
        self.layoutChanged.emit()


def _name(row: Row | None) -> tuple[bool, str]:
    """Whether it is a chat, and its id, else the name of the section."""
    match row:
        case ChatRow(session_id=session_id):
            return True, session_id
        case FolderRow(folder_id=folder_id):
            return False, folder_id
        case Heading(group=group):
            return False, group.name
        case None:
            return False, ""
