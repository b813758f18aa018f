"""The rows of queued messages in the session file, as asynchronous calls."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol, TypeVar

from gui.model.session import QueuedMessage
from gui.services import session_rows
from gui.services.attachment_rows import note_loose
from gui.services.enclosure_rows import enclose, read_enclosures, remove_enclosures
from gui.services.transaction import transaction

if TYPE_CHECKING:
    import sqlite3

T = TypeVar("T")

Waiting = tuple[QueuedMessage, ...]


class Submit(Protocol):
    """Queues work for the thread of the session file, at once."""

    def __call__(self, work: Callable[[sqlite3.Connection], T], /) -> asyncio.Future[T]: ...


class StoredQueue:
    """Part of the session store: the same order of calls, the same errors."""

    def __init__(self, submit: Submit) -> None:
        self._submit = submit

    def waiting(self, session_id: str) -> asyncio.Future[Waiting]:
        return self._submit(lambda c: session_rows.read_queue(c, session_id))

    def add(self, message: QueuedMessage) -> asyncio.Future[Waiting]:
        """Durable once the future is done; returns all that wait in that session."""

        def write(connection: sqlite3.Connection) -> Waiting:
            with transaction(connection, durable=True):
                session_rows.write_queued(connection, message)
                enclose(connection, message.session_id, message.id)
            return session_rows.read_queue(connection, message.session_id)

        return self._submit(write)

    def drop(self, session_id: str, queued_id: str) -> asyncio.Future[Waiting]:
        """Remove a message and what goes with it; returns those that wait on."""

        def write(connection: sqlite3.Connection) -> Waiting:
            with transaction(connection):
                given = read_enclosures(connection, session_id, queued_id)
                remove_enclosures(connection, [one.id for one in given])
                if given:
                    note_loose(connection)
                session_rows.remove_queued(connection, queued_id)
            return session_rows.read_queue(connection, session_id)

        return self._submit(write)

    def take(
        self, session_id: str, queued_id: str
    ) -> asyncio.Future[tuple[QueuedMessage | None, Waiting]]:
        """Remove a message; returns it, if it was still there, and those that wait on."""

        def write(connection: sqlite3.Connection) -> tuple[QueuedMessage | None, Waiting]:
            before = session_rows.read_queue(connection, session_id)
            session_rows.remove_queued(connection, queued_id)
            taken = next((message for message in before if message.id == queued_id), None)
            return taken, tuple(message for message in before if message is not taken)

        return self._submit(write)
