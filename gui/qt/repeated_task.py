"""Work that is asked for again and again, such as reading a list: never twice at a time."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from gui.qt.task_scope import TaskScope


class RepeatedTask:
    """Asked for while it runs, the work runs once more afterwards; it is never cut off."""

    def __init__(
        self,
        scope: TaskScope,
        name: str,
        work: Callable[[], Coroutine[Any, Any, object]],  # Any: as asyncio types coroutines
    ) -> None:
        self._scope = scope
        self._name = name
        self._work = work
        self._asked = False
        self._busy = False

    def start(self) -> None:
        self._asked = True
        if not self._busy:
            self._busy = True
            self._scope.start(self._name, self._run())

    async def _run(self) -> None:
        try:
            while self._asked:
                self._asked = False
                await self._work()
        finally:
            self._busy = False
