"""Finds in the session file what was decided about tools, newest first."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gui.model.turn import ToolCallPart
from gui.services.part_rows import part_of
from gui.services.row_mapping import text_in

if TYPE_CHECKING:
    import sqlite3

    from gui.services.stored_queue import Submit

# Ids of turns go with time; the index has only calls that were decided.
_NEWEST = """
SELECT part.turn_id, part.position, part.kind, part.source, '', part.data,
    session.id, session.title
FROM part JOIN turn ON turn.id = part.turn_id JOIN session ON session.id = turn.session_id
WHERE part.kind = 'tool' AND instr(part.data, '"allowed"') > 0 AND session.deleted_at IS NULL
ORDER BY part.turn_id DESC, part.position DESC LIMIT ?
"""

# The plus keeps the index of all decisions out of it: a chat has fewer turns.
_OF_CHAT = _NEWEST.replace(
    "WHERE part.kind = 'tool'", "WHERE turn.session_id = ? AND +part.kind = 'tool'"
)


@dataclass(frozen=True, kw_only=True)
class PastDecision:
    """A call with its verdict, without its result, and where it was made."""

    session_id: str
    title: str
    turn_id: str
    call: ToolCallPart


class StoredDecisions:
    """Part of the session store: the same order of calls, the same errors."""

    def __init__(self, submit: Submit) -> None:
        self._submit = submit

    def newest(self, limit: int) -> asyncio.Future[tuple[PastDecision, ...]]:
        """Of all chats but deleted ones, imported ones too."""

        def read(connection: sqlite3.Connection) -> tuple[PastDecision, ...]:
            return tuple(_decisions(connection.execute(_NEWEST, (limit,)).fetchall()))

        return self._submit(read)

    def of_chat(self, session_id: str, limit: int) -> asyncio.Future[tuple[PastDecision, ...]]:
        """The newest of one chat, on all its branches."""

        def read(connection: sqlite3.Connection) -> tuple[PastDecision, ...]:
            return tuple(_decisions(connection.execute(_OF_CHAT, (session_id, limit)).fetchall()))

        return self._submit(read)


def _decisions(rows: list[tuple[str | int, ...]]) -> list[PastDecision]:
    found: list[PastDecision] = []
    for row in rows:
        part = part_of(row[:6])
        if isinstance(part, ToolCallPart) and part.verdict is not None:
            decision = PastDecision(
                session_id=text_in(row[6]),
                title=text_in(row[7]),
                turn_id=text_in(row[0]),
                call=part,
            )
            found.append(decision)
    return found
