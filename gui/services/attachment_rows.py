"""Reads and writes attachments, the bytes that parts refer to, on an open connection."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from gui.model.turn import Enclosed, Part, Turn
from gui.services.row_mapping import storable
from gui.services.transaction import transaction

if TYPE_CHECKING:
    import asyncio
    import sqlite3

    from gui.services.stored_queue import Submit

_REFERRED_TO = (
    "SELECT json_extract(data, '$.digest') FROM part WHERE kind IN ('image', 'file')"
    " AND json_valid(data) AND json_extract(data, '$.digest') IS NOT NULL"
    " UNION SELECT digest FROM enclosure"
)

_LOOSE = "attachments_loose"
"""In `meta`: there may be bytes that nothing refers to."""


class Attachments:
    """Part of the session store: the same order of calls, the same errors."""

    def __init__(self, submit: Submit) -> None:
        self._submit = submit

    def read(self, digest: str) -> asyncio.Future[bytes | None]:
        """The bytes with this digest, or None where the file does not have them."""
        return self._submit(lambda c: read_attachment(c, digest))

    def with_bytes(self, parts: Sequence[Enclosed]) -> asyncio.Future[tuple[Enclosed, ...]]:
        """The same with their bytes, as far as the file has them."""
        return self._submit(lambda c: tuple(_whole(c, part) for part in parts))


def write_attachment(connection: sqlite3.Connection, part: Part) -> None:
    """The bytes of what is written, in the transaction of its part; those known stay."""
    if isinstance(part, Enclosed) and part.data:
        connection.execute(
            "INSERT OR IGNORE INTO attachment (digest, media_type, data, size) VALUES (?, ?, ?, ?)",
            (part.digest, storable(part.media_type), part.data, len(part.data)),
        )


def read_attachment(connection: sqlite3.Connection, digest: str) -> bytes | None:
    row = connection.execute("SELECT data FROM attachment WHERE digest = ?", (digest,)).fetchone()
    return bytes(row[0]) if row and isinstance(row[0], bytes) else None


def with_attachments(connection: sqlite3.Connection, turns: Iterable[Turn]) -> tuple[Turn, ...]:
    """The turns with the bytes of their images and files, as far as the file has them."""

    def whole(part: Part) -> Part:
        return _whole(connection, part) if isinstance(part, Enclosed) else part

    return tuple(
        replace(turn, parts=tuple(whole(part) for part in turn.parts)) if turn.enclosed else turn
        for turn in turns
    )


def _whole(connection: sqlite3.Connection, part: Enclosed) -> Enclosed:
    return replace(part, data=read_attachment(connection, part.digest) or b"")


def note_loose(connection: sqlite3.Connection) -> None:
    """Something let go of its bytes: to look for who else has them takes too long just now."""
    connection.execute("INSERT OR REPLACE INTO meta (name, value) VALUES (?, '1')", (_LOOSE,))


def purge_loose(connection: sqlite3.Connection) -> None:
    """Forget what nobody has any more, where something was let go of since the last time."""
    if connection.execute("SELECT 1 FROM meta WHERE name = ?", (_LOOSE,)).fetchone() is not None:
        with transaction(connection):
            purge_attachments(connection)


def purge_attachments(connection: sqlite3.Connection) -> None:
    """Forget what no part refers to any more."""
    if connection.execute("SELECT 1 FROM attachment LIMIT 1").fetchone() is not None:
        connection.execute(f"DELETE FROM attachment WHERE digest NOT IN ({_REFERRED_TO})")  # noqa: S608
    connection.execute("DELETE FROM meta WHERE name = ?", (_LOOSE,))
