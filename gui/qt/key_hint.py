"""A small chip that shows a shortcut inside a control."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget

from gui.qt.actions import native_keys


class KeyHint(QLabel):
    """Shows `keys` as this platform writes them; clicks go to the control below."""

    def __init__(self, keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "keyHint")
        self.setText(native_keys(keys).replace("+", " "))
        self.setIndent(0)  # a framed label adds one of its own
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
