"""All chats as a whole: backups of them, one put in their place and back, and their end."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from gui.model.problem import Problem, ProblemKind, StoreError
from gui.services.answers import Answers
from gui.services.conversation_seats import ConversationSeats
from gui.services.fact_board import FactBoard
from gui.services.model_titles import ModelTitles
from gui.services.owned_tasks import OwnedTasks, wait_for_all
from gui.services.service_facts import LibraryReplaced
from gui.services.session_book import SessionBook
from gui.services.session_store import SessionStore

if TYPE_CHECKING:
    from gui.services.backup_list import Backup, Preview

T = TypeVar("T")

SAVING_LIMIT = 5.0  # seconds for what was received to be in the file
ENDING_LIMIT = 2.0  # for answers and verbs that are under way
SEATS_LIMIT = 3.0


@dataclass(frozen=True, kw_only=True)
class LibraryParts:
    """Who must let go of the chats, and learns of the others afterwards."""

    store: SessionStore
    book: SessionBook
    answers: Answers
    seats: ConversationSeats
    titles: ModelTitles
    verbs: OwnedTasks
    facts: FactBoard
    resume: Callable[[], Awaitable[None]]


class Library:
    """Answers end before the chats are exchanged, with what they have.

    Those that wait for the user wait again if they are in the new file. What was there is a
    copy among the `backups`.
    """

    def __init__(self, parts: LibraryParts) -> None:
        self._parts = parts
        self._copies = parts.store.copies
        self._tasks = OwnedTasks()
        self._exchanging = asyncio.Lock()

    @property
    def folder(self) -> Path:
        """Where the backups lie."""
        return self._copies.folder

    async def backups(self) -> tuple[Backup, ...]:
        """The newest first. Raises OSError."""
        return await self._copies.list()

    async def back_up(self) -> Path:
        """Raises StoreError; what is still to be written is in the copy."""
        await self._parts.book.journal.write()
        return await self._copies.take()

    async def preview(self, backup: Path) -> Preview:
        """Raises StoreError."""
        self._parts.book.journal.flush()
        return await self._copies.preview(backup)

    async def remove_backup(self, backup: Path) -> None:
        """Raises OSError."""
        await self._copies.remove(backup)

    async def restore(self, backup: Path) -> Path:
        """Returns the copy that undoes it. Raises StoreError; then the chats are as they were."""
        return await self._tasks.finish(
            "restore", self._exchange(lambda: self._copies.restore(backup))
        )

    async def erase(self) -> bool:
        """Leave no chat and no copy; False where words may be left in the log of the file.

        Raises StoreError; then the chats are as they were.
        """
        return await self._tasks.finish("erase", self._exchange(self._copies.erase, saved=False))

    async def _exchange(self, change: Callable[[], Awaitable[T]], *, saved: bool = True) -> T:
        """With `saved`, only once the file has all that was received."""
        async with self._exchanging:
            try:
                written = await self._let_go()
                if saved and not written:
                    raise StoreError(Problem(kind=ProblemKind.STORE_UNWRITABLE))
                result = await change()
                self._parts.book.forget_all()
                return result
            finally:
                await self._take_up()

    async def _let_go(self) -> bool:
        """Nothing runs afterwards that knows the chats; whether the file has all of them."""
        parts, journal = self._parts, self._parts.book.journal
        parts.answers.interrupt_all()
        await journal.settle(limit=SAVING_LIMIT)
        await wait_for_all(parts.verbs.pending(), limit=ENDING_LIMIT)
        await asyncio.gather(
            parts.verbs.cancel(limit=ENDING_LIMIT),
            parts.answers.end_tasks(limit=ENDING_LIMIT),
            parts.titles.end_tasks(limit=ENDING_LIMIT),
        )
        await parts.seats.close_all(limit=SEATS_LIMIT)
        return await journal.settle(limit=SAVING_LIMIT)

    async def _take_up(self) -> None:
        parts = self._parts
        parts.answers.begin_anew()
        await parts.resume()
        found = await parts.store.list_sessions(include_archived=True)
        parts.facts.publish(LibraryReplaced(sessions=found))
