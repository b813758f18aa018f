"""Looks through the session file in the background, and keeps the copy of the day close behind."""

from __future__ import annotations

import logging
import shutil
import sqlite3
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from gui.services import database
from gui.services.backups import GiveUp, back_up_daily, copy_of_day

_log = logging.getLogger(__name__)

CLOSING_SECONDS = 0.4  # for the last copy; the whole closing of the store has about a second
CLOSING_BYTES = 24 * 1024 * 1024  # a larger file takes longer than that on a slow disk
ROOM_LEFT = 64 * 1024 * 1024  # bytes of the disk that a copy leaves to the chats themselves
_STEPS = 1000  # of SQLite's machine between two looks whether to give up

Mark = tuple[int, int]
"""Stands for what the file holds: another mark, other contents."""


class FileCare:
    """`look` belongs to a thread of its own, `copy_last` to the store's, `end` to any."""

    def __init__(self, path: Path, backups: Path) -> None:
        self._path = path
        self._backups = backups
        self._seen: Mark | None = None
        self._copying = threading.Lock()
        self._ended = threading.Event()

    def look(self, mark: Mark) -> bool:
        """False when the file is damaged; else today's copy is as new as `mark` afterwards.

        Nothing is done where nothing has changed since the last look of this run.
        """
        if mark == self._seen:
            return True
        with self._copying:
            try:
                return self._look(mark, self._ended.is_set)
            except (sqlite3.Error, OSError) as error:
                level = logging.INFO if self._ended.is_set() else logging.WARNING
                _log.log(level, "the look at the file did not finish: %s", error)
        return True

    def copy_last(self, mark: Mark) -> None:
        """Bring today's copy up to date if that is a matter of a moment; called before the end."""
        try:
            if self._path.stat().st_size > CLOSING_BYTES or not self._is_behind(mark):
                return
            deadline = time.monotonic() + CLOSING_SECONDS
            if not self._copying.acquire(timeout=CLOSING_SECONDS):
                return
            try:
                with closing(database.connect_for_reading(self._path)) as connection:
                    self._copy(connection, mark, lambda: time.monotonic() > deadline)
            finally:
                self._copying.release()
        except (sqlite3.Error, OSError) as error:
            _log.warning("the last copy was not taken: %s", error)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Nothing is copied meanwhile: a copy on its way is given up."""
        self._ended.set()
        try:
            with self._copying:
                yield
        finally:
            self._seen = None
            self._ended.clear()

    def end(self) -> None:
        """Let a running look end soon."""
        self._ended.set()

    def _look(self, mark: Mark, give_up: GiveUp) -> bool:
        with closing(database.connect_for_reading(self._path)) as connection:
            connection.set_progress_handler(give_up, _STEPS)
            if not database.is_sound(connection):
                return give_up()  # an interrupted check says nothing about the file
            if self._is_behind(mark):
                self._copy(connection, mark, give_up)
            else:
                self._seen = mark
        return True

    def _copy(self, connection: sqlite3.Connection, mark: Mark, give_up: GiveUp) -> None:
        size = sum(path.stat().st_size for path in self._files())
        if shutil.disk_usage(self._path.parent).free < size + ROOM_LEFT:
            _log.warning("no room for a copy of the file")
            return
        back_up_daily(connection, self._backups, time.time(), give_up)
        self._seen = mark

    def _is_behind(self, mark: Mark) -> bool:
        """Times tell what earlier runs of the program have copied."""
        if self._seen is not None:
            return self._seen != mark
        copy = copy_of_day(self._backups, time.time())
        if not copy.exists():
            return True
        copied = copy.stat().st_mtime_ns
        return any(path.stat().st_mtime_ns >= copied for path in self._files())

    def _files(self) -> list[Path]:
        """The file, and its log where that holds anything."""
        log = self._path.with_name(f"{self._path.name}-wal")
        return [self._path, *([log] if log.exists() and log.stat().st_size else [])]
