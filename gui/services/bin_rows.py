"""Deleted chats that can still be brought back: rows of the session file, as asynchronous calls."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gui.model.session import Session
from gui.services.attachment_rows import purge_attachments
from gui.services.import_rows import STAGED
from gui.services.row_mapping import text_in, whole_in
from gui.services.session_rows import PURGE_AFTER_MS, read_session
from gui.services.transaction import transaction

if TYPE_CHECKING:
    import sqlite3

    from gui.services.stored_queue import Submit


@dataclass(frozen=True, kw_only=True)
class DeletedChat:
    """Times are Unix milliseconds. `has_files`: some were to go with its next message."""

    session: Session
    deleted_at: int
    has_files: bool = False

    @property
    def gone_at(self) -> int:
        """When it vanishes for good."""
        return self.deleted_at + PURGE_AFTER_MS


class StoredBin:
    """Part of the session store: the same order of calls, the same errors."""

    def __init__(self, submit: Submit) -> None:
        self._submit = submit

    def read(self) -> asyncio.Future[tuple[DeletedChat, ...]]:
        """The chat that was deleted last is the first."""
        return self._submit(_read)

    def holds(self, session_id: str) -> asyncio.Future[bool]:
        query = "SELECT 1 FROM session WHERE id = ? AND deleted_at IS NOT NULL"
        return self._submit(lambda c: c.execute(query, (session_id,)).fetchone() is not None)

    def forget(self, session_ids: Sequence[str]) -> asyncio.Future[tuple[str, ...]]:
        """Remove what is deleted of these, with all that belongs to it; returns their ids."""

        def forget(connection: sqlite3.Connection) -> tuple[str, ...]:
            with transaction(connection):
                gone = connection.execute(
                    "DELETE FROM session WHERE deleted_at IS NOT NULL"
                    " AND id IN (SELECT value FROM json_each(?)) RETURNING id",
                    (json.dumps(list(session_ids)),),
                ).fetchall()
                if gone:
                    purge_attachments(connection)
            return tuple(text_in(row[0]) for row in gone)

        return self._submit(forget)


def _read(connection: sqlite3.Connection) -> tuple[DeletedChat, ...]:
    rows = connection.execute(
        "SELECT id, deleted_at, EXISTS (SELECT 1 FROM enclosure WHERE session_id = session.id)"
        " FROM session WHERE deleted_at IS NOT NULL AND deleted_at < ?"
        " ORDER BY deleted_at DESC, id DESC",
        (STAGED,),  # what is being imported has never been anywhere
    ).fetchall()
    found = ((read_session(connection, text_in(row[0])), *row[1:]) for row in rows)
    return tuple(
        DeletedChat(session=session, deleted_at=whole_in(at), has_files=bool(files))
        for session, at, files in found
        if session is not None
    )
