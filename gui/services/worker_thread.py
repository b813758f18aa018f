"""One daemon thread that does jobs in order, so that a blocked disk cannot hold up the exit."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Generic, TypeVar

from gui.services.caught import Caught

T = TypeVar("T")


@dataclass
class _Job(Generic[T]):
    work: Callable[[], T]
    future: asyncio.Future[T]
    loop: asyncio.AbstractEventLoop

    def run(self) -> None:
        caught = Caught()
        result: list[T] = []
        with caught:
            result.append(self.work())
        try:
            self.loop.call_soon_threadsafe(self._settle, result, caught.error)
        except RuntimeError:
            return  # the loop is closed: nobody waits any more

    def _settle(self, result: list[T], error: BaseException | None) -> None:
        if self.future.done():
            return
        if error is not None:
            self.future.set_exception(error)
        else:
            self.future.set_result(result[0])


class WorkerThread:
    """Jobs run in the order in which they were submitted, also when nobody awaits them."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread: threading.Thread | None = None
        self._closed = False

    def submit(self, work: Callable[[], T]) -> asyncio.Future[T]:
        """Queue `work` at once; cancelling the future does not take it back."""
        if self._closed:
            raise RuntimeError(f"{self._name} is closed")
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=self._name, daemon=True)
            self._thread.start()
        loop = asyncio.get_running_loop()
        job = _Job(work, loop.create_future(), loop)
        self._jobs.put(job.run)
        return job.future

    def wait(self, limit: float) -> bool:
        """Block the caller until all that was submitted is done, or for `limit` seconds.

        For the one moment in which the system ends the program as soon as it is answered.
        """
        done = threading.Event()
        if self._thread is None or self._closed:
            return not self._closed
        self._jobs.put(done.set)
        return done.wait(limit)

    @property
    def closed(self) -> bool:
        return self._closed

    def close(self) -> None:
        """Take no more jobs; the thread ends after those it has. Never blocks."""
        if not self._closed:
            self._closed = True
            self._jobs.put(None)

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
