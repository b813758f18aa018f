"""Measures how long the event loop is away: the longest gap between ticks of a 10 ms timer."""

from __future__ import annotations

import time

from PySide6.QtCore import QObject, Qt, QTimer

TICK_MS = 10


class GapMeter(QObject):
    """`longest` is in seconds, since the last `reset`."""

    def __init__(self) -> None:
        super().__init__()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)
        self._last = time.perf_counter()
        self.longest = 0.0
        self._timer.start(TICK_MS)

    def reset(self) -> None:
        self._last = time.perf_counter()
        self.longest = 0.0

    def stop(self) -> None:
        self._timer.stop()

    def _tick(self) -> None:
        now = time.perf_counter()
        self.longest = max(self.longest, now - self._last)
        self._last = now
