"""A button that cannot be pressed by accident: not just as it appears, nor by a key held down."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QPushButton, QWidget

STARTLE = 0.3
"""Seconds in which a key or a click was meant for what was there before."""


class Appearance:
    """Knows how long something has been before the user's eyes; `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._since: float | None = None

    def seen(self) -> None:
        """It is painted: the first time counts."""
        if self._since is None:
            self._since = self._clock()

    def anew(self) -> None:
        """Something else stands in its place now."""
        self._since = self._clock()

    @property
    def is_known(self) -> bool:
        """Whether the user has had the time to see what it is."""
        return self._since is not None and self._clock() - self._since >= STARTLE


class CarefulButton(QPushButton):
    """Enter presses it as Space does."""

    def __init__(self, name: str, appearance: Appearance, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAutoDefault(False)
        self._appearance = appearance

    def keyPressEvent(self, event: QKeyEvent) -> None:
        presses = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if presses and (event.isAutoRepeat() or not self._appearance.is_known):
            event.accept()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._appearance.is_known:
            super().mousePressEvent(event)
        else:
            event.accept()
