"""Saves what is written when the computer sleeps or is shut down, or the desktop's session ends."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject

from gui.qt.session_end import SessionEnd
from gui.services.session_service import SessionService
from gui.services.settings import Settings
from gui.services.sleep_watch import SleepCalls, SleepWatch
from gui.views.workspace import Workspace

log = logging.getLogger(__name__)

STORE_LIMIT = 1.5  # seconds for which the end of a session may wait for the file of chats
SETTINGS_LIMIT = 0.5


@dataclass(frozen=True, kw_only=True)
class SessionCareParts:
    """`close` asks the program to end, for a reason; `woke` hears of each sleep that is over.

    `keep` notes in the settings what is typed outside the workspace.
    """

    workspace: Workspace
    service: SessionService
    settings: Settings
    close: Callable[[str], None]
    woke: Callable[[], None]
    keep: Callable[[], None]


class SessionCare(QObject):
    def __init__(self, parent: QObject, parts: SessionCareParts) -> None:
        super().__init__(parent)
        self._parts = parts
        self._end = SessionEnd(self, save=self.save_blocking, close=self._close_with_session)
        calls = SleepCalls(save=self.save, woke=parts.woke, shutdown=self._close_with_system)
        self._sleep = SleepWatch(calls)
        self._unsubscribe = parts.service.subscribe(self._sleep.take)

    async def start(self) -> None:
        await self._sleep.start()

    async def close(self) -> None:
        self._unsubscribe()
        self._end.close()
        await self._sleep.close()

    async def save(self) -> None:
        """Each is saved even where the other cannot be."""
        parts = self._parts
        parts.keep()
        results = await asyncio.gather(
            parts.service.journal.write(),
            parts.workspace.flush_drafts(),
            parts.settings.flush(),
            return_exceptions=True,
        )
        for error in results:
            if isinstance(error, BaseException):
                log.warning("not saved: %s", error)

    def save_blocking(self) -> None:
        """For where the process may be ended as soon as this returns."""
        parts = self._parts
        parts.keep()
        parts.workspace.pages.keep_drafts()
        parts.workspace.chat.writing.hand_over_drafts()
        if not parts.service.journal.write_blocking(limit=STORE_LIMIT):
            log.warning("the file of chats is late at the end of the session")
        parts.settings.wait(SETTINGS_LIMIT)
        log.info("saved at the end of the session")

    def _close_with_session(self) -> None:
        self._parts.close("end of the session")

    def _close_with_system(self) -> None:
        self._parts.close("shutdown")
