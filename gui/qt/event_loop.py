"""The one event loop: qasync's, with asyncio's timer heap on a single precise QTimer."""

from __future__ import annotations

import asyncio
import heapq
import math
import sys
from collections.abc import Callable
from contextvars import Context

import qasync
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

LONGEST_TIMER_MS = 24 * 3600 * 1000
"""A QTimer holds 24.8 days at most; a longer wait is armed again each day."""

SWEEP_MIN = 100
"""Cancelled timers are swept out of the heap once there are more than this, and half of it."""


class QtEventLoop(qasync.QEventLoop):  # type: ignore[misc]  # qasync ships no types
    """asyncio on Qt's thread.

    What differs from qasync: timers keep asyncio's precision and are let go when cancelled
    (qasync leaves one Qt timer behind for each), waits longer than 24.8 days work, and
    abandoned async generators are finalised.
    """

    def __init__(self, app: QApplication) -> None:
        self._heap: list[asyncio.TimerHandle] = []
        self._cancelled_timers = 0
        super().__init__(app)
        self._alarm = QTimer()
        self._alarm.setSingleShot(True)
        self._alarm.setTimerType(Qt.TimerType.PreciseTimer)
        self._alarm.timeout.connect(self._run_due)

    def run_forever(self) -> object:
        hooks = sys.get_asyncgen_hooks()
        sys.set_asyncgen_hooks(
            firstiter=self._asyncgen_firstiter_hook, finalizer=self._asyncgen_finalizer_hook
        )
        try:
            return super().run_forever()
        finally:
            sys.set_asyncgen_hooks(*hooks)

    def call_soon(
        self, callback: Callable[..., object], *args: object, context: Context | None = None
    ) -> asyncio.Handle:
        self._check_closed()
        handle: asyncio.Handle = self._add_callback(
            asyncio.Handle(callback, args, self, context=context)
        )
        return handle

    def call_later(
        self,
        delay: float,
        callback: Callable[..., object],
        *args: object,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(
        self,
        when: float,
        callback: Callable[..., object],
        *args: object,
        context: Context | None = None,
    ) -> asyncio.TimerHandle:
        self._check_closed()
        handle = asyncio.TimerHandle(when, callback, args, self, context=context)
        heapq.heappush(self._heap, handle)
        if self._heap[0] is handle:
            self._arm()
        return handle

    def close(self) -> None:
        self._alarm.stop()
        self._heap.clear()
        super().close()

    def _timer_handle_cancelled(self, handle: asyncio.TimerHandle) -> None:
        """asyncio's hook, called by each cancelled timer; some have already left the heap."""
        self._cancelled_timers += 1
        if self._cancelled_timers > SWEEP_MIN and self._cancelled_timers * 2 > len(self._heap):
            self._heap = [timer for timer in self._heap if not timer.cancelled()]
            heapq.heapify(self._heap)
            self._cancelled_timers = 0
        if not self._heap or self._heap[0] is handle:
            self._arm()

    def _run_due(self) -> None:
        now = self.time()
        due: list[asyncio.TimerHandle] = []
        while self._heap and self._heap[0].when() <= now:
            due.append(self._pop())
        self._arm()
        for timer in due:
            if not timer.cancelled():
                timer._run()  # noqa: SLF001 - what a loop does with its own handles

    def _arm(self) -> None:
        while self._heap and self._heap[0].cancelled():
            self._pop()
        if not self._heap:
            self._alarm.stop()
            return
        wait = math.ceil((self._heap[0].when() - self.time()) * 1000)
        self._alarm.start(max(0, min(wait, LONGEST_TIMER_MS)))

    def _pop(self) -> asyncio.TimerHandle:
        timer = heapq.heappop(self._heap)
        if timer.cancelled():
            self._cancelled_timers = max(0, self._cancelled_timers - 1)
        return timer
