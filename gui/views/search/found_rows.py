"""The rows of what was found: a chat, and under it its messages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from gui.model.passage import Passage
from gui.model.turn import Role
from gui.services.search_results import ChatFound, TurnFound
from gui.views.sidebar.time_words import when
from gui.views.transcript.speaker_header import shown_name

translate = QCoreApplication.translate

Index = QModelIndex | QPersistentModelIndex

ROW_ROLE = Qt.ItemDataRole.UserRole + 1
NOTE_ROLE = Qt.ItemDataRole.UserRole + 2

_NO_PARENT = QModelIndex()


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundRow:
    """A chat, or with `turn` one of its messages."""

    chat: ChatFound
    turn: TurnFound | None = None

    @property
    def passage(self) -> Passage:
        return self.chat.title if self.turn is None else self.turn.passage


class FoundRows(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rows: list[FoundRow] = []

    @property
    def messages(self) -> int:
        return sum(row.turn is not None for row in self._rows)

    @property
    def chats(self) -> int:
        return len({row.chat.session_id for row in self._rows})

    def row(self, index: Index) -> FoundRow | None:
        return self._rows[index.row()] if index.isValid() else None

    def rowCount(self, parent: Index = _NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = self.row(index)
        if row is None:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.passage.text or translate("Search", "New chat")
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{note_of(row)}: {row.passage.text}"
            case _ if role == ROW_ROLE:
                return row
            case _ if role == NOTE_ROLE:
                return note_of(row)
            case _:
                return None

    def clear(self) -> None:
        self.beginResetModel()
        self._rows = []
        self.endResetModel()

    def replace(self, chats: Iterable[ChatFound]) -> None:
        self.beginResetModel()
        self._rows = list(_rows_of(chats))
        self.endResetModel()

    def add(self, chats: Iterable[ChatFound]) -> None:
        rows = list(_rows_of(chats))
        if rows:
            first = len(self._rows)
            self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
            self._rows += rows
            self.endInsertRows()


def _rows_of(chats: Iterable[ChatFound]) -> Iterable[FoundRow]:
    for chat in chats:
        yield FoundRow(chat=chat)
        for turn in chat.turns:
            yield FoundRow(chat=chat, turn=turn)


def note_of(row: FoundRow) -> str:
    """When, and for a message who said it and as what."""
    if row.turn is None:
        when = _day(row.chat.updated_at)
        archived = translate("Search", "Archived")
        return f"{archived} · {when}" if row.chat.archived else when
    who = translate("Search", "You") if row.turn.role is Role.USER else shown_name(row.turn.who)
    notes = (who, _kind(row.turn.kind), _day(row.turn.at))
    return " · ".join(note for note in notes if note)


def _kind(kind: str) -> str:
    match kind:
        case "thought":
            return translate("Search", "thought")
        case "tool":
            return translate("Search", "tool")
        case "run":
            return translate("Search", "output")
        case "image":
            return translate("Search", "image")
        case "file":
            return translate("Search", "file")
        case _:
            return ""


def _day(moment: int) -> str:
    return when(moment, datetime.now().astimezone().date())
