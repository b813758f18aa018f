"""Keeps an account of the requests that leave this computer: to which host, how many, how much."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable

from gui.model.leaving import HostSum, Sent
from gui.services.stored_hosts import StoredHosts

_log = logging.getLogger(__name__)

MOST_KEPT = 1000
"""Requests that are remembered while the file cannot be written."""


class HostLedger:
    """Each request is written at once, before its answer comes; what cannot be is tried again."""

    def __init__(self, stored: StoredHosts, *, clock: Callable[[], float] = time.time) -> None:
        self._stored = stored
        self._clock = clock
        self._unwritten: list[tuple[Sent, float]] = []

    def note(self, sent: Sent) -> None:
        """On the loop's thread. Never raises: what is sent does not wait for the file."""
        batch = [*self._unwritten, (sent, self._clock())]
        self._unwritten = []
        writing = self._stored.add(batch)
        writing.add_done_callback(lambda done: self._written(batch, done))

    async def hosts(self, session_id: str | None = None) -> tuple[HostSum, ...]:
        """Of one chat, or of all that was ever sent. Raises StoreError."""
        return await self._stored.sums(session_id)

    def _written(self, batch: list[tuple[Sent, float]], done: asyncio.Future[None]) -> None:
        error = None if done.cancelled() else done.exception()
        if error is not None:
            _log.warning("what was sent is not in the file yet: %s", error)
            self._unwritten = [*batch, *self._unwritten][-MOST_KEPT:]
