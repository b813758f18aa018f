"""Gives Esc in one control a meaning of its own, before the window's shortcut takes it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


def let_escape(control: QWidget, leave: Callable[[], None]) -> None:
    """Call `leave` where Esc is pressed in `control`."""
    control.installEventFilter(_EscapeFilter(control, leave))


class _EscapeFilter(QObject):
    def __init__(self, control: QWidget, leave: Callable[[], None]) -> None:
        super().__init__(control)
        self._leave = leave

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            if event.type() == QEvent.Type.ShortcutOverride:
                event.accept()
                return True
            if event.type() == QEvent.Type.KeyPress:
                self._leave()
                return True
        return super().eventFilter(watched, event)
