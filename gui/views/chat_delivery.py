"""Takes what the user writes to the session service, and gives it back when that fails."""

from __future__ import annotations

import contextlib
import itertools

from PySide6.QtCore import QObject, Signal

from gui.qt.repeated_task import RepeatedTask
from gui.qt.task_scope import TaskScope
from gui.services.session_service import SessionService


class ChatDelivery(QObject):
    """Each call names its chat, since the user may have gone to another one meanwhile."""

    undelivered = Signal(str, str)  # session id, text: could not be sent
    taken_back = Signal(str, str)  # session id, text: was queued, is to be edited

    def __init__(self, parent: QObject, *, service: SessionService, tasks: TaskScope) -> None:
        super().__init__(parent)
        self._service = service
        self._tasks = tasks
        self._drafts: dict[str, str] = {}  # typed, not saved yet
        self._sending: dict[int, tuple[str, str]] = {}
        self._numbers = itertools.count(1)
        self._saving = RepeatedTask(tasks, "save drafts", self._save_drafts)

    def send(self, session_id: str, text: str) -> None:
        number = next(self._numbers)
        self._drafts[session_id] = ""
        self._sending[number] = (session_id, text)
        self._tasks.start(f"send-{number}", self._send(number))

    def stop(self, session_id: str) -> None:
        self._tasks.start(f"stop:{session_id}", self._service.stop(session_id))

    def retry(self, session_id: str, turn_id: str) -> None:
        self._tasks.start(f"retry:{session_id}", self._service.retry(session_id, turn_id))

    def take_back(self, session_id: str, queued_id: str) -> None:
        self._tasks.start(f"queue:{queued_id}", self._take_back(session_id, queued_id))

    def discard(self, session_id: str, queued_id: str) -> None:
        self._tasks.start(f"queue:{queued_id}", self._discard(session_id, queued_id))

    def send_queued(self, session_id: str, queued_id: str) -> None:
        self._tasks.start(
            f"queue:{queued_id}", self._service.queue.send_queued(session_id, queued_id)
        )

    def note_draft(self, session_id: str, text: str) -> None:
        """Note a draft that is to be saved; a newer one of the same chat replaces it."""
        self._drafts[session_id] = text

    def save_drafts(self) -> None:
        """Save what is noted, soon."""
        self._saving.start()

    def prepend_draft(self, session_id: str, text: str) -> None:
        """Put a text that came back into the draft of a chat that is not shown."""
        number = next(self._numbers)
        self._tasks.start(f"prepend-{number}", self._prepend_draft(session_id, text))

    async def flush(self) -> None:
        """Save every draft that is not saved yet, and what is still on its way, as a draft."""
        for session_id, text in tuple(self._sending.values()):
            self._drafts[session_id] = _joined(text, self._drafts.get(session_id, ""))
        await self._save_drafts()

    async def _send(self, number: int) -> None:
        session_id, text = self._sending[number]
        delivered = False
        try:
            await self._service.send(session_id, text)
            delivered = True
        finally:
            del self._sending[number]
            if not delivered:
                self.undelivered.emit(session_id, text)
        await self._save_drafts()

    async def _take_back(self, session_id: str, queued_id: str) -> None:
        with contextlib.suppress(LookupError):  # it was sent in the meantime
            text = await self._service.queue.unqueue(session_id, queued_id)
            self.taken_back.emit(session_id, text)

    async def _discard(self, session_id: str, queued_id: str) -> None:
        with contextlib.suppress(LookupError):
            await self._service.queue.unqueue(session_id, queued_id)

    async def _prepend_draft(self, session_id: str, text: str) -> None:
        stored = (await self._service.open(session_id)).session.draft
        self._drafts[session_id] = _joined(text, self._drafts.get(session_id, stored))
        await self._save_drafts()

    async def _save_drafts(self) -> None:
        for session_id, text in tuple(self._drafts.items()):
            await self._service.shelf.save_draft(session_id, text)
            if self._drafts.get(session_id) == text:
                del self._drafts[session_id]


def _joined(text: str, draft: str) -> str:
    return f"{text}\n{draft}" if draft else text
