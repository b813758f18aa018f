"""The user's rule about old chats: those untouched for so many days go to the bin by themselves."""

from __future__ import annotations

import logging
from collections.abc import Callable

from gui.services.clock import now_ms
from gui.services.fact_board import FactBoard
from gui.services.running_answers import RunningAnswers
from gui.services.service_facts import ChatsExpired
from gui.services.session_book import SessionBook
from gui.services.stored_retention import StoredRetention

_log = logging.getLogger(__name__)

_DAY_MS = 24 * 3600 * 1000


class Retention:
    """`days` is the rule, 0 for none. A chat that is pinned, in use or on the screen stays."""

    def __init__(
        self,
        stored: StoredRetention,
        book: SessionBook,
        facts: FactBoard,
        *,
        running: RunningAnswers,
        days: Callable[[], int],
    ) -> None:
        self._stored = stored
        self._book = book
        self._facts = facts
        self._running = running
        self._days = days
        self._seen = 0

    async def untouched(self, days: int) -> tuple[str, ...]:
        """The ids of the chats that such a rule is about now. Raises StoreError."""
        return await self._untouched_since(now_ms() - days * _DAY_MS)

    async def _untouched_since(self, before: int) -> tuple[str, ...]:
        self._book.journal.flush()
        found = await self._stored.untouched(before)
        return tuple(
            one for one in found if one != self._running.viewed and self._running.accepts(one)
        )

    async def sweep(self) -> int:
        """Apply the rule; how many chats went. Raises StoreError.

        A rule counts from the second look on, so that one which is being entered does nothing.
        """
        days, before = self._days(), self._seen
        self._seen = days
        if not days or days != before:
            return 0
        since = now_ms() - days * _DAY_MS
        found = await self._untouched_since(since)
        for session_id in found:
            self._running.bar(session_id)
        gone: frozenset[str] = frozenset()
        try:
            # Some may have been pinned, or written in, since they were found.
            gone = await self._stored.delete(found, since, now_ms()) if found else gone
        finally:
            for session_id in set(found) - gone:
                self._running.admit(session_id)
        if gone:
            for session_id in gone:
                self._book.tell_removed(session_id)
            _log.info("%d chats were untouched for %d days", len(gone), days)
            self._facts.publish(ChatsExpired(count=len(gone), days=days))
        return len(gone)
