"""Reads and writes enclosures, what is to go with a message, on an open connection."""

# Only names of our own columns are ever put into the statements.
# ruff: noqa: S608

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gui.model.enclosure import Enclosure
from gui.model.turn import FilePart, ImagePart
from gui.services.attachment_rows import note_loose, write_attachment
from gui.services.row_mapping import Row, storable, text_in, whole_in
from gui.services.transaction import transaction

if TYPE_CHECKING:
    import sqlite3

    from gui.services.stored_queue import Submit

_COLUMNS = "id, session_id, kind, name, media_type, digest, width, height, size"
USER = "user"

Enclosures = tuple[Enclosure, ...]


class StoredEnclosures:
    """Part of the session store: the same order of calls, the same errors."""

    def __init__(self, submit: Submit) -> None:
        self._submit = submit

    def of(self, session_id: str, queued_id: str | None = None) -> asyncio.Future[Enclosures]:
        """Those of a queued message; None: those that wait for the next one to be written."""
        return self._submit(lambda c: read_enclosures(c, session_id, queued_id))

    def add(self, enclosure: Enclosure, *, most: int) -> asyncio.Future[Enclosures | None]:
        """Durable once the future is done; returns all that wait in that session.

        None: `most` wait already.
        """

        def write(connection: sqlite3.Connection) -> Enclosures | None:
            with transaction(connection, durable=True):
                if len(read_enclosures(connection, enclosure.session_id, None)) >= most:
                    return None
                write_attachment(connection, enclosure.part)
                connection.execute(
                    f"INSERT INTO enclosure ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    _row(enclosure),
                )
            return read_enclosures(connection, enclosure.session_id, None)

        return self._submit(write)

    def remove(self, session_id: str, enclosure_id: str) -> asyncio.Future[Enclosures]:
        """The bytes go when the file is looked after next, unless something else has them."""

        def write(connection: sqlite3.Connection) -> Enclosures:
            with transaction(connection):
                remove_enclosures(connection, [enclosure_id])
                note_loose(connection)
            return read_enclosures(connection, session_id, None)

        return self._submit(write)


def read_enclosures(
    connection: sqlite3.Connection, session_id: str, queued_id: str | None
) -> Enclosures:
    rows = connection.execute(
        f"SELECT {_COLUMNS} FROM enclosure WHERE session_id = ? AND queued_id IS ? ORDER BY id",
        (session_id, queued_id),
    )
    return tuple(_enclosure_of(row) for row in rows)


def enclose(connection: sqlite3.Connection, session_id: str, queued_id: str) -> None:
    """What waited for the next message goes with this queued one."""
    connection.execute(
        "UPDATE enclosure SET queued_id = ? WHERE session_id = ? AND queued_id IS NULL",
        (queued_id, session_id),
    )


def remove_enclosures(connection: sqlite3.Connection, ids: Sequence[str]) -> None:
    connection.executemany("DELETE FROM enclosure WHERE id = ?", [(one,) for one in ids])


def _row(enclosure: Enclosure) -> Row:
    part = enclosure.part
    width, height = (part.width, part.height) if isinstance(part, ImagePart) else (0, 0)
    return (
        enclosure.id,
        enclosure.session_id,
        "image" if isinstance(part, ImagePart) else "file",
        storable(part.name),
        storable(part.media_type),
        part.digest,
        width,
        height,
        enclosure.size,
    )


def _enclosure_of(row: Row) -> Enclosure:
    eid, session, kind, name, media_type, digest, width, height, size = row
    part: ImagePart | FilePart
    if kind == "image":
        part = ImagePart(
            source=USER,
            digest=text_in(digest),
            media_type=text_in(media_type),
            width=whole_in(width),
            height=whole_in(height),
            name=text_in(name),
        )
    else:
        part = FilePart(
            source=USER,
            digest=text_in(digest),
            media_type=text_in(media_type),
            name=text_in(name),
            size=whole_in(size),
        )
    return Enclosure(id=text_in(eid), session_id=text_in(session), part=part, size=whole_in(size))
