"""Where chats are that the list does not show: the archive, and the bin with its last days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QDate,
    QEvent,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QPushButton,
    QTabBar,
    QVBoxLayout,
    QWidget,
)

from gui.qt.theme import Theme
from gui.views.settings.pane import words

translate = QCoreApplication.translate
Index = QModelIndex | QPersistentModelIndex


class Place(IntEnum):
    """In the order of the tabs."""

    ARCHIVE = 0
    BIN = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PutAwayChat:
    """`gone_at`: when it vanishes for good, Unix milliseconds; None for an archived one."""

    session_id: str
    title: str
    gone_at: int | None = None


class PutAwayModel(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._chats: tuple[PutAwayChat, ...] = ()

    def show_chats(self, chats: Sequence[PutAwayChat]) -> None:
        self.beginResetModel()
        self._chats = tuple(chats)
        self.endResetModel()

    def chat(self, row: int) -> PutAwayChat:
        return self._chats[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._chats)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        spoken = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
        if not index.isValid() or role not in spoken:
            return None
        chat = self._chats[index.row()]
        if chat.gone_at is None:
            return chat.title
        text = translate("PutAway", "{title} – until {day}")
        return text.replace("{title}", chat.title).replace("{day}", _day(chat.gone_at))


class PutAwayPanel(QDialog):
    """Shows what it is given; `place` is the tab. What is wanted is said by signals, with ids."""

    place_changed = Signal(int)
    open_wanted = Signal(str)
    restore_wanted = Signal(list)
    delete_wanted = Signal(list)

    def __init__(self, theme: Theme, *, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("putAwayPanel")
        self.resize(theme.px("panel_width"), theme.px("panel_height"))
        self.tabs = QTabBar()
        self.tabs.setObjectName("putAwayTabs")
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        for _ in Place:
            self.tabs.addTab("")
        self._about = words("")
        self.line = QLineEdit()
        self.line.setObjectName("putAwayLine")
        self._model = PutAwayModel(self)
        self._found = QSortFilterProxyModel(self)
        self._found.setSourceModel(self._model)
        self._found.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.list = QListView()
        self.list.setObjectName("putAwayList")
        self.list.setModel(self._found)
        self.list.setUniformItemSizes(True)
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.opening, self.restore, self.delete = QPushButton(), QPushButton(), QPushButton()
        for button, name in (
            (self.opening, "openButton"),
            (self.restore, "restoreButton"),
            (self.delete, "deleteButton"),
        ):
            button.setObjectName(name)
            button.setAutoDefault(False)
        self._lay_out(theme)
        self._connect()
        self.retranslate()

    @property
    def place(self) -> Place:
        return Place(self.tabs.currentIndex())

    def show_place(self, place: Place) -> None:
        self.tabs.setCurrentIndex(place)

    def show_chats(self, chats: Sequence[PutAwayChat]) -> None:
        self._model.show_chats(chats)
        self._allow()
        self._say_about()

    def selected_ids(self) -> list[str]:
        rows = sorted(index.row() for index in self.list.selectionModel().selectedRows())
        chosen = (self._found.mapToSource(self._found.index(row, 0)).row() for row in rows)
        return [self._model.chat(row).session_id for row in chosen]

    def retranslate(self) -> None:
        self.setWindowTitle(translate("PutAway", "Archive and bin"))
        self.tabs.setTabText(Place.ARCHIVE, translate("PutAway", "Archive"))
        self.tabs.setTabText(Place.BIN, translate("PutAway", "Bin"))
        self.tabs.setAccessibleName(translate("PutAway", "Archive and bin"))
        self.line.setPlaceholderText(translate("PutAway", "Find by title"))
        self.line.setAccessibleName(self.line.placeholderText())
        self.list.setAccessibleName(translate("PutAway", "Chats"))
        self.opening.setText(translate("PutAway", "Open"))
        self._say_about()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.delete.isEnabled():
            self._ask_delete()
            return
        super().keyPressEvent(event)

    def _lay_out(self, theme: Theme) -> None:
        row = QHBoxLayout()
        row.setSpacing(theme.px("space_2"))
        row.addWidget(self.opening)
        row.addStretch(1)
        row.addWidget(self.restore)
        row.addWidget(self.delete)
        pad = theme.px("space_4")
        column = QVBoxLayout(self)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(theme.px("space_3"))
        for widget in (self.tabs, self._about, self.line):
            column.addWidget(widget)
        column.addWidget(self.list, 1)
        column.addLayout(row)

    def _connect(self) -> None:
        self.tabs.currentChanged.connect(self._turn)
        self.line.textChanged.connect(self._found.setFilterFixedString)
        self.list.selectionModel().selectionChanged.connect(self._allow)
        self.list.activated.connect(self._ask_open)
        self.opening.clicked.connect(self._ask_open)
        self.restore.clicked.connect(self._ask_restore)
        self.delete.clicked.connect(self._ask_delete)

    def _turn(self, number: int) -> None:
        self.line.clear()
        self.show_chats(())
        self.place_changed.emit(number)

    def _allow(self) -> None:
        count = len(self.list.selectionModel().selectedRows())
        self.opening.setVisible(self.place is Place.ARCHIVE)
        self.opening.setEnabled(count == 1)
        self.restore.setEnabled(count > 0)
        self.delete.setEnabled(count > 0)

    def _say_about(self) -> None:
        empty = self._model.rowCount() == 0
        if self.place is Place.ARCHIVE:
            self.restore.setText(translate("PutAway", "Back to the list"))
            self.delete.setText(translate("PutAway", "Delete"))
            about = translate("PutAway", "Archived chats are out of the way; search finds them.")
            none = translate("PutAway", "No chat is archived. Archive one in its menu.")
        else:
            self.restore.setText(translate("PutAway", "Restore"))
            self.delete.setText(translate("PutAway", "Delete for good…"))
            about = translate("PutAway", "Deleted chats vanish for good after 30 days.")
            none = translate("PutAway", "The bin is empty. What you delete stays here for 30 days.")
        self._about.setText(none if empty else about)

    def _ask_open(self) -> None:
        ids = self.selected_ids()
        if self.place is Place.ARCHIVE and len(ids) == 1:
            self.open_wanted.emit(ids[0])

    def _ask_restore(self) -> None:
        self.restore_wanted.emit(self.selected_ids())

    def _ask_delete(self) -> None:
        self.delete_wanted.emit(self.selected_ids())


def _day(unix_ms: int) -> str:
    then = datetime.fromtimestamp(unix_ms / 1000).astimezone()
    return QLocale().toString(QDate(then.year, then.month, then.day), QLocale.FormatType.LongFormat)
