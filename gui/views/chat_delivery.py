"""Takes what the user writes to the session service, and gives it back when that fails."""

from __future__ import annotations

import contextlib

from PySide6.QtCore import QObject, Signal

from gui.model.endpoint import GUIDE_REF
from gui.qt.task_scope import TaskScope
from gui.services.session_service import SessionService
from gui.views.gate_verbs import Work
from gui.views.unsent_texts import NO_CHAT, DraftMemory, UnsentTexts


class ChatDelivery(QObject):
    """Each call names its chat, since the user may have gone to another one meanwhile.

    Texts that come back are in the draft already; who shows that draft puts them into the box.
    """

    delivered = Signal()  # a message has been taken
    undelivered = Signal(str, str)  # session id or NO_CHAT, text: could not be sent
    taken_back = Signal(str, str)  # session id, text: was queued, is to be edited
    begun = Signal(str)  # session id: a first message has made this chat

    def __init__(
        self,
        parent: QObject,
        *,
        service: SessionService,
        tasks: TaskScope,
        first_draft: DraftMemory,
    ) -> None:
        super().__init__(parent)
        self._service = service
        self._tasks = tasks
        self._unsent = UnsentTexts(service=service, tasks=tasks, first_draft=first_draft)
        self.forget_drafts = self._unsent.forget

    def send(self, session_id: str, text: str) -> None:
        self._unsent.note(session_id, "")
        number = self._unsent.depart(session_id, text)
        self._tasks.start(f"send-{number}", self._send(number, session_id, text))

    def answer(self, session_id: str, text: str, work: Work) -> None:
        """Have `work` take `text` to an agent that asked; it comes back as a message would."""
        self._unsent.note(session_id, "")
        number = self._unsent.depart(session_id, text)
        self._tasks.start(f"send-{number}", self._answer(number, session_id, text, work))

    def run(self, name: str, work: Work) -> None:
        """Do something else that was asked of a chat, once at a time."""
        self._tasks.start(name, work)

    def begin(self, text: str) -> None:
        """Send a first message: a chat with the guide is made for it."""
        self.send(NO_CHAT, text)

    def stop(self, session_id: str) -> None:
        self._tasks.start(f"stop:{session_id}", self._service.stop(session_id))

    def retry(self, session_id: str, turn_id: str) -> None:
        self._tasks.start(f"retry:{session_id}", self._service.retry(session_id, turn_id))

    def select(self, session_id: str, turn_id: str) -> None:
        """Read the branch through `turn_id`."""
        self._tasks.start(f"select:{session_id}", self._service.select_turn(session_id, turn_id))

    def take_back(self, session_id: str, queued_id: str) -> None:
        self._tasks.start(f"queue:{queued_id}", self._take_back(session_id, queued_id))

    def discard(self, session_id: str, queued_id: str) -> None:
        self._tasks.start(f"queue:{queued_id}", self._service.queue.discard(session_id, queued_id))

    def send_queued(self, session_id: str, queued_id: str) -> None:
        self._tasks.start(
            f"queue:{queued_id}", self._service.queue.send_queued(session_id, queued_id)
        )

    def note_draft(self, session_id: str, text: str) -> None:
        """Note a draft that is to be saved; a newer one of the same chat replaces it."""
        self._unsent.note(session_id, text)

    def save_drafts(self) -> None:
        """Save what is noted, soon."""
        self._unsent.save_soon()

    def hand_over(self) -> None:
        """Have every draft written, without waiting for it."""
        self._unsent.hand_over()

    async def flush(self) -> None:
        """Save every draft; what is on its way is one too, unless it arrives soon."""
        await self._unsent.flush()

    async def _send(self, number: int, session_id: str, text: str) -> None:
        delivered = False
        try:
            begun = session_id or (await self._service.shelf.create(model=GUIDE_REF)).id
            await self._service.send(begun, text)
            delivered = True
        finally:
            self._arrive(number, session_id, text, delivered=delivered)
        if session_id == NO_CHAT:
            self.begun.emit(begun)
        await self._unsent.save()

    async def _answer(self, number: int, session_id: str, text: str, work: Work) -> None:
        delivered = False
        try:
            with contextlib.suppress(LookupError):  # nobody waits for it any more
                await work
                delivered = True
        finally:
            self._arrive(number, session_id, text, delivered=delivered)
        await self._unsent.save()

    def _arrive(self, number: int, session_id: str, text: str, *, delivered: bool) -> None:
        self._unsent.arrive(number, back=not delivered)
        if delivered:
            self.delivered.emit()
        else:
            self.undelivered.emit(session_id, text)
            self._unsent.save_soon()

    async def _take_back(self, session_id: str, queued_id: str) -> None:
        """The text is saved with the draft before it leaves the queue in the file."""
        transcript = await self._service.open(session_id)
        text = next((m.text for m in transcript.queued if m.id == queued_id), None)
        if text is None:
            return  # it was sent in the meantime
        self._unsent.note_unless_newer(session_id, transcript.session.draft)
        number = self._unsent.depart(session_id, text)
        taken = False
        try:
            await self._unsent.save()
            with contextlib.suppress(LookupError):
                await self._service.queue.unqueue(session_id, queued_id)
                taken = True
        finally:
            self._unsent.arrive(number, back=taken)
            self._unsent.save_soon()
        if taken:
            self.taken_back.emit(session_id, text)
