"""Reads the tree of a chat: every turn of every branch, without what is in them."""

from __future__ import annotations

import asyncio
import json
from itertools import repeat
from typing import TYPE_CHECKING

from gui.model.turn import Role, TurnState
from gui.model.turn_tree import TreeRow, TurnNode, tree_rows
from gui.services.collector import collector_held_off

if TYPE_CHECKING:
    import sqlite3

    from gui.services.stored_queue import Submit

OPENING = 160
"""Characters of each turn that are read: more than a row has room for."""

# One row, made by SQLite alone, as in the outline of a transcript.
_NODES = f"""
SELECT
    json_group_array(id), json_group_array(parent_id), json_group_array(role),
    json_group_array(state), json_group_array(agent), json_group_array(model),
    json_group_array(created_at), json_group_array(opening)
FROM (
    SELECT CAST(id AS TEXT) AS id, CAST(parent_id AS TEXT) AS parent_id,
        CAST(role AS TEXT) AS role, CAST(state AS TEXT) AS state,
        CAST(ifnull(agent, '') AS TEXT) AS agent, CAST(ifnull(model, '') AS TEXT) AS model,
        CAST(created_at AS INTEGER) AS created_at,
        (
            SELECT CAST(substr(text, 1, {OPENING}) AS TEXT) FROM part
            WHERE part.turn_id = turn.id AND text <> ''
                AND kind IN ('text', 'summary', 'code', 'data', 'compaction')
            ORDER BY position LIMIT 1
        ) AS opening
    FROM turn WHERE session_id = ? ORDER BY id
)
"""  # noqa: S608  # the number is Parley's own


class StoredTrees:
    """All raise StoreError."""

    def __init__(self, submit: Submit) -> None:
        self._submit = submit

    def rows(self, session_id: str, head: str | None) -> asyncio.Future[tuple[TreeRow, ...]]:
        """As they are shown where the branch that ends with `head` is read."""

        def read(connection: sqlite3.Connection) -> tuple[TreeRow, ...]:
            with collector_held_off():
                return tree_rows(read_nodes(connection, session_id), head)

        return self._submit(read)


def read_nodes(connection: sqlite3.Connection, session_id: str) -> tuple[TurnNode, ...]:
    columns = connection.execute(_NODES, (session_id,)).fetchone()
    ids, parents, roles, states, agents, models, times, openings = map(json.loads, columns)
    return tuple(
        map(
            TurnNode,
            ids,
            parents,
            map(_ROLES.get, roles, repeat(Role.AGENT)),
            map(_STATES.get, states, repeat(TurnState.INTERRUPTED)),
            agents,
            models,
            times,
            (opening or "" for opening in openings),
        )
    )


# What damage leaves is neither.
_ROLES = {role.value: role for role in Role}
_STATES = {state.value: state for state in TurnState}
