"""The window that is put into the tray when it is closed, and comes back should the tray go."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QWidget

from gui.qt.front_window import bring_to_front
from gui.views.main_window import MainWindow

LOOK_MS = 5000
"""A panel may end without a word; only while the window is hidden is it looked for."""


@dataclass(frozen=True, kw_only=True)
class Keeping:
    """What the window asks before it hides; `leaving` is true once Parley is closing."""

    wanted: Callable[[], bool]
    tray_there: Callable[[], bool]
    leaving: Callable[[], bool]


class KeptWindow(QObject):
    hidden = Signal()
    tray_lost = Signal()

    def __init__(self, window: MainWindow, keeping: Keeping) -> None:
        super().__init__(window)
        self._window = window
        self._keeping = keeping
        self._quitting = False
        self._had_tray = False
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        window.put_away = self.close_instead
        if not window.isVisible():
            self._timer.start()

    def close_instead(self) -> bool:
        """What closing the window means: True where it was hidden and Parley goes on."""
        can = self._keeping.wanted() and self._keeping.tray_there()
        if self._quitting or self._keeping.leaving() or not can:
            return False
        self.hide()
        return True

    def hide(self) -> None:
        self._had_tray = True
        self._window.hide()
        self._timer.start()
        self.hidden.emit()

    def toggle(self) -> None:
        """Hide the window if it is in front, or else bring it there."""
        if self.in_front():
            self.hide()
        elif not self._keeping.leaving():
            bring_to_front(self._window)

    def in_front(self) -> bool:
        """Whether the user has the window, or a dialog of it, before the eyes.

        A window that is hidden and at once shown again keeps the focus, and Qt names no active
        one until it moves: then it counts that the focus is Parley's. (The focus is a QWindow,
        and PySide loses hold of those whose widgets are gone, so it is asked for nothing.)
        """
        window = self._window
        if not window.isVisible() or window.isMinimized():
            return False
        active: QWidget | None = QApplication.activeWindow()
        if active is None:
            return QGuiApplication.focusWindow() is not None
        while active is not None and active is not window:
            active = active.parentWidget()
        return active is window

    def look(self) -> None:
        """A hidden window that no tray brings back any more would be lost.

        One that was hidden from the start waits for its tray; the shell minimises it in the end.
        """
        if self._window.isVisible() or self._keeping.leaving():
            self._timer.stop()
        elif self._keeping.tray_there():
            self._had_tray = True
        elif self._had_tray:
            self._timer.stop()
            bring_to_front(self._window)
            self.tray_lost.emit()

    def give_up(self) -> None:
        """The desktop ends the program: closing means closing from now on."""
        self._quitting = True

    def close(self) -> None:
        self._timer.stop()
        self.give_up()
