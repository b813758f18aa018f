"""Sets a damaged session file aside and carries what can be read of it into a new one."""

# Only names of our own tables and columns are ever put into the statements.
# ruff: noqa: S608

from __future__ import annotations

import contextlib
import logging
import sqlite3
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from gui.model.problem import Problem, ProblemKind
from gui.services.backups import best_backup
from gui.services.clock import now_ms
from gui.services.database import connect, connect_for_reading
from gui.services.identifiers import Identifiers
from gui.services.migrations import FILL_SIZES, TABLES, Migration, migrate
from gui.services.transaction import transaction

_log = logging.getLogger(__name__)

_COMPANIONS = ("-wal", "-shm")
_MENDING = (
    "DELETE FROM turn_state WHERE turn_id NOT IN (SELECT id FROM turn)",
    "DELETE FROM run_record WHERE turn_id NOT IN (SELECT id FROM turn)",
    "DELETE FROM edit WHERE turn_id NOT IN (SELECT id FROM turn)",
    "DELETE FROM model_request WHERE turn_id NOT IN (SELECT id FROM turn)",
    "DELETE FROM tool_policy WHERE session_id NOT IN (SELECT id FROM session)",
    "DELETE FROM imported WHERE session_id NOT IN (SELECT id FROM session)",
    """
    INSERT INTO session (id, created_at, updated_at)
    SELECT session_id, min(created_at), max(created_at) FROM turn
    WHERE session_id NOT IN (SELECT id FROM session) GROUP BY session_id
    """,
    """
    INSERT INTO session (id, created_at, updated_at)
    SELECT DISTINCT session_id, 0, 0 FROM queued
    WHERE session_id NOT IN (SELECT id FROM session)
    """,
    """
    INSERT INTO session (id, created_at, updated_at)
    SELECT DISTINCT session_id, 0, 0 FROM enclosure
    WHERE session_id NOT IN (SELECT id FROM session)
    """,
    "UPDATE enclosure SET queued_id = NULL WHERE queued_id NOT IN (SELECT id FROM queued)",
    """
    UPDATE turn SET parent_id = (
        SELECT max(p.id) FROM turn p WHERE p.session_id = turn.session_id AND p.id < turn.id
    )
    WHERE parent_id IS NOT NULL AND parent_id NOT IN (SELECT id FROM turn)
    """,
    """
    UPDATE session SET head_id = (SELECT max(id) FROM turn WHERE session_id = session.id)
    WHERE head_id IS NULL OR head_id NOT IN (SELECT id FROM turn)
    """,
    FILL_SIZES,
)
# Rows that go while what they belong to stays, and by which of their columns they belong to it.
_PASSING = {
    "piece": ("part", {"turn_id": "turn_id", "position": "position"}),
    "run_record": ("turn", {"id": "turn_id"}),
    "queued": ("session", {"id": "session_id"}),
    "tool_policy": ("session", {"id": "session_id"}),
    "enclosure": ("session", {"id": "session_id"}),
}
_SHOWN = "deleted_at IS NULL"
_PLACE = "doc"  # in the index of the search, which is made anew from what is read
_LONGEST_GAP = 200_000  # rows to step over one by one behind a damaged page


@dataclass(frozen=True, kw_only=True)
class Recovered:
    """Where the damaged file lies now, and how much there is again."""

    moved_to: Path
    sessions: int  # without deleted ones, like `turns`
    turns: int
    copy: Path | None  # the backup that held what the file had lost; None where nothing came of it

    @property
    def problem(self) -> Problem:
        return Problem(
            kind=ProblemKind.STORE_DAMAGED,
            facts={
                "path": str(self.moved_to),
                "sessions": str(self.sessions),
                "turns": str(self.turns),
                "copy": str(self.copy) if self.copy else "",
            },
        )


def lost_its_pages(path: Path, backups: Path) -> bool:
    """Whether the file is empty beside a log or a backup that is not.

    To SQLite it would be a new file, and the log not worth keeping.
    """
    if not path.exists() or path.stat().st_size:
        return False
    log = _companion(path, "-wal")
    return (log.exists() and log.stat().st_size > 0) or best_backup(backups) is not None


def recover(
    path: Path, backups: Path, migrations: tuple[Migration, ...], *, newer: Path | None = None
) -> Recovered:
    """Put a sound file in place of the damaged one, which keeps its bytes under another name.

    Of what is both in the file and in a copy, the file's counts, except for a `newer` copy's.
    The new file is complete before anything is renamed, so that a crash on the way
    leaves either the old state or a file that `finish_recovery` puts in place.
    """
    unfinished = path.with_name(f"{path.stem}.recovering.db")
    _remove(unfinished)
    connection = connect(unfinished)
    try:
        migrate(connection, migrations, backups)
        connection.execute("PRAGMA foreign_keys = OFF")
        if newer is not None:
            _copy_from(newer, connection, TABLES)
        _copy_from(path, connection, TABLES)
        copy = _fill_from_backup(connection, best_backup(backups))
        with transaction(connection):
            _mend(connection)
        sessions = _count(connection, f"session WHERE {_SHOWN}")
        turns = _count(
            connection, f"turn WHERE session_id IN (SELECT id FROM session WHERE {_SHOWN})"
        )
    finally:
        connection.close()
    unfinished.replace(_finished(path))
    moved_to = _set_aside(path)
    finish_recovery(path)
    _log.error("damaged file set aside as %s: %d sessions, %d turns", moved_to, sessions, turns)
    return Recovered(moved_to=moved_to, sessions=sessions, turns=turns, copy=newer or copy)


def newer_copy(connection: sqlite3.Connection, backups: Path) -> Path | None:
    """The last copy, where something in it was changed later than all in this sound file."""
    backup = best_backup(backups)
    if backup is None:
        return None
    with contextlib.closing(connect_for_reading(backup)) as copy:
        return backup if _last_change(copy) > _last_change(connection) else None


def _last_change(connection: sqlite3.Connection) -> int:
    """In Unix milliseconds; 0 where nothing can be read."""
    try:
        row = connection.execute(
            "SELECT max(ifnull((SELECT max(updated_at) FROM session), 0),"
            " ifnull((SELECT max(max(created_at, ifnull(ended_at, 0))) FROM turn), 0))"
        ).fetchone()
    except sqlite3.DatabaseError:
        return 0
    return int(row[0])


def finish_recovery(path: Path) -> None:
    """Put a recovered file in place where a crash came between the two renames."""
    finished = _finished(path)
    if finished.exists() and not path.exists():
        finished.replace(path)


def _set_aside(path: Path) -> Path:
    stamp = time.strftime("%Y%m%d-%H%M%S")
    target = path.with_name(f"{path.stem}.damaged-{stamp}.db")
    number = 1
    while target.exists():
        number += 1
        target = path.with_name(f"{path.stem}.damaged-{stamp}-{number}.db")
    for suffix in _COMPANIONS:
        with contextlib.suppress(FileNotFoundError):
            _companion(path, suffix).rename(_companion(target, suffix))
    path.rename(target)
    return target


def _fill_from_backup(connection: sqlite3.Connection, backup: Path | None) -> Path | None:
    """Add what the damaged file did not give; returns `backup` where that was anything.

    A message that has been sent since is queued in the backup still: those that wait are
    taken from there only where the file gave nothing at all.
    """
    if backup is None:
        return None
    lost = not _count(connection, "session")
    before = connection.total_changes
    _copy_from(backup, connection, [name for name in TABLES if lost or name != "queued"])
    return backup if connection.total_changes > before else None


def _copy_from(source_path: Path, target: sqlite3.Connection, tables: Sequence[str]) -> None:
    """Copy every readable row that `target` does not have yet.

    What is missing beside an owner that `target` had before may well be gone on purpose: the
    pieces of a text that has ended, a file that was sent, a permission that was taken back.
    """
    try:
        source = connect_for_reading(source_path)
    except sqlite3.Error as error:
        _log.warning("cannot open %s: %s", source_path, error)
        return
    try:
        # Lets SQLite open a file that is shorter than its header says.
        source.execute("PRAGMA writable_schema = ON")
        had = {owner: _last_row(target, owner) for owner, _ in _PASSING.values()}
        for table in tables:
            with transaction(target):
                _copy_table(source, target, table, had)
    finally:
        source.close()


def _copy_table(
    source: sqlite3.Connection, target: sqlite3.Connection, table: str, had: Mapping[str, int]
) -> None:
    """`had` are the last rows that owners had in `target` before."""
    columns = [name for name in _columns(target, table) if name != _PLACE]
    try:
        known = set(_columns(source, table))
    except sqlite3.DatabaseError as error:
        _log.warning("cannot read %s: %s", table, error)
        return
    columns = [name for name in columns if name in known]
    if not columns:
        return
    marks = ", ".join(f"?{number}" for number in range(1, len(columns) + 1))
    insert = (
        f"INSERT OR IGNORE INTO {table} ({', '.join(columns)})"
        f" SELECT {marks}{_unless_gone(table, columns, had)}"
    )
    for row in _readable_rows(source, table, columns):
        target.execute(insert, row)


def _unless_gone(table: str, columns: Sequence[str], had: Mapping[str, int]) -> str:
    if table not in _PASSING:
        return ""
    owner, keys = _PASSING[table]
    same = " AND ".join(f"{key} = ?{columns.index(name) + 1}" for key, name in keys.items())
    return f" WHERE NOT EXISTS (SELECT 1 FROM {owner} WHERE {same} AND rowid <= {had[owner]})"


def _readable_rows(
    source: sqlite3.Connection, table: str, columns: list[str]
) -> Iterator[tuple[object, ...]]:
    """All rows that can be read, in order; damaged stretches are stepped over row by row."""
    select = f"SELECT rowid, {', '.join(columns)} FROM {table} NOT INDEXED WHERE rowid"
    last = -1
    end: int | None = None
    while True:
        try:
            for row in source.execute(f"{select} > ? ORDER BY rowid", (last,)):
                last = row[0]
                yield row[1:]
        except sqlite3.DatabaseError as error:
            _log.warning("%s is damaged behind row %d: %s", table, last, error)
        else:
            return
        end = _last_row(source, table) if end is None else end
        gap = range(last + 1, min(end, last + _LONGEST_GAP) + 1)
        found = next((row for row in (_row(source, select, n) for n in gap) if row), None)
        if found is None:
            return
        last = found[0]
        yield found[1:]


def _row(source: sqlite3.Connection, select: str, number: int) -> tuple[int, ...] | None:
    try:
        row: tuple[int, ...] | None = source.execute(f"{select} = ?", (number,)).fetchone()
    except sqlite3.DatabaseError:
        return None
    return row


def _last_row(source: sqlite3.Connection, table: str) -> int:
    try:
        row = source.execute(f"SELECT max(rowid) FROM {table}").fetchone()
    except sqlite3.DatabaseError:
        return -1
    return row[0] if row and isinstance(row[0], int) else -1


def _mend(connection: sqlite3.Connection) -> None:
    """Make what was read hang together again, losing nothing that holds text."""
    connection.execute(
        "INSERT OR IGNORE INTO part (turn_id, position, kind)"
        " SELECT DISTINCT turn_id, position, 'text' FROM piece"
    )
    _adopt_parts(connection)
    for statement in _MENDING:
        connection.execute(statement)


def _adopt_parts(connection: sqlite3.Connection) -> None:
    """Parts whose turns are lost get turns again: beside a neighbour, else in a new session."""
    orphans = connection.execute(
        "SELECT DISTINCT turn_id FROM part WHERE turn_id NOT IN (SELECT id FROM turn)"
        " ORDER BY turn_id"
    ).fetchall()
    new_session = Identifiers().new()
    for (turn_id,) in orphans:
        neighbour = connection.execute(
            "SELECT session_id FROM turn WHERE parent_id = ?1"
            " UNION SELECT id FROM session WHERE head_id = ?1",
            (turn_id,),
        ).fetchone()
        connection.execute(
            "INSERT INTO turn (id, session_id, parent_id, role, state, created_at) VALUES (?1, ?2,"
            " (SELECT max(id) FROM turn WHERE session_id = ?2 AND id < ?1), 'agent', ?3, ?4)",
            (turn_id, neighbour[0] if neighbour else new_session, "interrupted", now_ms()),
        )


def _columns(connection: sqlite3.Connection, table: str) -> list[str]:
    return [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]


def _count(connection: sqlite3.Connection, what: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {what}").fetchone()[0])


def _finished(path: Path) -> Path:
    return path.with_name(f"{path.stem}.recovered.db")


def _companion(path: Path, suffix: str) -> Path:
    return path.with_name(path.name + suffix)


def _remove(path: Path) -> None:
    for name in (path, *(_companion(path, suffix) for suffix in _COMPANIONS)):
        name.unlink(missing_ok=True)
