"""The command palette: every verb of the action table, found by typing a few of its letters."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QLineEdit, QListView, QVBoxLayout, QWidget

from gui.qt.actions import ActionTable
from gui.qt.front_panel import FrontPanel
from gui.qt.keyed_delegate import KEYS_ROLE, KeyedDelegate
from gui.qt.phrases import labelled
from gui.qt.theme import ThemeSwitch

translate = QCoreApplication.translate

ID_ROLE = Qt.ItemDataRole.UserRole + 1

MOVES = {
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_PageDown: 8,
    Qt.Key.Key_PageUp: -8,
}


class CommandPalette(FrontPanel):
    """The caret stays in the field; arrows choose, Enter runs, Esc closes."""

    def __init__(self, parent: QWidget, *, table: ActionTable, theme: ThemeSwitch) -> None:
        super().__init__(parent, theme=theme)
        self.setObjectName("commandPalette")
        self._table = table
        px = theme.theme.px
        column = QVBoxLayout(self)
        pad = px("space_2")
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(pad)
        self._field = QLineEdit()
        self._field.setObjectName("paletteEdit")
        self._field.textChanged.connect(self._filter)
        self._field.installEventFilter(self)
        self._found = QStandardItemModel(self)
        self._list = QListView()
        self._list.setObjectName("paletteList")
        self._list.setModel(self._found)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setFixedHeight(px("panel_height"))
        self._list.setItemDelegate(KeyedDelegate(self._list, theme=theme))
        self._list.clicked.connect(self._run)
        column.addWidget(self._field)
        column.addWidget(self._list)
        self.setFocusProxy(self._field)
        self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._field.clear()
        self._filter("")

    def retranslate(self) -> None:
        self._field.setPlaceholderText(translate("CommandPalette", "What would you like to do?"))
        self._field.setAccessibleName(translate("CommandPalette", "Command"))
        self._list.setAccessibleName(translate("CommandPalette", "Commands found"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = watched is self._field and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and self._take_key(event):
            return True
        return super().eventFilter(watched, event)

    def _take_key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        if key in MOVES:
            last = self._found.rowCount() - 1
            row = self._list.currentIndex().row() + MOVES[key]
            self._list.setCurrentIndex(self._found.index(max(0, min(last, row)), 0))
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._run()
            return True
        return False

    def _filter(self, typed: str) -> None:
        ranked = []
        for row in self._table.rows:
            title = labelled(self._table.group(row.id), self._table.title(row.id))
            score = match_score(typed, title)
            if score is not None and self._table.enabled(row.id) and row.id != "palette":
                ranked.append((score, title, row.id))
        if typed:
            ranked.sort()
        self._found.clear()
        for _, title, action_id in ranked:
            item = QStandardItem(title)
            keys = self._table.keys(action_id)
            item.setData(action_id, ID_ROLE)
            item.setData(keys, KEYS_ROLE)
            item.setData(f"{title}, {keys}" if keys else title, Qt.ItemDataRole.AccessibleTextRole)
            self._found.appendRow(item)
        self._list.setCurrentIndex(self._found.index(0, 0))

    def _run(self) -> None:
        index = self._list.currentIndex()
        if index.isValid():
            action_id = str(index.data(ID_ROLE))
            self.dismiss()
            self._table.trigger(action_id)


def match_score(typed: str, title: str) -> int | None:
    """How well `typed` fits as a subsequence of `title`, lower is better; None when it does not.

    Letters side by side and at the beginning of words cost nothing, each gap costs its length.
    """
    score, place = 0, -1
    low = title.casefold()
    for letter in typed.casefold():
        if letter.isspace():
            continue
        found = low.find(letter, place + 1)
        if found < 0:
            return None
        begins = found == 0 or not low[found - 1].isalnum()
        score += 0 if begins else found - place - 1
        place = found
    return score
