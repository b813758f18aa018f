"""Messages whose words the user has begun to change, in the session file, as asynchronous calls."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import TYPE_CHECKING

from gui.services.row_mapping import storable, text_in
from gui.services.transaction import transaction

if TYPE_CHECKING:
    import sqlite3

    from gui.services.stored_queue import Submit


class StoredEdits:
    """Part of the session store: the same order of calls, the same errors."""

    def __init__(self, submit: Submit) -> None:
        self._submit = submit

    def save(self, texts: Mapping[str, str]) -> asyncio.Future[None]:
        """Words by the id of the turn that they are to stand beside; none where they are empty."""
        rows = [(turn_id, storable(text), turn_id) for turn_id, text in texts.items() if text]
        gone = [(turn_id,) for turn_id, text in texts.items() if not text]

        def write(connection: sqlite3.Connection) -> None:
            with transaction(connection):
                connection.executemany(
                    "INSERT OR REPLACE INTO edit (turn_id, text)"
                    " SELECT ?, ? WHERE EXISTS (SELECT 1 FROM turn WHERE id = ?)",
                    rows,
                )
                connection.executemany("DELETE FROM edit WHERE turn_id = ?", gone)

        return self._submit(write)


def read_edits(connection: sqlite3.Connection, session_id: str) -> dict[str, str]:
    """Of all branches, by turn. Few are edited at any time, so those are gone through."""
    rows = connection.execute(
        "SELECT turn_id, text FROM edit CROSS JOIN turn ON turn.id = turn_id WHERE session_id = ?",
        (session_id,),
    )
    return {text_in(turn_id): text_in(text) for turn_id, text in rows}
