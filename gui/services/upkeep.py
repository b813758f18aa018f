"""What is done again and again while the program runs: idle agents go, the file is looked after."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from gui.model.problem import StoreError
from gui.services.owned_tasks import OwnedTasks
from gui.services.session_options import SessionOptions
from gui.services.session_store import SessionStore

_log = logging.getLogger(__name__)


Chore = Callable[[], Awaitable[object]]


@dataclass(frozen=True, kw_only=True)
class Chores:
    """`tidy` takes away what an import has left, `close` copies for other programs, `evict` idle
    agents, `expire` old chats.
    """

    tidy: Chore
    close: Chore
    evict: Chore
    expire: Chore


class Upkeep:
    def __init__(
        self,
        store: SessionStore,
        *,
        chores: Chores,
        options: SessionOptions,
        tasks: OwnedTasks,
    ) -> None:
        self._store = store
        self._chores = chores
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
                await self._chores.tidy()
                await self._chores.close()
                await self._store.look_after()
            except StoreError as error:
                _log.warning("the file was not looked after: %s", error)
            await asyncio.sleep(self._options.care_interval)

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(self._options.sweep_interval)
            await self._chores.evict()
            try:
                await self._chores.expire()
            except StoreError as error:
                _log.warning("old chats were not looked for: %s", error)
