"""Tasks that belong to a widget: they die with it, and their errors reach the user."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import QObject

ErrorSink = Callable[[BaseException], None]


class TaskScope:
    """Owns named tasks. Starting a name again cancels and replaces the earlier task.

    The scope closes when `owner` is destroyed. Errors go to `on_error`, which must not raise.
    """

    def __init__(self, owner: QObject | None, on_error: ErrorSink) -> None:
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._on_error = on_error
        self._closed = False
        if owner is not None:
            owner.destroyed.connect(self.close)

    def start(self, name: str, work: Coroutine[Any, Any, object]) -> None:
        """Run `work` as the task `name`; after `close` it is dropped unstarted."""
        if self._closed:
            work.close()
            return
        self.cancel(name)
        task = asyncio.get_running_loop().create_task(self._guard(work), name=name)
        self._tasks[name] = task
        task.add_done_callback(self._forget)
        # A task cancelled before its first step would leave the coroutine unstarted.
        task.add_done_callback(lambda _task: work.close())

    def cancel(self, name: str) -> None:
        task = self._tasks.pop(name, None)
        if task is not None:
            task.cancel()

    def running(self, name: str) -> bool:
        return name in self._tasks

    def close(self) -> None:
        """Cancel everything; later starts are ignored."""
        self._closed = True
        for name in tuple(self._tasks):
            self.cancel(name)

    async def _guard(self, work: Coroutine[Any, Any, object]) -> None:
        try:
            await work
        except Exception as error:  # noqa: BLE001 - the edge where a task's error becomes a notice
            self._on_error(error)

    def _forget(self, task: asyncio.Task[None]) -> None:
        if self._tasks.get(task.get_name()) is task:
            del self._tasks[task.get_name()]
