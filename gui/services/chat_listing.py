"""The list of chats for who shows it: the newest ones at once, the rest page by page."""

from __future__ import annotations

from collections.abc import AsyncGenerator

from gui.model.session import Session
from gui.services.session_book import SessionBook
from gui.services.session_store import SessionStore

FIRST = 60
"""As many as a tall window shows."""

PAGE = 250
"""So many are read and taken in between two frames."""


class ChatListing:
    """All may raise StoreError; archived and deleted chats are left out."""

    def __init__(self, store: SessionStore, book: SessionBook) -> None:
        self._store = store
        self._book = book

    async def pages(self) -> AsyncGenerator[tuple[Session, ...], None]:
        """Newest first. What changes meanwhile is told by facts, and may come a second time."""
        self._book.journal.flush()
        last: tuple[int, str] | None = None
        size = FIRST
        while True:
            found = await self._store.listed.newest(size, before=last)
            latest = tuple(self._book.latest(session) for session in found)
            yield tuple(session for session in latest if not session.archived)
            if len(found) < size:
                return
            last = (found[-1].updated_at, found[-1].id)
            size = PAGE

    async def newest(self) -> Session | None:
        self._book.journal.flush()
        found = await self._store.listed.newest(1)
        return found[0] if found else None

    async def archived(self) -> tuple[Session, ...]:
        """Newest first."""
        self._book.journal.flush()
        found = await self._store.listed.archived()
        latest = (self._book.latest(session) for session in found)
        return tuple(session for session in latest if session.archived)

    async def find(self, session_id: str) -> Session | None:
        """Also an archived one; None for one that is deleted or was never there."""
        try:
            session = await self._book.get(session_id)
        except LookupError:
            return None
        return None if await self._store.bin.holds(session_id) else session
