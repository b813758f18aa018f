"""Notices from the clocks alone that the computer slept."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

Clock = Callable[[], float]

EXACT_STEP = 2.0  # seconds; the two clocks of Linux differ by time slept and nothing else
WALL_STEP = 30.0  # seconds; a wall clock is set by hand and by the network too


class SleepClock:
    """`whole` goes on while the computer sleeps, `awake` does not."""

    def __init__(self, *, whole: Clock, awake: Clock, step: float) -> None:
        self._whole = whole
        self._awake = awake
        self._step = step
        self._known = whole() - awake()

    @classmethod
    def of_system(cls) -> SleepClock:
        boot_time = getattr(time, "CLOCK_BOOTTIME", None)  # Linux has it
        if boot_time is None:
            return cls(whole=time.time, awake=time.monotonic, step=WALL_STEP)
        return cls(
            whole=partial(time.clock_gettime, boot_time), awake=time.monotonic, step=EXACT_STEP
        )

    def slept(self) -> bool:
        """Whether the computer slept since this was asked last."""
        before, self._known = self._known, self._whole() - self._awake()
        return self._known - before > self._step
