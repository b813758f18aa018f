"""Reads what an agent must know before it answers, on an open connection."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gui.model.turn import Turn
from gui.services.attachment_rows import with_attachments
from gui.services.session_rows import path_to, read_tree, read_turns

if TYPE_CHECKING:
    import sqlite3

_STATES = "SELECT turn_id FROM turn_state WHERE turn_id IN (SELECT value FROM json_each(?))"
_SUMMARIES = (
    "SELECT turn_id FROM part WHERE kind = 'compaction'"
    " AND turn_id IN (SELECT value FROM json_each(?))"
)


@dataclass(frozen=True, kw_only=True)
class Memory:
    """A saved state, and the turns after it; a summary stands before the turns that it leaves."""

    state: bytes | None
    replay: tuple[Turn, ...]


def read_memory(
    connection: sqlite3.Connection, session_id: str, turn_id: str | None, *, stateless: bool = False
) -> Memory:
    """What led to `turn_id`, itself included; with `stateless`, without any saved state.

    A state from before earlier turns were summed up is of no use, and neither are these turns.
    """
    path = path_to(read_tree(connection, session_id), turn_id)
    states = set() if stateless else _places(connection, _STATES, path)
    summaries = _places(connection, _SUMMARIES, path)
    with_state, summed = max(states, default=-1), max(summaries, default=-1)
    state = None
    if with_state > summed:
        query = "SELECT data FROM turn_state WHERE turn_id = ?"
        state = bytes(connection.execute(query, (path[with_state],)).fetchone()[0])
        ids = path[with_state + 1 :]
    elif summed >= 0:
        before = [i for place, i in enumerate(path[:summed]) if place not in summaries]
        kept = before[max(0, len(before) - _kept(connection, path[summed])) :]
        ids = [path[summed], *kept, *path[summed + 1 :]]
    else:
        ids = path
    return Memory(state=state, replay=with_attachments(connection, read_turns(connection, ids)))


def _kept(connection: sqlite3.Connection, turn_id: str) -> int:
    summaries = (turn.compaction for turn in read_turns(connection, [turn_id]))
    return sum(summary.kept for summary in summaries if summary is not None)


def _places(connection: sqlite3.Connection, query: str, path: Sequence[str]) -> set[int]:
    found = {row[0] for row in connection.execute(query, (json.dumps(path),))}
    return {place for place, turn_id in enumerate(path) if turn_id in found}
