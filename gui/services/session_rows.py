"""Reads and writes sessions, turns and queued messages on an open connection."""

# Only names of our own tables and columns are ever put into the statements.
# ruff: noqa: S608

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gui.model.reducer import end
from gui.model.session import QueuedMessage, Session
from gui.model.turn import Part, Turn, TurnMark, TurnState
from gui.services.attachment_rows import purge_attachments, write_attachment
from gui.services.clock import now_ms
from gui.services.part_rows import PART_COLUMNS, part_of, part_row
from gui.services.piece_rows import (
    forget_pieces,
    known_length,
    read_pieces,
    whole_row,
    write_piece,
)
from gui.services.request_rows import (
    changed_requests,
    forget_requests,
    read_requests,
    write_requests,
)
from gui.services.row_mapping import (
    SESSION_COLUMNS,
    TURN_COLUMNS,
    Row,
    session_of,
    session_row,
    storable,
    turn_of,
    turn_row,
)
from gui.services.run_rows import COMPARISON, forget_run

if TYPE_CHECKING:
    import sqlite3

PURGE_AFTER_MS = 30 * 24 * 3600 * 1000

SELECT_SESSION = (
    "SELECT " + ", ".join(f"session.{c.strip()}" for c in SESSION_COLUMNS.split(",")) + ", "
    "(SELECT state FROM turn WHERE turn.id = session.head_id) FROM session"
)
_HOLDS_TEXT = (
    "session.id IN (SELECT turn.session_id FROM part JOIN turn ON turn.id = part.turn_id "
    "WHERE part.kind = 'text' AND part.text LIKE :like ESCAPE '\\' "
    "UNION SELECT turn.session_id FROM piece JOIN turn ON turn.id = piece.turn_id "
    "JOIN part ON part.turn_id = piece.turn_id AND part.position = piece.position "
    "WHERE part.kind = 'text' AND piece.text LIKE :like ESCAPE '\\')"
)


@dataclass(frozen=True, kw_only=True)
class TurnChange:
    """A turn to be written, with those of its parts that differ from what the file has."""

    turn: Turn
    parts: tuple[tuple[int, Part], ...]
    grown: tuple[tuple[int, int], ...] = ()
    """Long texts of which the file has so many characters: (position, characters)."""

    requests: tuple[int, ...] = ()
    """The places of the requests to models that the file does not have as they are."""

    fewer_requests: bool = False
    """Whether the file may have more of them than the turn."""

    @classmethod
    def since(cls, saved: Turn | None, turn: Turn) -> TurnChange:
        """The parts are told apart by identity: a part that changes is another object."""
        old = saved.parts if saved is not None else ()
        changed: list[tuple[int, Part]] = []
        grown: list[tuple[int, int]] = []
        for index, part in enumerate(turn.parts):
            before = old[index] if index < len(old) else None
            if before is part:
                continue
            length = known_length(before, part) if before is not None else None
            if length is None:
                changed.append((index, part))
            else:
                grown.append((index, length))
        return cls(
            turn=turn,
            parts=tuple(changed),
            grown=tuple(grown),
            requests=changed_requests(saved, turn),
            fewer_requests=saved is None or len(saved.requests) > len(turn.requests),
        )


def write_session(connection: sqlite3.Connection, session: Session) -> None:
    _upsert(connection, "session", SESSION_COLUMNS, session_row(session))


def write_change(connection: sqlite3.Connection, change: TurnChange) -> None:
    turn = change.turn
    size = TurnMark.of(turn).size
    _upsert(connection, "turn", f"{TURN_COLUMNS}, size", (*turn_row(turn), size))
    for position, part in change.parts:
        write_attachment(connection, part)
        connection.execute(
            f"INSERT INTO part ({PART_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (turn_id, position) DO UPDATE SET kind = excluded.kind,"
            " source = excluded.source, text = excluded.text, data = excluded.data",
            part_row(turn.id, position, part),
        )
        forget_pieces(connection, turn.id, position)
    for position, start in change.grown:
        write_piece(connection, turn, position, start)
    for table in ("part", "piece"):
        connection.execute(
            f"DELETE FROM {table} WHERE turn_id = ? AND position >= ?", (turn.id, len(turn.parts))
        )
    if change.requests:
        write_requests(connection, turn, change.requests)
    if change.fewer_requests:
        forget_requests(connection, turn)
    if turn.state is not TurnState.RUNNING:
        forget_run(connection, turn.id)


KEPT_STATES = 4
MOST_STATES = 32 * 1024 * 1024
"""Bytes of a chat's saved states; what is older than these is told again from its turns.

Each holds all that agents remember, so that all of a long chat's would take the square of it.
"""

_FORGET_STATES = """
    DELETE FROM turn_state WHERE turn_id IN (
        SELECT turn_id FROM (
            SELECT turn_id, row_number() OVER newest AS number,
                sum(length(data)) OVER newest AS taken
            FROM turn_state JOIN turn ON turn.id = turn_id
            WHERE turn.session_id = (SELECT session_id FROM turn WHERE id = ?)
            WINDOW newest AS (ORDER BY turn.created_at DESC, turn.rowid DESC)
        ) WHERE number > ? AND taken > ?
    )
"""


def write_state(connection: sqlite3.Connection, turn_id: str, data: bytes) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO turn_state (turn_id, data) SELECT id, ? FROM turn WHERE id = ?",
        (data, turn_id),
    )
    connection.execute(_FORGET_STATES, (turn_id, KEPT_STATES, MOST_STATES))


def read_sessions(
    connection: sqlite3.Connection, *, query: str, include_archived: bool
) -> tuple[Session, ...]:
    """Newest first; `query` is looked for in titles and texts."""
    conditions = ["deleted_at IS NULL"]
    if not include_archived:
        conditions.append("archived = 0")
    if query:
        conditions.append(f"(title LIKE :like ESCAPE '\\' OR {_HOLDS_TEXT})")
    rows = connection.execute(
        f"{SELECT_SESSION} WHERE {' AND '.join(conditions)} ORDER BY updated_at DESC, id DESC",
        {"like": _like(query)} if query else {},
    )
    return tuple(session_of(row) for row in rows)


def read_sessions_with(
    connection: sqlite3.Connection, ids: Iterable[str], *, title: str, include_archived: bool
) -> tuple[Session, ...]:
    """Those with these ids and those that have `title` in their titles, newest first."""
    archived = "" if include_archived else " AND archived = 0"
    rows = connection.execute(
        f"{SELECT_SESSION} WHERE deleted_at IS NULL{archived} AND (title LIKE ? ESCAPE ''"
        " OR session.id IN (SELECT value FROM json_each(?))) ORDER BY updated_at DESC, id DESC",
        (_like(title), json.dumps(list(ids))),
    )
    return tuple(session_of(row) for row in rows)


def read_session(connection: sqlite3.Connection, session_id: str) -> Session | None:
    """Also one that is deleted but not purged yet."""
    row = connection.execute(f"{SELECT_SESSION} WHERE session.id = ?", (session_id,)).fetchone()
    return session_of(row) if row else None


def read_empty_session(connection: sqlite3.Connection, filed_in: str) -> Session | None:
    """A session in this folder that nobody has used yet."""
    row = connection.execute(
        f"{SELECT_SESSION} WHERE deleted_at IS NULL AND archived = 0 AND pinned = 0"
        " AND draft = '' AND title = '' AND filed_in = ? AND tags = '[]' AND NOT EXISTS"
        " (SELECT 1 FROM turn WHERE turn.session_id = session.id) AND NOT EXISTS"
        " (SELECT 1 FROM queued WHERE queued.session_id = session.id) AND NOT EXISTS"
        " (SELECT 1 FROM enclosure WHERE enclosure.session_id = session.id)"
        " ORDER BY updated_at DESC LIMIT 1",
        (filed_in,),
    ).fetchone()
    return session_of(row) if row else None


def read_turns(connection: sqlite3.Connection, ids: Sequence[str]) -> tuple[Turn, ...]:
    """The turns in the order of `ids`; those that are missing are left out."""
    wanted = json.dumps(list(ids))
    pieces = read_pieces(connection, wanted)
    parts: dict[object, list[Part]] = {}
    for row in connection.execute(
        f"SELECT {PART_COLUMNS} FROM part WHERE turn_id IN (SELECT value FROM json_each(?))"
        " ORDER BY turn_id, position",
        (wanted,),
    ):
        parts.setdefault(row[0], []).append(part_of(whole_row(row, pieces)))
    requests = read_requests(connection, wanted)
    rows = connection.execute(
        f"SELECT {TURN_COLUMNS} FROM turn WHERE id IN (SELECT value FROM json_each(?))", (wanted,)
    )
    turns = {
        row[0]: turn_of(row, tuple(parts.get(row[0], ())), tuple(requests.get(row[0], ())))
        for row in rows
    }
    return tuple(turns[turn_id] for turn_id in ids if turn_id in turns)


def read_all_turns(connection: sqlite3.Connection, session_id: str) -> tuple[Turn, ...]:
    """The turns of every branch, oldest first."""
    return read_turns(connection, list(read_tree(connection, session_id)))


def newest_leaf(connection: sqlite3.Connection, session_id: str, turn_id: str) -> str:
    """The end of the newest branch that goes through `turn_id`."""
    newest_child = {parent: child for child, parent in read_tree(connection, session_id).items()}
    seen = {turn_id}
    while (child := newest_child.get(turn_id)) is not None and child not in seen:
        seen.add(child)
        turn_id = child
    return turn_id


def read_queue(connection: sqlite3.Connection, session_id: str) -> tuple[QueuedMessage, ...]:
    rows = connection.execute(
        "SELECT id, text FROM queued WHERE session_id = ? ORDER BY id", (session_id,)
    )
    return tuple(QueuedMessage(id=i, session_id=session_id, text=text) for i, text in rows)


def write_queued(connection: sqlite3.Connection, message: QueuedMessage) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO queued (id, session_id, text) VALUES (?, ?, ?)",
        (message.id, message.session_id, storable(message.text)),
    )


def remove_queued(connection: sqlite3.Connection, queued_id: str) -> None:
    connection.execute("DELETE FROM queued WHERE id = ?", (queued_id,))


def end_abandoned(
    connection: sqlite3.Connection, now: int, *, session_id: str | None = None
) -> None:
    """Turns that nobody runs any more become interrupted, with what they have.

    With `session_id`, all of that session; else those stay that wait for the user and end the
    branch that is read, or are compared with the one that does.
    """
    query = (
        "SELECT turn.id, session.id FROM turn LEFT JOIN session"
        " ON session.id = turn.session_id AND session.deleted_at IS NULL"
        " AND (session.head_id = turn.id OR EXISTS (SELECT 1 FROM run_record"
        " WHERE run_record.turn_id = turn.id AND run_record.kind = ?))"
        " WHERE turn.state = 'running' AND turn.session_id = ifnull(?, turn.session_id)"
    )
    rows = dict(connection.execute(query, (COMPARISON, session_id)).fetchall())
    for turn in read_turns(connection, list(rows)):
        if session_id is None and rows[turn.id] is not None and turn.awaits_user:
            continue
        ended = end(turn, state=TurnState.INTERRUPTED, ended_at=now)
        write_change(connection, TurnChange.since(turn, ended))


def set_deleted(connection: sqlite3.Connection, session_id: str, at: int | None) -> None:
    """Put it into the bin at that time, or with None take it back, which counts as coming here."""
    connection.execute(
        "UPDATE session SET deleted_at = ?, came_at = ifnull(?, came_at) WHERE id = ?",
        (at, now_ms() if at is None else None, session_id),
    )


def purge(connection: sqlite3.Connection, now: int) -> int:
    """Forget what was deleted more than thirty days ago."""
    query = "DELETE FROM session WHERE deleted_at < ?"
    purged = connection.execute(query, (now - PURGE_AFTER_MS,)).rowcount
    if purged:
        purge_attachments(connection)
    return purged


def copy_turns(
    connection: sqlite3.Connection,
    tree: dict[str, str | None],
    sessions: tuple[str, str],
    new_ids: Iterable[str],
) -> dict[str, str]:
    """Copy turns, as in `tree`, with all that belongs to them; returns new ids by old ones.

    From the one of two sessions to the other; what the user wants of tools there holds here too.
    """
    session_id, new_session_id = sessions
    new = dict(zip(tree, new_ids, strict=False))
    for old_id, new_id in new.items():
        parent = tree[old_id]
        connection.execute(
            "INSERT INTO turn (id, session_id, parent_id, role, state, created_at, ended_at,"
            " agent, model, prompt_tokens, completion_tokens, problem, size)"
            " SELECT ?, ?, ?, role, state, created_at, ended_at,"
            " agent, model, prompt_tokens, completion_tokens, problem, size"
            " FROM turn WHERE id = ?",
            (new_id, new_session_id, new.get(parent) if parent else None, old_id),
        )
        connection.execute(
            "INSERT INTO part SELECT ?, position, kind, source, text, data FROM part"
            " WHERE turn_id = ?",
            (new_id, old_id),
        )
        connection.execute(
            "INSERT INTO piece SELECT ?, position, start, text FROM piece WHERE turn_id = ?",
            (new_id, old_id),
        )
        connection.execute(
            "INSERT INTO turn_state SELECT ?, data FROM turn_state WHERE turn_id = ?",
            (new_id, old_id),
        )
        connection.execute(
            "INSERT INTO model_request SELECT ?, position, source, model, started_at, first_at,"
            " ended_at, prompt_tokens, completion_tokens FROM model_request WHERE turn_id = ?",
            (new_id, old_id),
        )
    connection.execute(
        "INSERT INTO tool_policy SELECT ?, tool_id, policy FROM tool_policy WHERE session_id = ?",
        (new_session_id, session_id),
    )
    return new


def has_siblings(connection: sqlite3.Connection, turn: Turn) -> bool:
    """Whether other turns have the same parent."""
    query = "SELECT EXISTS (SELECT 1 FROM turn WHERE session_id = ? AND parent_id IS ? AND id <> ?)"
    found = connection.execute(query, (turn.session_id, turn.parent_id, turn.id)).fetchone()
    return bool(found[0])


def read_tree(connection: sqlite3.Connection, session_id: str) -> dict[str, str | None]:
    """Parents by turn, oldest turn first."""
    return dict(
        connection.execute(
            "SELECT id, parent_id FROM turn WHERE session_id = ? ORDER BY id", (session_id,)
        ).fetchall()
    )


def path_to(tree: dict[str, str | None], head: str | None) -> list[str]:
    """From the root to `head`; a circle, which only damage can make, is cut."""
    path: list[str] = []
    seen: set[str] = set()
    while head is not None and head in tree and head not in seen:
        seen.add(head)
        path.append(head)
        head = tree[head]
    path.reverse()
    return path


def _upsert(connection: sqlite3.Connection, table: str, columns: str, row: Row) -> None:
    names = [name.strip() for name in columns.split(",")]
    marks = ", ".join("?" * len(names))
    changes = ", ".join(f"{name} = excluded.{name}" for name in names[1:])
    connection.execute(
        f"INSERT INTO {table} ({columns}) VALUES ({marks})"
        f" ON CONFLICT (id) DO UPDATE SET {changes}",
        row,
    )


def _like(query: str) -> str:
    escaped = storable(query)
    for sign in ("\\", "%", "_"):
        escaped = escaped.replace(sign, "\\" + sign)
    return f"%{escaped}%"
