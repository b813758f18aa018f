"""Takes a question to the session service, in a chat of its own, and gives it back if it fails."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from gui.model.endpoint import ModelRef
from gui.qt.task_scope import TaskScope
from gui.services.session_service import SessionService


class QuestionDelivery(QObject):
    """One question at a time; `on_way` is its text, "" while there is none."""

    delivered = Signal(str)  # session id
    undelivered = Signal(str)  # the text

    def __init__(
        self,
        parent: QObject,
        *,
        service: SessionService,
        tasks: TaskScope,
        model: Callable[[], ModelRef],
    ) -> None:
        super().__init__(parent)
        self._service = service
        self._tasks = tasks
        self._model = model
        self._unused: str | None = None
        self.on_way = ""

    def ask(self, text: str, session_id: str | None) -> None:
        """Send into that chat, or into a new one with the model for new chats."""
        self.on_way = text
        self._tasks.start("ask", self._ask(text, session_id))

    async def _ask(self, text: str, session_id: str | None) -> None:
        chat, delivered = session_id, False
        try:
            if chat is None:
                chat = await self._begin()
            await self._send(chat, text)
            delivered = True
        except LookupError:
            pass  # the chat was deleted meanwhile
        finally:
            self.on_way = ""
            if not delivered:
                self.undelivered.emit(text)
        if delivered:
            self._unused = None
            self.delivered.emit(chat)

    async def _begin(self) -> str:
        """A chat of our own; one whose first question could not be sent is as good as new."""
        if self._unused is None:
            shelf = self._service.shelf
            self._unused = (await shelf.create_beside(model=self._model())).id
        return self._unused

    async def _send(self, chat: str, text: str) -> None:
        """What is written for that chat in the main window stays there: this is not it."""
        draft = (await self._service.open(chat)).session.draft
        await self._service.send(chat, text)
        if draft:
            await self._service.shelf.save_draft(chat, draft)
