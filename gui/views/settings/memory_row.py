"""One thing that is remembered: its words, and how they are changed or removed."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from gui.qt.phrases import labelled
from gui.qt.theme import Theme
from gui.services.user_memory import LONGEST, Memory
from gui.views.settings.kept_row import KeptRow, button, row_of
from gui.views.settings.pane import words

translate = QCoreApplication.translate


class MemoryRow(KeptRow):
    """Shows the memory it is given and reports what the user wants of it."""

    edited = Signal(str)

    def __init__(self, memory: Memory, theme: Theme) -> None:
        self.memory = memory
        self._line = QLineEdit()
        self._line.setObjectName("memoryLine")
        self._line.setMaxLength(LONGEST)
        self._save = button("memorySaveButton")
        self._cancel = button("memoryCancelButton", quiet=True)
        editing = row_of(theme, self._line, self._save, self._cancel)
        super().__init__("memory", words(memory.text), editing, theme)
        self.setObjectName(f"memory-{memory.id}")
        self._cancel.clicked.connect(self.go_back)
        self._save.clicked.connect(self._finish)
        self._line.returnPressed.connect(self._finish)
        self._line.textChanged.connect(self._allow_saving)
        self.retranslate()

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
        self.name_buttons(self.memory.text)
        for each in (self._save, self._cancel):
            each.setAccessibleName(labelled(each.text(), self.memory.text))

    def begin_editing(self) -> None:
        self._line.setText(self.memory.text)
        self._line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._line.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves the line, not the settings."""
        if event.key() == Qt.Key.Key_Escape and self.busy:
            self.go_back()
        else:
            super().keyPressEvent(event)

    def _finish(self) -> None:
        if self._save.isEnabled():
            self.show_kept()
            self.edited.emit(self._line.text())

    def _allow_saving(self, text: str) -> None:
        self._save.setEnabled(bool(text.strip()))
