"""Time-ordered identifiers (UUID version 7), increasing also within one millisecond."""

from __future__ import annotations

import os
from collections.abc import Callable

from gui.services.clock import now_ms

_COUNTER_BITS = 12
_COUNTER_END = 1 << _COUNTER_BITS
_RANDOM_BITS = 62


class Identifiers:
    """Gives out identifiers; each sorts after the one before, also when the clock is set back."""

    def __init__(self, clock: Callable[[], int] = now_ms) -> None:
        self._clock = clock
        self._moment = 0
        self._counter = 0

    def new(self) -> str:
        """The next identifier, in the usual 36 characters."""
        random = int.from_bytes(os.urandom(10), "big")
        now = self._clock()
        if now > self._moment:
            self._moment = now
            # Half of the range is left for those of the same millisecond.
            self._counter = (random >> _RANDOM_BITS) % (_COUNTER_END // 2)
        else:
            self._counter += 1
            if self._counter == _COUNTER_END:
                self._moment += 1
                self._counter = 0
        high = (self._moment << 16) | (0x7 << 12) | self._counter
        low = (0b10 << _RANDOM_BITS) | (random & ((1 << _RANDOM_BITS) - 1))
        digits = f"{(high << 64) | low:032x}"
        return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
