"""The chats of an export as rows with boxes to check, and behind them those that cannot come."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from gui.model.titles import first_words
from gui.services.chat_carrier import ImportChoice
from gui.services.foreign.export_survey import ExportSurvey, FoundChat
from gui.services.foreign.foreign_chat import Source
from gui.services.import_rows import EarlierImport
from gui.views.arrivals.arrival_words import date_words, flaw_words, loss_words

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex
Earlier = Mapping[Source, Mapping[str, EarlierImport]]

TITLE, DATE, NOTE = range(3)
_COLUMNS = 200
"""How much is shown of what agents are told."""
_NOWHERE = QModelIndex()
_LEAF = Qt.ItemFlag.ItemNeverHasChildren
_PLAIN = _LEAF | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_CHECKED = _PLAIN | Qt.ItemFlag.ItemIsUserCheckable
"""Made once: the view asks for those of every row."""


class Arrival(Enum):
    NEW = auto()
    CHANGED = auto()  # since it was imported
    HERE = auto()  # just as it was imported


class ArrivalList(QAbstractTableModel):
    """`checked_changed`: other chats are wanted now. What is here already is not, at first."""

    checked_changed = Signal()

    def __init__(
        self, survey: ExportSurvey, earlier: Earlier, *, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._chats = survey.chats
        self._skipped = survey.skipped
        self._earlier = earlier
        self._states = [self._state(chat) for chat in survey.chats]
        self._wanted = {row for row, state in enumerate(self._states) if state is not Arrival.HERE}

    @property
    def wanted(self) -> int:
        return len(self._wanted)

    def count(self, state: Arrival) -> int:
        return self._states.count(state)

    def want_all(self, *, wanted: bool) -> None:
        self._wanted = set(range(len(self._chats))) if wanted else set()
        roles = [Qt.ItemDataRole.CheckStateRole]
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0), roles)
        self.checked_changed.emit()

    def choice(self) -> ImportChoice:
        """A changed chat stands in for the one from before, unless something would be lost."""
        chats = {row: self._chats[row] for row in sorted(self._wanted)}
        changed = [one for row, one in chats.items() if self._states[row] is Arrival.CHANGED]
        return ImportChoice(
            wanted={chat.number: chat.digest for chat in chats.values()},
            replaced=tuple({before.session_id for one in changed if (before := self._worse(one))}),
        )

    def _worse(self, chat: FoundChat) -> EarlierImport | None:
        """The one from before, where nothing was said in it and no file of it is missing now."""
        before = self._before(chat)
        spared = before is None or not before.untouched or before.files > chat.files
        return None if spared else before

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._chats) + len(self._skipped)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 3

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return (
            translate("Arrivals", "Chat"),
            translate("Arrivals", "Date"),
            translate("Arrivals", "What there is"),
        )[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.row() >= len(self._chats):
            return _LEAF
        return _CHECKED if index.column() == TITLE else _PLAIN

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row = index.row()
        match Qt.ItemDataRole(role):
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                if row < len(self._chats):
                    return self._words(row, index.column())
                return self._skipped_words(row - len(self._chats), index.column())
            case Qt.ItemDataRole.CheckStateRole if index.column() == TITLE:
                if row >= len(self._chats):
                    return None
                checked = row in self._wanted
                return Qt.CheckState.Checked if checked else Qt.CheckState.Unchecked
            case _:
                return None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        row = index.row()
        if role != Qt.ItemDataRole.CheckStateRole or row >= len(self._chats):
            return False
        checked = Qt.CheckState(value) is Qt.CheckState.Checked
        (self._wanted.add if checked else self._wanted.discard)(row)
        self.dataChanged.emit(index, index, [role])
        self.checked_changed.emit()
        return True

    def _before(self, chat: FoundChat) -> EarlierImport | None:
        return self._earlier.get(chat.source, {}).get(chat.original_id)

    def _state(self, chat: FoundChat) -> Arrival:
        before = self._before(chat)
        if before is None:
            return Arrival.NEW
        return Arrival.HERE if before.digest == chat.digest else Arrival.CHANGED

    def _words(self, row: int, column: int) -> str:
        chat = self._chats[row]
        if column == TITLE:
            return chat.title or translate("ImportPreview", "Untitled chat")
        if column == DATE:
            return date_words(chat.updated_at or chat.created_at)
        told = [*self._state_words(row)]
        told.append(translate("ImportPreview", "%n message(s)", "", chat.messages))
        if chat.branches > 1:
            told.append(translate("Arrivals", "%n branch(es)", "", chat.branches))
        if chat.files:
            told.append(translate("Arrivals", "%n picture(s) and files", "", chat.files))
        if chat.instructions:
            words = first_words(chat.instructions, columns=_COLUMNS)
            told.append(
                translate("ImportPreview", "Its agents are told: {words}").format(words=words)
            )
        if lost := loss_words(chat.losses):
            told.append(translate("Arrivals", "without {lost}").format(lost=lost))
        return " · ".join(told)

    def _state_words(self, row: int) -> tuple[str, ...]:
        match self._states[row]:
            case Arrival.HERE:
                return (translate("Arrivals", "here already"),)
            case Arrival.CHANGED:
                return (translate("Arrivals", "changed since it was imported"),)
            case _:
                return ()

    def _skipped_words(self, place: int, column: int) -> str:
        skipped = self._skipped[place]
        if column == TITLE:
            unnamed = translate("Arrivals", "The rest") if skipped.is_rest else ""
            return skipped.title or unnamed or translate("ImportPreview", "Untitled chat")
        if column == DATE:
            return ""
        why = flaw_words(skipped.flaw)
        return translate("Arrivals", "Cannot be imported: {why}").format(why=why)
