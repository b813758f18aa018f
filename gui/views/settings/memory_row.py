"""One thing that is remembered: its words, and how they are changed or removed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui.qt.phrases import labelled
from gui.qt.reflow import ReflowRow
from gui.qt.theme import Theme
from gui.services.user_memory import LONGEST, Memory
from gui.views.settings.pane import words

translate = QCoreApplication.translate


class MemoryRow(QWidget):
    """Shows the memory it is given and reports what the user wants of it."""

    edited = Signal(str)
    remove_confirmed = Signal()
    left = Signal()  # without a change

    def __init__(self, memory: Memory, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"memory-{memory.id}")
        self.memory = memory
        self._text = words(memory.text)
        self._edit = _button("memoryEditButton", quiet=True)
        self._remove = _button("memoryRemoveButton", quiet=True)
        self._question = words("")
        self._really = _button("memoryRemoveConfirmButton")
        self._keep = _button("memoryKeepButton", quiet=True)
        self._line = QLineEdit()
        self._line.setObjectName("memoryLine")
        self._line.setMaxLength(LONGEST)
        self._save = _button("memorySaveButton")
        self._cancel = _button("memoryCancelButton", quiet=True)
        self._shown = self._row(theme, self._text, self._edit, self._remove)
        self._asking = self._row(theme, self._question, self._really, self._keep)
        self._editing = self._row(theme, self._line, self._save, self._cancel)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for row in (self._shown, self._asking, self._editing):
            column.addWidget(row)
        self._connect()
        self._turn_to(self._shown)
        self.retranslate()

    @property
    def busy(self) -> bool:
        """Whether the user is in the middle of something here."""
        return self._shown.isHidden()

    def retranslate(self) -> None:
        self._edit.setText(translate("Memory", "Edit…"))
        self._remove.setText(translate("Memory", "Remove"))
        question = translate("Memory", "Forget “{text}” for good?")
        self._question.setText(question.format(text=self.memory.text))
        self._really.setText(translate("Memory", "Remove"))
        self._keep.setText(translate("Memory", "Keep"))
        self._save.setText(translate("Memory", "Save"))
        self._cancel.setText(translate("Memory", "Cancel"))
        self._line.setAccessibleName(translate("Memory", "What is remembered"))
        for button in self.findChildren(QPushButton):
            button.setAccessibleName(labelled(button.text(), self.memory.text))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the line, not the settings."""
        if event.key() == Qt.Key.Key_Escape and self.busy:
            self._go_back()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        self._edit.clicked.connect(self._begin_editing)
        self._remove.clicked.connect(self._begin_removal)
        self._keep.clicked.connect(self._go_back)
        self._cancel.clicked.connect(self._go_back)
        self._save.clicked.connect(self._finish_editing)
        self._line.returnPressed.connect(self._finish_editing)
        self._line.textChanged.connect(self._allow_saving)
        self._really.clicked.connect(self._finish_removal)

    def _begin_editing(self) -> None:
        self._line.setText(self.memory.text)
        self._turn_to(self._editing)
        self._line.setFocus()
        self._line.selectAll()

    def _finish_editing(self) -> None:
        if not self._save.isEnabled():
            return
        self._turn_to(self._shown)
        self.edited.emit(self._line.text())

    def _begin_removal(self) -> None:
        self._turn_to(self._asking)
        self._keep.setFocus()

    def _finish_removal(self) -> None:
        self._turn_to(self._shown)
        self.remove_confirmed.emit()

    def _go_back(self) -> None:
        asked = not self._asking.isHidden()
        self._turn_to(self._shown)
        (self._remove if asked else self._edit).setFocus()
        self.left.emit()

    def _allow_saving(self, text: str) -> None:
        self._save.setEnabled(bool(text.strip()))

    def _turn_to(self, shown: QWidget) -> None:
        for row in (self._shown, self._asking, self._editing):
            row.setVisible(row is shown)

    @staticmethod
    def _row(theme: Theme, first: QWidget, *buttons: QPushButton) -> QWidget:
        holder = QWidget()
        beside = QHBoxLayout(holder)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(theme.px("space_1"))
        for button in buttons:
            beside.addWidget(button)
        row = ReflowRow(spacing=theme.px("space_3"))
        row.add(first, stretch=1)
        row.add(holder, align=Qt.AlignmentFlag.AlignVCenter)
        return row


def _button(name: str, *, quiet: bool = False) -> QPushButton:
    button = QPushButton()
    button.setObjectName(name)
    button.setProperty("quiet", quiet)
    return button
