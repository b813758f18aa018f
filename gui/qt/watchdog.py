"""The last resort: a thread that ends the process when clean-up itself hangs."""

from __future__ import annotations

import contextlib
import faulthandler
import logging
import os
import threading
from pathlib import Path

log = logging.getLogger(__name__)

LIMIT = 9.8
"""Seconds from the request to close until the process is ended from outside its event loop."""


class Watchdog:
    """Armed when closing begins. Past the limit it writes every thread's stack to a file and exits.

    The exit code is 0 once `saved` was set, since nothing is lost then; 1 before.
    """

    def __init__(self, dump: Path, *, limit: float = LIMIT) -> None:
        self._dump = dump
        self._limit = limit
        self._called_off: threading.Event | None = None
        self._lock = threading.Lock()
        self.saved = threading.Event()

    def arm(self) -> None:
        """Begin to count, unless that has begun; from any thread."""
        with self._lock:
            if self._called_off is not None:
                return
            called_off = self._called_off = threading.Event()
        name = "watchdog"
        threading.Thread(target=self._watch, args=(called_off,), name=name, daemon=True).start()

    def stand_down(self) -> None:
        with self._lock:
            if self._called_off is not None:
                self._called_off.set()
                self._called_off = None

    def _watch(self, called_off: threading.Event) -> None:
        if called_off.wait(self._limit):
            return
        try:
            log.error("clean-up hangs after %.1f s; stacks are in %s", self._limit, self._dump)
            with contextlib.suppress(OSError), self._dump.open("w", encoding="utf-8") as file:
                faulthandler.dump_traceback(file=file, all_threads=True)
            logging.shutdown()
        finally:
            os._exit(0 if self.saved.is_set() else 1)
