"""Reads a chat the way it is opened: an outline of its whole branch, and its newest turns."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from gui.model.turn import Role, TurnMark
from gui.services.collector import collector_held_off
from gui.services.enclosure_rows import read_enclosures
from gui.services.session_rows import path_to, read_queue, read_session, read_turns
from gui.services.stored_edits import read_edits
from gui.services.transcript import Transcript

if TYPE_CHECKING:
    import sqlite3

NEWEST = 20
"""How many turns are read with their parts when a chat is opened."""

# One row, made by SQLite alone, which lets the window's thread go on meanwhile; 10,000 rows
# handed over one by one take three times as long. The casts are for what damage leaves.
_OUTLINE = """
SELECT
    json_group_array(CAST(id AS TEXT)),
    json_group_array(CAST(parent_id AS TEXT)),
    json_group_array(CAST(role AS TEXT)),
    json_group_array(CAST(size AS INTEGER)),
    total(prompt_tokens) + total(completion_tokens)
FROM turn WHERE session_id = ?
"""
_TOKENS = """
SELECT total(prompt_tokens) + total(completion_tokens) FROM turn
WHERE session_id = ? AND id IN (SELECT value FROM json_each(?))
"""


@dataclass(frozen=True, kw_only=True)
class Outline:
    """All that a transcript says of the turns that nobody looks at yet."""

    marks: tuple[TurnMark, ...]
    siblings: dict[str, tuple[str, ...]]
    tokens: int
    later: str | None = None


def read_transcript(connection: sqlite3.Connection, session_id: str) -> Transcript | None:
    session = read_session(connection, session_id)
    if session is None:
        return None
    with collector_held_off():
        outline = read_outline(connection, session_id, session.head_id)
    return Transcript(
        session=session,
        marks=outline.marks,
        turns=read_turns(connection, [mark.id for mark in outline.marks[-NEWEST:]]),
        siblings=outline.siblings,
        queued=read_queue(connection, session_id),
        tokens=outline.tokens,
        enclosures=read_enclosures(connection, session_id, None),
        later=outline.later,
        edits=read_edits(connection, session_id),
    )


def read_outline(connection: sqlite3.Connection, session_id: str, head: str | None) -> Outline:
    """Of the path from the root to `head`; takes a few milliseconds for 10,000 turns."""
    *columns, tokens = connection.execute(_OUTLINE, (session_id,)).fetchone()
    ids, parents, roles, sizes = map(json.loads, columns)
    siblings: dict[str, tuple[str, ...]] = {}
    later: str | None = None
    # Nearly every chat is one line, which is its own path: this sees it without a step for
    # each turn.
    if not (ids and ids[-1] == head and parents[0] is None and parents[1:] == ids[:-1]):
        path = path_to(dict(zip(ids, parents, strict=True)), head)
        if len(path) < len(ids):
            after = path[-1] if path else None
            later = max((i for i, p in zip(ids, parents, strict=True) if p == after), default=None)
            siblings = _siblings(dict(zip(ids, parents, strict=True)), path)
            tokens = _tokens(connection, session_id, path)
        places = {turn_id: place for place, turn_id in enumerate(ids)}
        order = [places[turn_id] for turn_id in path]
        ids, roles, sizes = path, [roles[i] for i in order], [sizes[i] for i in order]
    found = zip(ids, map(_ROLES.__getitem__, roles), sizes, strict=True)
    return Outline(
        marks=tuple(map(partial(tuple.__new__, TurnMark), found)),
        siblings=siblings,
        tokens=int(tokens),
        later=later,
    )


def _tokens(connection: sqlite3.Connection, session_id: str, path: list[str]) -> float:
    found: float = connection.execute(_TOKENS, (session_id, json.dumps(path))).fetchone()[0]
    return found


def _siblings(tree: dict[str, str | None], path: list[str]) -> dict[str, tuple[str, ...]]:
    children: dict[str | None, list[str]] = {}
    for turn_id, parent in tree.items():
        children.setdefault(parent, []).append(turn_id)
    several = {parent: tuple(sorted(ids)) for parent, ids in children.items() if len(ids) > 1}
    return {turn_id: several[tree[turn_id]] for turn_id in path if tree[turn_id] in several}


class _Roles(dict[str | None, Role]):
    def __missing__(self, damaged: str | None) -> Role:
        return Role.AGENT


_ROLES = _Roles({role.value: role for role in Role})
