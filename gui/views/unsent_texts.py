"""What is written and not sent: drafts, and texts on their way, none of which may get lost."""

from __future__ import annotations

import asyncio
import contextlib
import itertools
from collections.abc import Callable
from dataclasses import dataclass

from gui.qt.repeated_task import RepeatedTask
from gui.qt.task_scope import TaskScope
from gui.services.session_service import SessionService

NO_CHAT = ""
"""Stands for the session id where a text is written before any chat is open."""

ARRIVAL_LIMIT = 0.5
"""Seconds that texts on their way get to arrive before they are left as drafts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftMemory:
    """Keeps, from one start to the next, what was written before any chat was open."""

    load: Callable[[], str]
    save: Callable[[str], None]


class UnsentTexts:
    """A draft is saved together with what is on its way: that may still come back."""

    def __init__(
        self, *, service: SessionService, tasks: TaskScope, first_draft: DraftMemory
    ) -> None:
        self._service = service
        self._first_draft = first_draft
        self._drafts: dict[str, str] = {}  # not saved yet, or to be saved anew after an arrival
        self._on_way: dict[int, tuple[str, str]] = {}
        self._numbers = itertools.count(1)
        self._all_arrived = asyncio.Event()
        self._all_arrived.set()
        self._saving = RepeatedTask(tasks, "save drafts", self.save)

    def note(self, session_id: str, text: str) -> None:
        """Note a draft that is to be saved; a newer one of the same chat replaces it."""
        self._drafts[session_id] = text

    def note_unless_newer(self, session_id: str, text: str) -> None:
        """Note what the file has, where nothing newer waits to be saved."""
        self._drafts.setdefault(session_id, text)

    def forget(self) -> None:
        """What was noted, and the first draft; what is on its way arrives as it can."""
        self._drafts.clear()
        self._first_draft.save("")

    def depart(self, session_id: str, text: str) -> int:
        """A text is on its way from or to a chat; the number is for `arrive`."""
        number = next(self._numbers)
        self._on_way[number] = (session_id, text)
        self._all_arrived.clear()
        return number

    def arrive(self, number: int, *, back: bool) -> None:
        """It is where it should be, or `back` in front of the draft."""
        session_id, text = self._on_way.pop(number)
        if back:
            self._drafts[session_id] = in_lines(text, self._drafts.get(session_id, ""))
        if not self._on_way:
            self._all_arrived.set()

    def save_soon(self) -> None:
        self._saving.start()

    async def save(self) -> None:
        """Save all that is noted; may raise StoreError, and what was not saved stays noted."""
        # What leaves the first draft must be in the file of chats before that forgets it.
        forgetting = not self._words(NO_CHAT)
        for session_id in sorted(self._drafts, key=lambda key: (key == NO_CHAT) is forgetting):
            if session_id not in self._drafts:
                continue  # saved by somebody else meanwhile
            words = self._words(session_id)
            await self._save(session_id, words)
            on_way = any(session_id == one for one, _ in self._on_way.values())
            if self._words(session_id) == words and not on_way:
                self._drafts.pop(session_id, None)

    def hand_over(self) -> None:
        """Give what is noted to those who write it, without waiting; it stays noted."""
        for session_id in self._drafts:
            words = self._words(session_id)
            if session_id == NO_CHAT:
                self._first_draft.save(words)
            else:
                self._service.shelf.note_draft(session_id, words)

    async def flush(self) -> None:
        """Save everything; what is on its way stays a draft if it does not arrive in time."""
        await self.save()
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(ARRIVAL_LIMIT):
                await self._all_arrived.wait()
        await self.save()

    async def _save(self, session_id: str, words: str) -> None:
        if session_id != NO_CHAT:
            await self._service.shelf.save_draft(session_id, words)
        elif words != self._first_draft.load():
            self._first_draft.save(words)

    def _words(self, session_id: str) -> str:
        carried = [text for one, text in self._on_way.values() if one == session_id]
        return in_lines(*carried, self._drafts.get(session_id, ""))


def in_lines(*texts: str) -> str:
    """The texts that are not empty, each on a line of its own."""
    return "\n".join(text for text in texts if text)
