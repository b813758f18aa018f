"""Requests to close, by window, signal or desktop: one starts clean-up, the next hurries it."""

from __future__ import annotations

import asyncio
import logging
import os
import signal
import sys

from PySide6.QtCore import QObject, QTimer

log = logging.getLogger(__name__)

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
POLL_MS = 200
"""Where the loop cannot watch signals (Windows), Python gets to run its handlers this often."""


class Closing(QObject):
    """Turns every way of asking into two facts that can be awaited: `requested` and `hurried`."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        super().__init__()
        self._loop = loop
        self.requested = asyncio.Event()
        self.hurried: asyncio.Future[None] = loop.create_future()

    def request(self, reason: str) -> None:
        """Ask to close. `reason` goes to the log; a second request sets `hurried`."""
        if not self.requested.is_set():
            log.info("close requested: %s", reason)
            self.requested.set()
        elif not self.hurried.done():
            log.info("close requested again: %s; leaving after saving", reason)
            self.hurried.set_result(None)

    def watch_signals(self) -> None:
        """Treat SIGINT, SIGTERM and SIGHUP as requests; a second SIGINT ends at once."""
        for name in SIGNALS:
            number = getattr(signal, name, None)
            if number is None:
                continue
            try:
                self._loop.add_signal_handler(number, self._on_signal, number)
            except NotImplementedError:
                self._watch_by_polling(number)

    def _on_signal(self, number: int) -> None:
        if number == signal.SIGINT and self.requested.is_set():
            log.warning("second SIGINT: leaving at once")
            logging.shutdown()
            os._exit(0)
        self.request(signal.Signals(number).name)

    def _watch_by_polling(self, number: int) -> None:
        signal.signal(number, lambda received, _frame: self._on_signal(received))
        timer = QTimer(self)
        timer.timeout.connect(_let_python_run)
        timer.start(POLL_MS)


def _let_python_run() -> None:
    """Do nothing: entering Python is what lets it deliver a signal."""
    sys.getrecursionlimit()
