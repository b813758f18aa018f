"""Keeps the search's index up to date on an open connection: small steps, newest chats first."""

# Only names of our own tables and columns are ever put into the statements.
# ruff: noqa: S608

from __future__ import annotations

import logging
import sqlite3
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby

from gui.model.search_text import fold
from gui.services import database
from gui.services.part_rows import PART_COLUMNS
from gui.services.row_mapping import Row, text_in, whole_in
from gui.services.search_documents import document_of
from gui.services.search_schema import make_anew
from gui.services.transaction import transaction

_log = logging.getLogger(__name__)

STEP = 200
"""Turns or titles that are taken in at a time: some ten milliseconds of work."""

STEP_SIZE = 400_000
"""Characters after which a step ends; a turn that is longer is taken in alone."""

_VERSION = "1"
"""Of how texts are cut into words: another one, and all must be put in again."""

_STATE, _MERGE = "search", "search_merge"  # in `meta`
_CLEARING, _BEGIN, _GO_ON = "clearing", "begin", "go on"
_MERGED_PAGES = 64
_LATEST = (1 << 40) - 1
_READY = "doc IS NULL AND state <> 'running'"


def step(connection: sqlite3.Connection, *, most: int = STEP) -> bool:
    """Do a little of what is left to do; whether that was anything.

    What of the index is damaged, or of another version, is made anew.
    """
    with transaction(connection), _watched(connection):
        state = _meta(connection, _STATE)
        if state == _CLEARING:
            return _clear(connection, most)
        if state != _VERSION:
            _say(connection, _STATE, _CLEARING)
            return True
        return bool(
            take_out(connection, most=most)
            or _take_in_titles(connection, most)
            or _take_in(connection, _newest(connection, most))
        )


def merge_step(connection: sqlite3.Connection) -> bool:
    """Write a little of the index anew after something was taken out; whether there is more to do.

    Only then the words are gone from the file too, and not merely struck out.
    """
    more = True
    with transaction(connection), _watched(connection):
        wish = _meta(connection, _MERGE)
        if not wish:
            return False
        before = connection.total_changes
        pages = -_MERGED_PAGES if wish == _BEGIN else _MERGED_PAGES
        connection.execute(
            "INSERT INTO search_text (search_text, rank) VALUES ('merge', ?)", (pages,)
        )
        more = connection.total_changes - before >= 2  # as SQLite's manual says
        _say(connection, _MERGE, _GO_ON if more else "")
    return more


def put(connection: sqlite3.Connection, ids: Sequence[str]) -> None:
    """Take in these turns, those of them that have ended; in the transaction of their writing."""
    with _watched(connection):
        if _meta(connection, _STATE) == _VERSION:
            marks = ", ".join("?" * len(ids))
            query = f"SELECT id FROM turn WHERE id IN ({marks}) AND {_READY}"
            _take_in(connection, [row[0] for row in connection.execute(query, ids)])
            _take_in_titles(connection, len(ids))


def take_out(connection: sqlite3.Connection, *, most: int) -> int:
    """Take out turns that are deleted, or have changed since they were taken in."""
    titles = connection.execute("SELECT doc FROM search_title_gone LIMIT ?", (most,)).fetchall()
    connection.executemany("DELETE FROM search_title WHERE rowid = ?", titles)
    connection.executemany("DELETE FROM search_title_gone WHERE doc = ?", titles)
    rows = connection.execute(
        "SELECT doc, position, kind, source, text, data FROM search_gone WHERE doc IN"
        " (SELECT DISTINCT doc FROM search_gone LIMIT ?) ORDER BY doc, position",
        (most,),
    ).fetchall()
    count = 0
    for doc, group in groupby(rows, key=lambda row: row[0]):
        about, *parts = group
        document = document_of(about[2:], [("", *part[1:]) for part in parts])
        connection.execute(
            "INSERT INTO search_text (search_text, rowid, body, facts) VALUES ('delete', ?, ?, ?)",
            (doc, *document),
        )
        connection.execute("DELETE FROM search_gone WHERE doc = ?", (doc,))
        count += 1
    if count:
        _say(connection, _MERGE, _BEGIN)
    return count + len(titles)


def left(connection: sqlite3.Connection) -> int:
    """How many turns have ended and are not in the index yet."""
    return _number(connection, f"SELECT count(*) FROM turn WHERE {_READY}")


def is_damaged_index(error: sqlite3.Error) -> bool:
    """Whether it is the index that is damaged, or not there, and not the file as such."""
    if getattr(error, "sqlite_errorcode", None) == sqlite3.SQLITE_CORRUPT_VTAB:
        return True
    return database.code_of(error) in (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT)


def start_anew(connection: sqlite3.Connection) -> None:
    """Have all of it made again, step by step; for an index that cannot be read."""
    with transaction(connection):
        _say(connection, _STATE, _CLEARING)


def _take_in(connection: sqlite3.Connection, ids: Sequence[str]) -> int:
    """In one go and in the order of their places, which is how the index likes it best."""
    placed: list[tuple[int, str, Row]] = []
    taken: set[int] = set()
    for turn_id in ids:
        about = connection.execute(
            "SELECT created_at, role, agent, model, state FROM turn WHERE id = ?", (turn_id,)
        ).fetchone()
        doc = _free_place(connection, "turn", turn_id, about[0], taken)
        taken.add(doc)
        placed.append((doc, turn_id, about[1:]))
    for doc, turn_id, about in sorted(placed):
        parts = connection.execute(
            f"SELECT {PART_COLUMNS} FROM part WHERE turn_id = ? ORDER BY position", (turn_id,)
        ).fetchall()
        connection.execute(
            "INSERT INTO search_text (rowid, body, facts) VALUES (?, ?, ?)",
            (doc, *document_of(about, parts)),
        )
        connection.execute("UPDATE turn SET doc = ? WHERE id = ?", (doc, turn_id))
    return len(placed)


def _newest(connection: sqlite3.Connection, most: int) -> list[str]:
    ids: list[str] = []
    size = 0
    for turn_id, length in connection.execute(
        f"SELECT id, size FROM turn WHERE {_READY} ORDER BY id DESC LIMIT ?", (most,)
    ):
        size += length
        if ids and size > STEP_SIZE:
            break
        ids.append(turn_id)
    return ids


def _take_in_titles(connection: sqlite3.Connection, most: int) -> int:
    rows = connection.execute(
        "SELECT id, title, created_at FROM session WHERE doc IS NULL LIMIT ?", (most,)
    ).fetchall()
    for session_id, title, created_at in rows:
        doc = _free_place(connection, "session", session_id, created_at, set())
        connection.execute(
            "INSERT INTO search_title (rowid, title) VALUES (?, ?)", (doc, fold(text_in(title)))
        )
        connection.execute("UPDATE session SET doc = ? WHERE id = ?", (doc, session_id))
    return len(rows)


def _free_place(
    connection: sqlite3.Connection, table: str, row_id: str, created_at: object, taken: set[int]
) -> int:
    """The second, or one near it: the more share it, the further from it."""
    place = start = min(max(whole_in(created_at) // 1000, 1), _LATEST)
    room = 1
    while place in taken or _is_taken(connection, table, place):
        room *= 2
        place = start + zlib.crc32(f"{room} {row_id}".encode()) % room
    return place


def _is_taken(connection: sqlite3.Connection, table: str, place: int) -> bool:
    gone = "search_gone" if table == "turn" else "search_title_gone"
    query = (
        f"SELECT EXISTS (SELECT 1 FROM {table} WHERE doc = ?1)"
        f" OR EXISTS (SELECT 1 FROM {gone} WHERE doc = ?1)"
    )
    return bool(_number(connection, query, place))


def _clear(connection: sqlite3.Connection, most: int) -> bool:
    """Let all turns and titles be taken in again, so many at a time; then begin with nothing."""
    done = 0
    for table in ("turn", "session"):
        done += connection.execute(
            f"UPDATE {table} SET doc = NULL WHERE doc IN"
            f" (SELECT doc FROM {table} WHERE doc IS NOT NULL LIMIT ?)",
            (10 * most,),
        ).rowcount
    if not done:
        make_anew(connection)
        _say(connection, _STATE, _VERSION)
    return True


def _meta(connection: sqlite3.Connection, name: str) -> str:
    row = connection.execute("SELECT value FROM meta WHERE name = ?", (name,)).fetchone()
    return text_in(row[0]) if row else ""


def _say(connection: sqlite3.Connection, name: str, value: str) -> None:
    connection.execute(
        "INSERT INTO meta (name, value) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


@contextmanager
def _watched(connection: sqlite3.Connection) -> Iterator[None]:
    """Damage of the index never keeps chats from being written, nor makes their file suspect."""
    connection.execute("SAVEPOINT search")
    try:
        yield
        connection.execute("RELEASE search")
    except sqlite3.DatabaseError as error:
        if not is_damaged_index(error):
            raise
        _log.warning("the search has to be made anew: %s", error)
        connection.execute("ROLLBACK TO search")
        connection.execute("RELEASE search")
        _say(connection, _STATE, _CLEARING)


def _number(connection: sqlite3.Connection, query: str, *values: object) -> int:
    return int(connection.execute(query, values).fetchone()[0])
