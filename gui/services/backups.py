"""Verified copies of the session file: one before each migration, and one a day."""

# Only names of our own tables and columns are ever put into the statements.
# ruff: noqa: S608

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

from gui.services.database import is_sound
from gui.services.private_files import make_private_file, make_private_folder

DAYS_KEPT = 7


class BackupError(OSError):
    """A copy of the file could not be verified, so nothing was changed."""


def back_up(connection: sqlite3.Connection, target: Path) -> None:
    """Write a copy to `target` and verify it; it appears under that name only when it is sound."""
    make_private_folder(target.parent)
    unfinished = target.with_suffix(".unfinished")
    unfinished.unlink(missing_ok=True)
    make_private_file(unfinished)
    copy = sqlite3.connect(unfinished)
    # One snapshot for the copy and the comparison, whatever is written meanwhile.
    connection.execute("BEGIN")
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
        connection.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")  # one file, without companions
        sound = is_sound(copy) and _counts(copy) == _counts(connection)
    finally:
        connection.execute("ROLLBACK")
        copy.close()
    if not sound:
        unfinished.unlink()
        raise BackupError(f"the copy for {target.name} is not sound")
    unfinished.replace(target)


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for (name,) in tables
    }


def back_up_daily(connection: sqlite3.Connection, backups: Path, now: float) -> Path | None:
    """A copy of today where there is none yet; the oldest ones go. `now` is Unix seconds."""
    target = backups / f"parley-day-{time.strftime('%Y%m%d', time.localtime(now))}.db"
    if target.exists():
        return None
    back_up(connection, target)
    for old in sorted(backups.glob("parley-day-*.db"))[:-DAYS_KEPT]:
        old.unlink(missing_ok=True)
    return target


def newest_backup(backups: Path) -> Path | None:
    """The latest copy of any kind."""
    copies = [path for path in backups.glob("parley-*.db") if path.is_file()]
    return max(copies, key=lambda path: path.stat().st_mtime, default=None)
