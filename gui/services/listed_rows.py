"""Chats as lists show them: the newest, page by page, the archived ones, and all tags."""

# Only names of our own columns are ever put into the statements.

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from gui.model.session import Session
from gui.services.row_mapping import session_of
from gui.services.session_rows import SELECT_SESSION

if TYPE_CHECKING:
    import sqlite3

    from gui.services.stored_queue import Submit


class StoredLists:
    """Part of the session store: the same order of calls, the same errors."""

    def __init__(self, submit: Submit) -> None:
        self._submit = submit

    def newest(
        self, limit: int, *, before: tuple[int, str] | None = None
    ) -> asyncio.Future[tuple[Session, ...]]:
        """Listed ones, newest first; `before` is the time and the id of the last one known."""
        return self._submit(lambda c: _read_newest(c, limit, before))

    def archived(self) -> asyncio.Future[tuple[Session, ...]]:
        return self._submit(_read_archived)

    def tags(self) -> asyncio.Future[tuple[str, ...]]:
        """Each once for each way to write it."""
        return self._submit(_read_tags)


def _read_newest(
    connection: sqlite3.Connection, limit: int, before: tuple[int, str] | None
) -> tuple[Session, ...]:
    """Up to `limit` of those that are listed, behind the one with that time and id."""
    behind = "" if before is None else " AND (updated_at, id) < (?, ?)"
    rows = connection.execute(
        f"{SELECT_SESSION} WHERE deleted_at IS NULL AND archived = 0{behind}"
        " ORDER BY updated_at DESC, id DESC LIMIT ?",
        (*(before or ()), limit),
    )
    return tuple(session_of(row) for row in rows)


def _read_archived(connection: sqlite3.Connection) -> tuple[Session, ...]:
    """Newest first."""
    rows = connection.execute(
        f"{SELECT_SESSION} WHERE deleted_at IS NULL AND archived = 1"
        " ORDER BY updated_at DESC, id DESC"
    )
    return tuple(session_of(row) for row in rows)


def _read_tags(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Each tag of a chat that is not deleted, once for each way to write it."""
    rows = connection.execute(
        "SELECT DISTINCT value FROM session, json_each(tags)"
        " WHERE deleted_at IS NULL AND tags <> '[]' AND json_valid(tags)"
    )
    return tuple(str(row[0]) for row in rows)
