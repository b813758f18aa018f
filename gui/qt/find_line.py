"""A line in which words are looked for: how many there are, the next and the previous one."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from gui.qt.icons import icon
from gui.qt.theme import Theme

translate = QCoreApplication.translate


class FindLine(QWidget):
    """Enter goes to the next match, Shift+Enter to the previous one."""

    words_changed = Signal(str)
    moved = Signal(int)  # 1 or -1

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.edit = _FindEdit(self)
        self.edit.setObjectName("findEdit")
        self.edit.setClearButtonEnabled(False)
        self.state = QLabel()
        self.state.setTextFormat(Qt.TextFormat.PlainText)
        self.state.setProperty("role", "small")
        self._previous, self._next = QPushButton(), QPushButton()
        self._previous.setObjectName("findPreviousButton")
        self._next.setObjectName("findNextButton")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px("space_1"))
        row.addWidget(self.edit, 1)
        row.addWidget(self.state)
        for button, by in ((self._previous, -1), (self._next, 1)):
            button.setProperty("inline", "true")
            button.setAutoDefault(False)
            row.addWidget(button)
            button.clicked.connect(self.backwards if by < 0 else self.forwards)
        self.edit.textChanged.connect(self.words_changed)
        self.edit.moved.connect(self.moved)
        self.set_theme(theme)
        self.retranslate()

    def set_theme(self, theme: Theme) -> None:
        side = theme.px("icon")
        for button, name in ((self._previous, "chevron-up"), (self._next, "chevron-down")):
            button.setIcon(icon(name, theme.color("muted"), side))
            button.setIconSize(QSize(side, side))

    def begin(self) -> None:
        self.edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.edit.selectAll()

    def say(self, words: str) -> None:
        if words != self.state.text():
            self.state.setText(words)
            self.edit.setAccessibleDescription(words)

    def retranslate(self) -> None:
        self.edit.setPlaceholderText(translate("Find", "Find"))
        self.edit.setAccessibleName(translate("Find", "Find"))
        self._previous.setAccessibleName(translate("Find", "Previous match"))
        self._previous.setToolTip(self._previous.accessibleName())
        self._next.setAccessibleName(translate("Find", "Next match"))
        self._next.setToolTip(self._next.accessibleName())

    def forwards(self) -> None:
        self.moved.emit(1)

    def backwards(self) -> None:
        self.moved.emit(-1)


class _FindEdit(QLineEdit):
    moved = Signal(int)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.moved.emit(-1 if back else 1)
        else:
            super().keyPressEvent(event)
