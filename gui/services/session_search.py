"""Looks for words in the session file beside its own thread, so that writing never waits for it."""

from __future__ import annotations

import logging
from functools import partial
from pathlib import Path

from gui.model.session import Session
from gui.services import session_rows
from gui.services.worker_thread import WorkerThread

_log = logging.getLogger(__name__)

_STEPS = 1000  # of SQLite's machine between two looks whether a newer search waits


class SessionSearch:
    """One search at a time, the newest first: an older one gives way and then begins again."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = WorkerThread("parley-store-search")
        self._newest = 0

    async def find(self, query: str, *, include_archived: bool) -> tuple[Session, ...] | None:
        """None where the file cannot be read from here: it may be damaged, or closed."""
        self._newest += 1
        while not self._thread.closed:
            number = self._newest
            work = partial(self._find, number, query, include_archived=include_archived)
            found = await self._thread.submit(work)
            if found is not None or number == self._newest:
                return found
        return None

    def close(self) -> None:
        """A search that runs gives up; never blocks."""
        self._thread.close()
        self._newest += 1

    def _find(
        self, number: int, query: str, *, include_archived: bool
    ) -> tuple[Session, ...] | None:
        import sqlite3

        from gui.services.database import connect_for_reading

        if number != self._newest:
            return None
        try:
            # A connection for each search: the file may have been replaced since the last one.
            connection = connect_for_reading(self._path)
            try:
                connection.set_progress_handler(lambda: number != self._newest, _STEPS)
                return session_rows.read_sessions(
                    connection, query=query, include_archived=include_archived
                )
            finally:
                connection.close()
        except sqlite3.Error as error:
            if number == self._newest:
                _log.warning("the search did not finish: %s", error)
            return None
