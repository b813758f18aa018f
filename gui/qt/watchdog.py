"""The last resort: a thread that ends the process when clean-up itself hangs."""

from __future__ import annotations

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
        self._stood_down = threading.Event()
        self.saved = threading.Event()

    def arm(self) -> None:
        threading.Thread(target=self._watch, name="watchdog", daemon=True).start()

    def stand_down(self) -> None:
        self._stood_down.set()

    def _watch(self) -> None:
        if self._stood_down.wait(self._limit):
            return
        log.error("clean-up hangs after %.1f s; stacks are in %s", self._limit, self._dump)
        with self._dump.open("w", encoding="utf-8") as file:
            faulthandler.dump_traceback(file=file, all_threads=True)
        logging.shutdown()
        os._exit(0 if self.saved.is_set() else 1)
