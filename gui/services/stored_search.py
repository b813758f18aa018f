"""The search in the session file: beside the store's own thread, and on it where that fails."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from gui.model.session import Session
from gui.services import session_rows
from gui.services.search_results import SearchPage
from gui.services.search_upkeep import SearchUpkeep
from gui.services.session_search import SessionSearch

if TYPE_CHECKING:
    from gui.model.search_query import SearchQuery
    from gui.services.search_results import Cursor
    from gui.services.stored_queue import Submit


class StoredSearch:
    """Part of the session store: finds whatever was written so far, and nobody waits behind it."""

    def __init__(self, path: Path, submit: Submit) -> None:
        self._submit = submit
        self.search = SessionSearch(path)
        self.upkeep = SearchUpkeep(submit)

    async def sessions(self, query: str, *, include_archived: bool = False) -> tuple[Session, ...]:
        """Like `SessionStore.list_sessions`."""
        await self._submit(lambda _: None)
        found = await self.search.find(query, include_archived=include_archived)
        if found is None:
            await self._mend()
            return await self._listed(query, include_archived=include_archived)
        return found

    async def page(self, query: SearchQuery, cursor: Cursor | None) -> SearchPage:
        """Nothing, and how much is left to do, where the index has to be made anew."""
        await self._submit(lambda _: None)
        page = await self.search.page(query, cursor)
        if page is None:
            await self._mend()
            return SearchPage(left=await self.upkeep.left())
        return page

    def _listed(self, query: str, *, include_archived: bool) -> asyncio.Future[tuple[Session, ...]]:
        return self._submit(
            lambda c: session_rows.read_sessions(c, query=query, include_archived=include_archived)
        )

    async def _mend(self) -> None:
        if self.search.index_damaged:
            self.search.index_damaged = False
            await self.upkeep.start_anew()
