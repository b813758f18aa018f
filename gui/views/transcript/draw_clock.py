"""When the transcript draws next: at once for a reader who waits, with rests for what streams."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

from gui.views.transcript.render_pace import pause_after


class DrawClock(QTimer):
    """`timeout` is the time to draw. It runs only while its owner can be seen."""

    def __init__(self, owner: QWidget) -> None:
        super().__init__(owner)
        self._owner = owner
        self._rested_at = 0.0  # when drawing what streams may go on
        self.awaited = True  # whether something is missing that the reader waits for
        self.setSingleShot(True)
        self.setTimerType(Qt.TimerType.PreciseTimer)
        owner.installEventFilter(self)

    @property
    def is_rested(self) -> bool:
        return perf_counter() > self._rested_at

    def wake(self) -> None:
        """Draw when the rest is over."""
        self._wake(self._rested_at - perf_counter())

    def hurry(self) -> None:
        """Somebody waits for what is missing: no rests until it is there."""
        self.awaited = True
        if self._owner.isVisible():
            self.start(0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Hide:
            self.stop()
        return super().eventFilter(watched, event)

    def rest(self, work: float, *, left: bool) -> None:
        """A step has taken `work` seconds; whether something is left to be drawn."""
        self._rested_at = perf_counter() + pause_after(work)
        if left:
            self._wake(0.0 if self.awaited else pause_after(work))
        else:
            self.awaited = False

    def _wake(self, seconds: float) -> None:
        if self._owner.isVisible() and not self.isActive():
            self.start(max(0, round(seconds * 1000)))
