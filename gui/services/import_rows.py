"""Brings many chats into the session file unseen, and shows them all at once, or none.

While an import goes on its sessions are marked with STAGED instead of the time of a deletion, so
that nothing lists them. What is still marked when the file is opened is left of an import that
was cut off, and goes.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gui.model.chat_folder import ChatFolder
from gui.services import session_rows
from gui.services.attachment_rows import purge_attachments
from gui.services.folder_rows import write_folder
from gui.services.row_mapping import storable, text_in, whole_in
from gui.services.session_rows import TurnChange
from gui.services.transaction import transaction
from gui.services.whole_chats import WholeChat

if TYPE_CHECKING:
    import sqlite3

    from gui.services.stored_queue import Submit

STAGED = 1 << 62
"""No time of a deletion: that of a chat that is coming in."""

_AT_A_TIME = 40
"""Chats that are taken out in one transaction; others who wait for the file wait so long."""


@dataclass(frozen=True, kw_only=True)
class Origin:
    """Which chat of another program it is, and what was in it."""

    source: str
    original_id: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class EarlierImport:
    """`untouched`: nothing was said in the chat since it came in, and it is not kept specially.

    `files` counts its pictures and files.
    """

    session_id: str
    digest: str
    untouched: bool
    files: int = 0


@dataclass(frozen=True, kw_only=True)
class Arrivals:
    """What an import has changed: chats that came, and earlier ones that they stand in for."""

    came: tuple[str, ...]
    replaced: tuple[str, ...] = ()


class StoredImports:
    """Part of the session store: the same order of calls, the same errors."""

    def __init__(self, submit: Submit) -> None:
        self._submit = submit

    def earlier(self, source: str) -> asyncio.Future[dict[str, EarlierImport]]:
        """The newest import of each chat that is still here, by the id that it has there."""
        return self._submit(lambda c: _earlier(c, source))

    def stage(self, chats: Sequence[tuple[WholeChat, Origin]]) -> asyncio.Future[None]:
        return self._submit(lambda c: _stage(c, chats))

    def publish(
        self, replaced: Sequence[str], now: int, folders: Sequence[ChatFolder] = ()
    ) -> asyncio.Future[tuple[str, ...]]:
        """Show all that is staged, durably; the chats in `replaced` are deleted. The new ids.

        `folders` are new ones that it lies in.
        """
        return self._submit(lambda c: _publish(c, replaced, now, folders))

    def withdraw(self, arrivals: Arrivals, now: int) -> asyncio.Future[None]:
        """The chats that came are deleted, and those that they stood in for are back."""
        return self._submit(lambda c: _withdraw(c, arrivals, now))

    async def discard(self) -> None:
        """Take out what is staged, a little at a time."""
        while await self._submit(_discard_some):
            pass


def _earlier(connection: sqlite3.Connection, source: str) -> dict[str, EarlierImport]:
    rows = connection.execute(
        "SELECT original_id, session_id, digest, turns,"
        " (SELECT count(*) FROM turn WHERE turn.session_id = imported.session_id),"
        " pinned OR title_by = 'user' OR draft <> '',"
        " (SELECT count(*) FROM turn JOIN part ON part.turn_id = turn.id"
        "  WHERE turn.session_id = imported.session_id AND part.kind IN ('image', 'file'))"
        " FROM imported JOIN session ON session.id = imported.session_id"
        " WHERE source = ? AND deleted_at IS NULL ORDER BY session_id",
        (source,),
    )
    return {
        text_in(original): EarlierImport(
            session_id=text_in(session),
            digest=text_in(digest),
            untouched=whole_in(turns) == whole_in(now) and not kept,
            files=whole_in(files),
        )
        for original, session, digest, turns, now, kept, files in rows
    }


def _stage(connection: sqlite3.Connection, chats: Sequence[tuple[WholeChat, Origin]]) -> None:
    with transaction(connection):
        for chat, origin in chats:
            session = chat.session
            session_rows.write_session(connection, session)
            session_rows.set_deleted(connection, session.id, STAGED)
            for turn in chat.turns:
                session_rows.write_change(connection, TurnChange.since(None, turn))
            connection.execute(
                "INSERT OR REPLACE INTO imported"
                " (session_id, source, original_id, digest, turns) VALUES (?, ?, ?, ?, ?)",
                (
                    session.id,
                    origin.source,
                    storable(origin.original_id),
                    origin.digest,
                    len(chat.turns),
                ),
            )


def _publish(
    connection: sqlite3.Connection,
    replaced: Sequence[str],
    now: int,
    folders: Sequence[ChatFolder],
) -> tuple[str, ...]:
    with transaction(connection, durable=True):
        for folder in folders:
            write_folder(connection, folder)
        rows = connection.execute("SELECT id FROM session WHERE deleted_at = ?", (STAGED,))
        came = tuple(text_in(row[0]) for row in rows.fetchall())
        connection.execute(
            "UPDATE session SET deleted_at = NULL, came_at = ? WHERE deleted_at = ?", (now, STAGED)
        )
        for session_id in replaced:
            session_rows.set_deleted(connection, session_id, now)
    return came


def _withdraw(connection: sqlite3.Connection, arrivals: Arrivals, now: int) -> None:
    with transaction(connection, durable=True):
        for session_id in arrivals.came:
            session_rows.set_deleted(connection, session_id, now)
        for session_id in arrivals.replaced:
            session_rows.set_deleted(connection, session_id, None)


def _discard_some(connection: sqlite3.Connection) -> bool:
    """Whether there may be more."""
    with transaction(connection):
        gone = connection.execute(
            "DELETE FROM session WHERE id IN (SELECT id FROM session WHERE deleted_at = ? LIMIT ?)",
            (STAGED, _AT_A_TIME),
        ).rowcount
        if 0 < gone < _AT_A_TIME:
            purge_attachments(connection)
    return gone == _AT_A_TIME
