"""A line that records the keys that are pressed in it, as one combination."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QKeySequenceEdit

from gui.qt.form_field import Field

PORTABLE = QKeySequence.SequenceFormat.PortableText


class KeysLine(QKeySequenceEdit):
    """Its value is the combination in Qt's portable words, such as "Ctrl+Alt+Space"."""

    edited = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.setMaximumSequenceLength(1)
        self._shown = ""
        self.editingFinished.connect(self._report)

    def value(self) -> str:
        return self.keySequence().toString(PORTABLE)

    def show_value(self, value: object) -> None:
        self._shown = str(value)
        if self.value() != self._shown:
            self.setKeySequence(QKeySequence.fromString(self._shown, PORTABLE))

    def describe(self, field: Field) -> None:
        """The title and the help, which the row shows, are all its words."""

    def _report(self) -> None:
        if self.value() and self.value() != self._shown:
            self._shown = self.value()
            self.edited.emit(self._shown)
