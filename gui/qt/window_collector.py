"""Collects garbage in the window's thread only, a little at a time: Qt's objects must go there."""

from __future__ import annotations

import gc
from time import perf_counter

from PySide6.QtCore import QObject, QTimer

PAUSE_MS = 100
YOUNG = 1_000
"""Objects made, less those let go, after which the young ones are looked through."""

OLDER = 10
"""Collections of a generation after which the next older one is looked through as well."""

REST = 50
"""After a collection of everything, so many times as long a rest: two hundredths of a core."""


class WindowCollector(QObject):
    """Stands in for Python's own collections, from when it is made until `end`.

    Those come in whichever thread makes the next object. `gc.disable()` holds these off like
    Python's own, for as long as it is on.
    """

    def __init__(self) -> None:
        super().__init__()
        self._rested_at = 0.0
        self._thresholds = gc.get_threshold()
        gc.set_threshold(0)
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.look)
        self._timer.start(PAUSE_MS)

    def look(self) -> None:
        """Collect what is due."""
        if not gc.isenabled():
            return
        young, older, oldest = gc.get_count()
        now = perf_counter()
        if oldest > OLDER and now >= self._rested_at:
            gc.collect(2)
            done = perf_counter()
            self._rested_at = done + REST * (done - now)
        elif older > OLDER:
            gc.collect(1)
        elif young > YOUNG:
            gc.collect(0)

    def end(self) -> None:
        """Leave it to Python again."""
        self._timer.stop()
        gc.set_threshold(*self._thresholds)
