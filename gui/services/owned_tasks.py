"""Tasks with an owner that knows them by name, logs how they failed, and ends them in time."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Coroutine, Iterable
from typing import Any, TypeVar

from gui.model.problem import ParleyError

T = TypeVar("T")

_log = logging.getLogger(__name__)


class OwnedTasks:
    """Holds its tasks until they are done; none is forgotten, none fails unseen."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()  # of any result: nobody reads it here

    def start(self, name: str, work: Coroutine[Any, Any, T]) -> asyncio.Task[T]:
        task = asyncio.get_running_loop().create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    def begin(self, name: str, work: Coroutine[Any, Any, object]) -> None:
        """Start what nobody waits for."""
        self.start(name, work).get_name()

    async def finish(self, name: str, work: Coroutine[Any, Any, T]) -> T:
        """Await `work`, which goes on to its end also when the one who awaits is cancelled."""
        task = self.start(name, work)
        await asyncio.wait({task})
        return task.result()

    def pending(self) -> set[asyncio.Task[Any]]:
        """The tasks not done yet, without the current one."""
        return {task for task in self._tasks if not task.done()} - {asyncio.current_task()}

    async def cancel(self, *, limit: float) -> None:
        """Cancel all and wait up to `limit` seconds; who is late is named in the log."""
        tasks = self.pending()
        for task in tasks:
            task.cancel()
        await wait_for_all(tasks, limit=limit)

    def _done(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        error = None if task.cancelled() else task.exception()
        if isinstance(error, ParleyError):
            _log.warning("%s: %s", task.get_name(), error)
        elif error is not None:
            _log.error("%s failed", task.get_name(), exc_info=error)


async def wait_for_all(tasks: Iterable[asyncio.Future[Any]], *, limit: float) -> bool:
    """Wait up to `limit` seconds, cancelling nothing; whether all are done. Logs late ones."""
    waiting = set(tasks)
    if not waiting:
        return True
    _, late = await asyncio.wait(waiting, timeout=max(0.0, limit))
    for task in late:
        name = task.get_name() if isinstance(task, asyncio.Task) else "a write"
        _log.warning("late after %.1f s: %s", limit, name)
    return not late
