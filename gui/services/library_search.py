"""Search everything: page by page, in all that has been written and what is on its way."""

from __future__ import annotations

from collections.abc import Callable

from gui.model.search_query import SearchQuery, read_query
from gui.services.search_results import Cursor, SearchPage
from gui.services.session_search import today
from gui.services.session_store import SessionStore


class LibrarySearch:
    """`flush` hands over what the file does not have yet."""

    def __init__(self, store: SessionStore, *, flush: Callable[[], object]) -> None:
        self._store = store
        self._flush = flush

    def read(self, typed: str) -> SearchQuery:
        """What is looked for, as somebody has typed it today."""
        return read_query(typed, today())

    async def page(self, query: SearchQuery, cursor: Cursor | None = None) -> SearchPage:
        """The first page, or the one at `cursor`. A newer search goes first. StoreError."""
        if cursor is None:
            self._flush()
        return await self._store.search_page(query, cursor)

    async def left(self) -> int:
        """How many messages cannot be found yet. StoreError."""
        return await self._store.searching.left()
