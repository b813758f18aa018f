"""What is done again and again while the program runs: idle agents go, the file is looked after."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from gui.model.problem import StoreError
from gui.services.owned_tasks import OwnedTasks
from gui.services.session_options import SessionOptions
from gui.services.session_store import SessionStore

_log = logging.getLogger(__name__)


class Upkeep:
    def __init__(
        self,
        store: SessionStore,
        *,
        evict: Callable[[], Awaitable[None]],
        options: SessionOptions,
        tasks: OwnedTasks,
    ) -> None:
        self._store = store
        self._evict = evict
        self._options = options
        self._tasks = tasks

    def begin(self) -> None:
        """Until the tasks are cancelled."""
        self._tasks.begin("periodic clean-up", self._sweep())
        self._tasks.begin("look after the file", self._look_after())
        self._tasks.begin("keep the search up to date", self._store.searching.go_on())

    async def _look_after(self) -> None:
        while True:
            try:
                await self._store.look_after()
            except StoreError as error:
                _log.warning("the file was not looked after: %s", error)
            await asyncio.sleep(self._options.care_interval)

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(self._options.sweep_interval)
            await self._evict()
