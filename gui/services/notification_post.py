"""Delivers notifications: the newest of each key, in order, by the first way that works."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from gui.services.owned_tasks import OwnedTasks

log = logging.getLogger(__name__)

CLOSE_LIMIT = 0.3
"""Seconds to take everything back when Parley ends."""


@dataclass(frozen=True, kw_only=True)
class Notification:
    """Plain text. `key` says what it is about: a newer one with the same key replaces it."""

    key: str
    title: str
    text: str
    action: str
    """What a click does, in a word; some desktops show it on a button."""


class Sender(Protocol):
    """One way to show notifications. Raises nothing but CancelledError."""

    async def show(self, notification: Notification) -> bool:
        """Whether it is shown, as far as one can know."""
        ...

    async def withdraw(self, key: str) -> None: ...


class NotificationPost:
    """Never waits for a desktop that is slow: what became old meanwhile is left out."""

    def __init__(self, senders: Sequence[Sender]) -> None:
        """`senders` may grow later; the first that can shows a notification."""
        self._senders = senders
        self._wishes: dict[str, Notification | None] = {}
        self._shown_by: dict[str, Sender] = {}
        self._tasks = OwnedTasks()
        self._closed = False

    def show(self, notification: Notification) -> None:
        """Soon, and quietly not at all where nothing can show it."""
        self._wish(notification.key, notification)

    def withdraw(self, key: str) -> None:
        if key in self._shown_by or key in self._wishes or self._tasks.pending():
            self._wish(key, None)

    async def close(self) -> None:
        """Take back what is shown: a click would lead nowhere. Bounded."""
        if self._closed:
            return
        for key in tuple(self._shown_by):
            self._wish(key, None)
        self._closed = True
        waiting = self._tasks.pending()
        if waiting:
            await asyncio.wait(waiting, timeout=CLOSE_LIMIT)
        await self._tasks.cancel(limit=0.1)

    def _wish(self, key: str, notification: Notification | None) -> None:
        if self._closed:
            return
        self._wishes.pop(key, None)  # the newest goes to the end
        self._wishes[key] = notification
        if not self._tasks.pending():
            self._tasks.begin("notifications", self._deliver())

    async def _deliver(self) -> None:
        while self._wishes:
            key = next(iter(self._wishes))
            notification = self._wishes.pop(key)
            if notification is None:
                await self._take_back(key)
            else:
                await self._send(notification)

    async def _send(self, notification: Notification) -> None:
        for sender in self._senders:
            if await sender.show(notification):
                self._shown_by[notification.key] = sender
                return
        log.info("nothing here shows notifications")

    async def _take_back(self, key: str) -> None:
        sender = self._shown_by.pop(key, None)
        if sender is not None:
            await sender.withdraw(key)
