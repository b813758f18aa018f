"""Messages typed while an answer is given: kept in the file until they are sent or taken back."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from gui.model.problem import FileError, LimitError, StoreError
from gui.model.session import QueuedMessage
from gui.services.enclosures import Enclosures
from gui.services.fact_board import FactBoard
from gui.services.file_reading import FileReading
from gui.services.identifiers import Identifiers
from gui.services.owned_tasks import OwnedTasks
from gui.services.service_facts import QueueChanged, ServiceProblem
from gui.services.session_store import SessionStore

T = TypeVar("T")
Send = Callable[[QueuedMessage], Awaitable[None]]


class MessageQueue:
    """The queue's verbs. `send` makes a turn of a message and takes it out of the file.

    What goes with a message is in `enclosures`: it is queued, sent and taken back with it.
    """

    def __init__(
        self, store: SessionStore, facts: FactBoard, *, tasks: OwnedTasks, reading: FileReading
    ) -> None:
        self.send: Send = _nowhere
        self._store = store
        self._facts = facts
        self._tasks = tasks
        self._ids = Identifiers()
        self.enclosures = Enclosures(store, facts, tasks=tasks, reading=reading)

    async def add(self, session_id: str, text: str) -> None:
        """Raises StoreError when it cannot be kept; otherwise it is durable."""
        message = QueuedMessage(id=self._ids.new(), session_id=session_id, text=text)
        self.tell(session_id, await self._store.queue.add(message))
        await self.enclosures.tell_now(session_id)

    async def unqueue(self, session_id: str, queued_id: str) -> str:
        """Take a message back and return its text; LookupError when it is not there any more."""
        taking = self._tasks.start("unqueue", self._take(session_id, queued_id))
        try:
            await asyncio.wait({taking})
        except asyncio.CancelledError:
            # Nobody receives the text any more: it belongs back into the file.
            self._tasks.begin("put back", self._put_back(taking))
            raise
        message = taking.result()
        if message is None:
            raise LookupError(f"no queued message {queued_id}")
        return message.text

    async def discard(self, session_id: str, queued_id: str) -> None:
        """Forget a message, and what goes with it; one that was sent meanwhile is left alone."""
        self.tell(session_id, await self._store.queue.drop(session_id, queued_id))

    async def send_queued(self, session_id: str, queued_id: str) -> None:
        """Send one that stayed queued after a stop or a failure; not while an answer is given."""
        waiting = await self._store.queue.waiting(session_id)
        message = next((m for m in waiting if m.id == queued_id), None)
        if message is not None:
            await self._tasks.finish("send queued", _awaited(self.send(message)))

    async def send_next(self, session_id: str) -> None:
        """Send the oldest one, if any; where that fails it stays, and the problem is told."""
        try:
            waiting = await self._store.queue.waiting(session_id)
            if waiting:
                await self.send(waiting[0])
        except LimitError:
            pass  # the chat says so already
        except (StoreError, FileError) as error:
            self._facts.publish(ServiceProblem(problem=error.problem))

    async def tell_now(self, session_id: str) -> None:
        self.tell(session_id, await self._store.queue.waiting(session_id))

    def tell(self, session_id: str, queued: tuple[QueuedMessage, ...]) -> None:
        self._facts.publish(QueueChanged(session_id=session_id, queued=queued))

    async def _take(self, session_id: str, queued_id: str) -> QueuedMessage | None:
        taken, rest = await self._store.queue.take(session_id, queued_id)
        self.tell(session_id, rest)
        await self.enclosures.tell_now(session_id)
        return taken

    async def _put_back(self, taking: asyncio.Task[QueuedMessage | None]) -> None:
        message = await taking
        if message is not None:
            self.tell(message.session_id, await self._store.queue.add(message))


async def _nowhere(message: QueuedMessage) -> None:
    del message


async def _awaited(work: Awaitable[T]) -> T:
    return await work
