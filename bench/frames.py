"""Measures frames: from the moment an input is due until the window has been painted with it."""

from __future__ import annotations

import asyncio
import math
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QWidget

FRAME = 1 / 60
PAINT_LIMIT = 1.0
"""Seconds after which an input counts as never seen, on the average."""


Painted = Callable[[float], None]


class PaintWatch(QObject):
    """Knows when a window has been painted: all of it is, in one go, at its update request."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._waiting: list[Painted] = []
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is not QEvent.Type.UpdateRequest or watched is not self._window:
            return False
        self._window.event(event)
        now = time.perf_counter()
        waiting, self._waiting = self._waiting, []
        for tell in waiting:
            tell(now)
        return True

    def next(self, tell: Painted) -> None:
        """Call `tell` at once when the next paint is done, with the time by `perf_counter`."""
        self._waiting.append(tell)


@dataclass(frozen=True, slots=True, kw_only=True)
class Frames:
    """Seconds of each frame; `work` is what the thread of the window was busy of them."""

    seconds: tuple[float, ...]
    work: tuple[float, ...] = ()

    @property
    def usual(self) -> float:
        """The 95th percentile."""
        return statistics.quantiles(self.seconds, n=20)[-1]

    @property
    def longest(self) -> float:
        return max(self.seconds)


def joined(parts: Iterable[Frames]) -> Frames:
    """The frames of several goes as those of one."""
    goes = tuple(parts)
    return Frames(
        seconds=tuple(chain.from_iterable(go.seconds for go in goes)),
        work=tuple(chain.from_iterable(go.work for go in goes)),
    )


class _Hand(QObject):
    """Gives inputs from Qt's own timer: a task would come too late where the loop is busy."""

    def __init__(self, watch: PaintWatch, inputs: list[Callable[[], object]], every: float) -> None:
        super().__init__(watch)
        self._watch = watch
        self._inputs = iter(inputs)
        self._count = len(inputs)
        self._every = every
        self._due = time.perf_counter()
        self._busy_before = 0.0
        self.seconds: list[float] = []
        self.work: list[float] = []
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._give)
        self._plan()

    def _plan(self) -> None:
        now = time.perf_counter()
        wait = max(0, math.ceil((self._due + self._every - now) * 1000))
        self._due = now + wait / 1000
        self._timer.start(wait)

    def _give(self) -> None:
        self._watch.next(self._painted)
        self._busy_before = time.thread_time()
        next(self._inputs)()

    def _painted(self, now: float) -> None:
        self.seconds.append(now - self._due)
        self.work.append(time.thread_time() - self._busy_before)
        if len(self.seconds) < self._count:
            self._plan()
        elif not self.done.done():
            self.done.set_result(None)


async def frames(
    watch: PaintWatch, inputs: list[Callable[[], object]], *, every: float = FRAME
) -> Frames:
    """Give one input after the other, as a hand does that waits for what it sees.

    An input is due `every` so many seconds, or once the one before has been painted; that the
    event loop is away at that moment counts.
    """
    hand = _Hand(watch, inputs, every)
    await asyncio.wait_for(hand.done, len(inputs) * (every + PAINT_LIMIT))
    return Frames(seconds=tuple(hand.seconds), work=tuple(hand.work))
