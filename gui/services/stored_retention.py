"""Chats that nobody has touched for long: found and put into the bin, as asynchronous calls."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection
from typing import TYPE_CHECKING

from gui.services.transaction import transaction

if TYPE_CHECKING:
    import sqlite3

    from gui.services.stored_queue import Submit

_UNTOUCHED = """
SELECT id FROM session WHERE deleted_at IS NULL AND pinned = 0 AND draft = ''
    AND updated_at < :before AND came_at < :before
    AND NOT EXISTS (SELECT 1 FROM queued WHERE queued.session_id = session.id)
    AND NOT EXISTS (SELECT 1 FROM enclosure WHERE enclosure.session_id = session.id)
    AND NOT EXISTS (SELECT 1 FROM turn WHERE turn.session_id = session.id AND state = 'running')
ORDER BY updated_at
"""
_DELETE = """
UPDATE session SET deleted_at = ? WHERE deleted_at IS NULL
    AND id IN (SELECT value FROM json_each(?))
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

    def delete(self, ids: Collection[str], at: int) -> asyncio.Future[None]:
        """Put all of them into the bin."""

        def write(connection: sqlite3.Connection) -> None:
            with transaction(connection):
                connection.execute(_DELETE, (at, json.dumps(list(ids))))

        return self._submit(write)
