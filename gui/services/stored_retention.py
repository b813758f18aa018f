"""Chats that nobody has touched for long: found and put into the bin, as asynchronous calls."""

# Only conditions of our own are ever put into the statements.
# ruff: noqa: S608

from __future__ import annotations

import asyncio
from collections.abc import Collection
from typing import TYPE_CHECKING

from gui.services.row_mapping import text_in
from gui.services.transaction import transaction

if TYPE_CHECKING:
    import sqlite3

    from gui.services.stored_queue import Submit

_IS_UNTOUCHED = """
deleted_at IS NULL AND pinned = 0 AND draft = ''
    AND updated_at < :before AND came_at < :before
    AND NOT EXISTS (SELECT 1 FROM queued WHERE queued.session_id = session.id)
    AND NOT EXISTS (SELECT 1 FROM enclosure WHERE enclosure.session_id = session.id)
    AND NOT EXISTS (SELECT 1 FROM turn WHERE turn.session_id = session.id AND state = 'running')
    AND NOT EXISTS (
        SELECT 1 FROM edit CROSS JOIN turn ON turn.id = turn_id WHERE turn.session_id = session.id
    )
"""
_UNTOUCHED = f"SELECT id FROM session WHERE {_IS_UNTOUCHED} ORDER BY updated_at"
_DELETE = f"""
UPDATE session SET deleted_at = :at WHERE id = :id AND {_IS_UNTOUCHED} RETURNING id
"""


class StoredRetention:
    """Part of the session store: the same order of calls, the same errors."""

    def __init__(self, submit: Submit) -> None:
        self._submit = submit

    def untouched(self, before: int) -> asyncio.Future[tuple[str, ...]]:
        """The ids of those last changed, and taken in or back, before that time in Unix ms.

        Not those that are pinned, or that hold something unsent or unfinished.
        """
        return self._submit(
            lambda c: tuple(row[0] for row in c.execute(_UNTOUCHED, {"before": before}).fetchall())
        )

    def delete(self, ids: Collection[str], before: int, at: int) -> asyncio.Future[frozenset[str]]:
        """Put those into the bin that are still untouched since `before`; their ids."""

        def write(connection: sqlite3.Connection) -> frozenset[str]:
            gone: set[str] = set()
            with transaction(connection):
                for session_id in ids:
                    values = {"id": session_id, "before": before, "at": at}
                    gone.update(text_in(row[0]) for row in connection.execute(_DELETE, values))
            return frozenset(gone)

        return self._submit(write)
