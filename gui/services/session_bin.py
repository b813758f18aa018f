"""The bin: deleted chats are kept in it for thirty days, and can be forgotten at once."""

from __future__ import annotations

from collections.abc import Sequence

from gui.model.session import Session
from gui.services.bin_rows import DeletedChat
from gui.services.owned_tasks import OwnedTasks
from gui.services.session_book import SessionBook
from gui.services.session_store import SessionStore


class SessionBin:
    """All may raise StoreError. What is in it too long is removed by the store's own care."""

    def __init__(self, store: SessionStore, book: SessionBook, *, tasks: OwnedTasks) -> None:
        self._store = store
        self._book = book
        self._tasks = tasks

    async def chats(self) -> tuple[DeletedChat, ...]:
        """What was deleted last is the first. A chat in which nothing was ever said is left out."""
        self._book.journal.flush()
        found = await self._store.bin.read()
        return tuple(one for one in found if one.has_files or _was_used(one.session))

    async def forget(self, session_ids: Sequence[str]) -> None:
        """For good; those that are not in the bin stay."""
        await self._tasks.finish("forget chats", self._forget(tuple(session_ids)))

    async def _forget(self, session_ids: tuple[str, ...]) -> None:
        self._book.journal.flush()  # a change that is on its way would bring its chat back
        for session_id in await self._store.bin.forget(session_ids):
            self._book.forget(session_id)


def _was_used(session: Session) -> bool:
    return bool(session.head_id or session.draft or session.title)
