"""Puts other contents into the open session file, in one step that either happens or does not."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

from gui.services import database, session_rows
from gui.services.backup_list import is_of_newer
from gui.services.backups import is_sound_file
from gui.services.clock import now_ms
from gui.services.migrations import TABLES, Migration, step_up
from gui.services.private_files import make_private_file
from gui.services.transaction import transaction

LOCK_SECONDS = 10.0
"""How long readers may hold up the exchange; theirs are short."""

_PAUSE = 0.05
_COMPANIONS = ("", "-wal", "-shm", "-journal")


class UnsoundCopyError(Exception):
    """The copy is damaged: nothing was changed."""


class NewerCopyError(Exception):
    """The copy is of a later Parley: nothing was changed."""


@contextlib.contextmanager
def prepared(
    backup: Path, beside: Path, migrations: tuple[Migration, ...]
) -> Iterator[sqlite3.Connection]:
    """A checked copy of `backup`, brought up to date, in a file that is gone afterwards.

    Raises OSError, sqlite3.Error, UnsoundCopyError or NewerCopyError.
    """
    if not is_sound_file(backup):
        raise UnsoundCopyError
    if is_of_newer(backup, len(migrations)):
        raise NewerCopyError
    work = beside.with_name(f"{beside.stem}.restoring.db")
    remove_with_companions(work)
    try:
        make_private_file(work)
        shutil.copyfile(backup, work)
        with contextlib.closing(database.connect(work)) as connection:
            step_up(connection, migrations)
            if not _tables(connection).issuperset(TABLES):
                raise UnsoundCopyError
            with transaction(connection):
                session_rows.end_abandoned(connection, now_ms())
            yield connection
    finally:
        remove_with_companions(work)


@contextlib.contextmanager
def empty(migrations: tuple[Migration, ...]) -> Iterator[sqlite3.Connection]:
    """A new file that exists in memory only."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        step_up(connection, migrations)
        yield connection


def pour(source: sqlite3.Connection, target: sqlite3.Connection) -> None:
    """Replace all that is in `target`, in one transaction, and have it on the disk.

    Readers see the one or the other; a crash, or a disk that is full, leaves what was.
    Raises sqlite3.Error.
    """
    deadline = time.monotonic() + LOCK_SECONDS

    def look_up(status: int, left: int, total: int) -> None:
        del left, total
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED) and time.monotonic() > deadline:
            error = sqlite3.OperationalError("the file is in use")
            error.sqlite_errorcode = sqlite3.SQLITE_BUSY
            raise error

    target.execute("PRAGMA synchronous = FULL")
    try:
        source.backup(target, progress=look_up, sleep=_PAUSE)
    finally:
        target.execute("PRAGMA synchronous = NORMAL")


def drain_log(connection: sqlite3.Connection) -> bool:
    """Write the log back and cut it to nothing; whether readers let that happen in time."""
    deadline = time.monotonic() + LOCK_SECONDS
    while True:
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
        if not busy or time.monotonic() > deadline:
            return not busy
        time.sleep(_PAUSE)


def remove_with_companions(path: Path) -> None:
    for suffix in _COMPANIONS:
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
