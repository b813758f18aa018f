"""Carries the events of a run from wherever they arise to the one who reads them."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass

from gui.model.events import EngineEvent


@dataclass(frozen=True, slots=True)
class End:
    """Ends a run's queue; `error` is what its task failed with."""

    error: Exception | None = None


class Mailbox:
    """Outside of a run, and once a run was told to end, what arrives is dropped."""

    def __init__(self) -> None:
        self._queue: asyncio.Queue[EngineEvent | End] | None = None

    def open(self) -> asyncio.Queue[EngineEvent | End]:
        self._queue = asyncio.Queue()
        return self._queue

    def put(self, event: EngineEvent) -> None:
        if self._queue is not None:
            self._queue.put_nowait(event)

    def end(self, error: Exception | None = None) -> None:
        """End the run after the events that are already here; later calls do nothing."""
        queue, self._queue = self._queue, None
        if queue is not None:
            queue.put_nowait(End(error))
