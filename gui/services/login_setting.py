"""Keeps the setting "Start at login" and what the system will really do the same."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import TypeVar

from gui.services.login_start import LoginStart
from gui.services.owned_tasks import OwnedTasks, wait_for_all
from gui.services.setting import START_AT_LOGIN
from gui.services.settings import Settings

LIMIT = 5.0
"""Seconds for the system to take an entry."""

CLOSE_LIMIT = 0.5
"""Seconds for it once Parley is closing."""

T = TypeVar("T")

_log = logging.getLogger(__name__)


class LoginSetting:
    """The system has the last word: at the start, and where it refuses a change."""

    def __init__(
        self, *, settings: Settings, login: LoginStart, refused: Callable[[OSError], None]
    ) -> None:
        self._settings = settings
        self._login = login
        self._refused = refused
        self._tasks = OwnedTasks()
        self._turn = asyncio.Lock()  # two quick changes must not overtake each other
        self._following = False  # while the setting follows the system
        self._unsubscribe: Callable[[], None] = lambda: None

    async def start(self) -> None:
        """Take over what the user has changed elsewhere, and renew what a move has broken."""
        async with self._turn:
            try:
                if await _in_a_thread(self._login.renew):
                    _log.info("start at login leads here again")
                self._follow(on=await _in_a_thread(self._login.is_on))
            except OSError as error:
                _log.warning("start at login cannot be read: %s", error)
        self._unsubscribe = self._settings.subscribe(self._apply_soon)

    async def close(self) -> None:
        """Changes that were begun are finished, within a limit."""
        self._unsubscribe()
        await wait_for_all(self._tasks.pending(), limit=CLOSE_LIMIT)
        await self._tasks.cancel(limit=0.1)

    def _apply_soon(self, name: str) -> None:
        if name == START_AT_LOGIN.id and not self._following:
            self._tasks.begin("start at login", self._apply())

    async def _apply(self) -> None:
        async with self._turn:
            on = self._settings.get(START_AT_LOGIN)
            try:
                await _in_a_thread(lambda: self._login.set(on=on))
            except OSError as error:
                _log.warning("start at login cannot be changed: %s", error)
                self._follow(on=not on)
                self._refused(error)

    def _follow(self, *, on: bool) -> None:
        self._following = True
        self._settings.set(START_AT_LOGIN, on)
        self._following = False


async def _in_a_thread(work: Callable[[], T]) -> T:
    """Raises TimeoutError, which is an OSError, where the disk does not answer."""
    async with asyncio.timeout(LIMIT):
        return await asyncio.get_running_loop().run_in_executor(None, work)
