"""Requests to close, by window, signal or desktop: one starts clean-up, the next hurries it."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal
import socket
import threading
from types import FrameType

from gui.qt.watchdog import Watchdog

log = logging.getLogger(__name__)

SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP")
WINDOW = "window"
"""The reason of a request by the user, who can still be asked something."""


class Closing:
    """Turns every way of asking into two facts that can be awaited: `requested` and `hurried`.

    The first request arms the watchdog, so that closing is bounded from then on. Signals are
    read by a thread: they count even while the event loop is stuck.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop, watchdog: Watchdog) -> None:
        self._loop = loop
        self._watchdog = watchdog
        self._ends: tuple[socket.socket, socket.socket] | None = None
        self._signalled = False
        self.reason = ""
        self.requested: asyncio.Future[None] = loop.create_future()
        self.hurried: asyncio.Future[None] = loop.create_future()

    def request(self, reason: str) -> None:
        """Ask to close. `reason` goes to the log; a second request sets `hurried`."""
        if not self.requested.done():
            log.info("close requested: %s", reason)
            self.reason = reason
            self._watchdog.arm()
            self.requested.set_result(None)
        elif not self.hurried.done():
            log.info("close requested again: %s; leaving after saving", reason)
            self.hurried.set_result(None)

    def withdraw(self) -> None:
        """Go on as if nobody had asked: the user was told something first."""
        log.info("close withdrawn")
        self._watchdog.stand_down()
        self.requested = self._loop.create_future()
        self.hurried = self._loop.create_future()

    def watch_signals(self) -> None:
        """Treat SIGINT, SIGTERM and SIGHUP as requests; a second SIGINT ends at once."""
        reader, writer = socket.socketpair()
        writer.setblocking(False)
        self._ends = (reader, writer)
        signal.set_wakeup_fd(writer.fileno(), warn_on_full_buffer=False)
        for name in SIGNALS:
            if number := getattr(signal, name, None):
                signal.signal(number, _noted_by_the_thread)
        threading.Thread(target=self._read_signals, name="signals", daemon=True).start()

    def ignore_signals(self) -> None:
        """Let the thread end; the process is about to."""
        if self._ends is not None:
            signal.set_wakeup_fd(-1)
            with contextlib.suppress(OSError):
                self._ends[0].shutdown(socket.SHUT_RDWR)

    def _read_signals(self) -> None:
        if self._ends is None:
            return
        reader, _ = self._ends
        while data := reader.recv(16):
            for number in data:
                self._on_signal(number)

    def _on_signal(self, number: int) -> None:
        if number == signal.SIGINT and self._signalled:
            log.warning("second SIGINT: leaving at once")
            logging.shutdown()
            os._exit(0)
        self._signalled = True
        self._watchdog.arm()
        with contextlib.suppress(RuntimeError):  # the loop is closed: we are leaving anyway
            self._loop.call_soon_threadsafe(self.request, signal.Signals(number).name)


def _noted_by_the_thread(number: int, frame: FrameType | None) -> None:
    """Do nothing: the number is already in the socket that the thread reads."""
    del number, frame
