"""Adds up in the session file what was used of models, as asynchronous calls."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gui.model.turn import Usage
from gui.services.row_mapping import number_in, text_in, usage_in, whole_in

if TYPE_CHECKING:
    import sqlite3

    from gui.services.stored_queue import Submit

# Answers of an older Parley have no requests; what they used stands in their own rows.
_OF_CHAT = """
SELECT model, total(prompt), total(completion), total(seconds) FROM (
    SELECT r.model AS model, r.prompt_tokens AS prompt, r.completion_tokens AS completion,
        max(0.0, r.ended_at - r.started_at) AS seconds
    FROM turn JOIN model_request AS r ON r.turn_id = turn.id
    WHERE turn.session_id = :session AND turn.id NOT IN (SELECT value FROM json_each(:without))
    UNION ALL
    SELECT model, prompt_tokens, completion_tokens, NULL FROM turn
    WHERE session_id = :session AND id NOT IN (SELECT value FROM json_each(:without))
        AND (prompt_tokens IS NOT NULL OR completion_tokens IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM model_request WHERE turn_id = turn.id)
) GROUP BY model
"""
_ANSWERS = """
SELECT count(*) FROM turn WHERE session_id = ? AND role = 'agent'
    AND id NOT IN (SELECT value FROM json_each(?))
    AND NOT EXISTS (SELECT 1 FROM part WHERE turn_id = turn.id AND kind = 'compaction')
"""

# A copy of a chat has the same requests as the chat: they were made, and paid, once.
_OF_TIME = """
SELECT model, total(prompt), total(completion), total(seconds) FROM (
    SELECT DISTINCT source, model, started_at, ended_at, prompt_tokens AS prompt,
        completion_tokens AS completion, max(0.0, ended_at - started_at) AS seconds
    FROM model_request WHERE started_at >= :start AND started_at < :end
    UNION ALL
    SELECT DISTINCT agent, model, created_at, ended_at, prompt_tokens, completion_tokens, NULL
    FROM turn WHERE created_at >= :start * 1000 AND created_at < :end * 1000
        AND (prompt_tokens IS NOT NULL OR completion_tokens IS NOT NULL)
        AND NOT EXISTS (SELECT 1 FROM model_request WHERE turn_id = turn.id)
) GROUP BY model
"""


@dataclass(frozen=True, kw_only=True)
class StoredSum:
    """`answers` are counted of a chat only."""

    models: tuple[tuple[str, Usage], ...]
    seconds: float
    answers: int = 0


class StoredUsage:
    """Part of the session store: the same order of calls, the same errors."""

    def __init__(self, submit: Submit) -> None:
        self._submit = submit

    def of_chat(
        self, session_id: str, *, without: Collection[str] = ()
    ) -> asyncio.Future[StoredSum]:
        """Of every branch, but for the turns `without`."""
        left_out = json.dumps(list(without))

        def read(connection: sqlite3.Connection) -> StoredSum:
            facts = {"session": session_id, "without": left_out}
            rows = connection.execute(_OF_CHAT, facts).fetchall()
            answers = connection.execute(_ANSWERS, (session_id, left_out)).fetchone()[0]
            return _sum(rows, answers)

        return self._submit(read)

    def of_time(self, start: float, end: float) -> asyncio.Future[StoredSum]:
        """Of all chats, from `start` up to and without `end`, in Unix seconds."""

        def read(connection: sqlite3.Connection) -> StoredSum:
            rows = connection.execute(_OF_TIME, {"start": start, "end": end}).fetchall()
            return _sum(rows, 0)

        return self._submit(read)


def _sum(rows: list[tuple[object, ...]], answers: int) -> StoredSum:
    models = ((text_in(row[0]), usage_in(row[1], row[2])) for row in rows)
    return StoredSum(
        models=tuple((model, usage) for model, usage in models if usage is not None),
        seconds=sum(number_in(row[3]) or 0.0 for row in rows),
        answers=whole_in(answers),
    )
