"""Looks for words in the session file beside its own thread, so that writing never waits for it."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from gui.model.search_query import SearchQuery, read_query
from gui.model.session import Session
from gui.services import session_rows
from gui.services.search_results import Cursor, SearchPage
from gui.services.search_titles import TitleSearch
from gui.services.worker_thread import WorkerThread

if TYPE_CHECKING:
    import sqlite3

T = TypeVar("T")

_log = logging.getLogger(__name__)

_STEPS = 1000  # of SQLite's machine between two looks whether a newer search waits
_MOST = 20_000  # messages of which the chats are listed


class SessionSearch:
    """One search at a time, the newest first: an older one gives way and then begins again."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._thread = WorkerThread("parley-store-search")
        self._titles = TitleSearch()
        self._newest = 0
        self.index_damaged = False
        """Whether the last search met an index that must be made anew."""

    async def find(self, query: str, *, include_archived: bool) -> tuple[Session, ...] | None:
        """None where the file cannot be read from here: it may be damaged, or closed."""
        return await self._run(
            partial(self._sessions, query=query, include_archived=include_archived)
        )

    async def page(self, query: SearchQuery, cursor: Cursor | None) -> SearchPage | None:
        """None as with `find`."""
        return await self._run(partial(self._page, query=query, cursor=cursor))

    def close(self) -> None:
        """A search that runs gives up; never blocks."""
        self._thread.close()
        self._newest += 1

    async def _run(self, work: Callable[[sqlite3.Connection], T]) -> T | None:
        self._newest += 1
        while not self._thread.closed:
            number = self._newest
            found = await self._thread.submit(partial(self._read, number, work))
            if found is not None or number == self._newest:
                return found
        return None

    def _read(self, number: int, work: Callable[[sqlite3.Connection], T]) -> T | None:
        import sqlite3

        from gui.services.database import connect_for_reading
        from gui.services.search_index import is_damaged_index

        if number != self._newest:
            return None
        try:
            # A connection for each search: the file may have been replaced since the last one.
            connection = connect_for_reading(self._path)
            try:
                connection.set_progress_handler(lambda: number != self._newest, _STEPS)
                return work(connection)
            finally:
                connection.close()
        except sqlite3.Error as error:
            if number == self._newest:
                _log.warning("the search did not finish: %s", error)
                self.index_damaged = is_damaged_index(error)
            return None

    def _page(
        self, connection: sqlite3.Connection, *, query: SearchQuery, cursor: Cursor | None
    ) -> SearchPage:
        from gui.services.search_find import SearchFind

        return SearchFind(connection, query, self._titles).page(cursor)

    def _sessions(
        self, connection: sqlite3.Connection, *, query: str, include_archived: bool
    ) -> tuple[Session, ...]:
        from gui.services.search_find import SearchFind

        read = read_query(query, today())
        found = SearchFind(connection, read, self._titles).sessions(_MOST) if read else set()
        return session_rows.read_sessions_with(
            connection, found, title=query, include_archived=include_archived
        )


def today() -> date:
    return datetime.now(UTC).astimezone().date()
