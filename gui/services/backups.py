"""Verified copies of the session file: of days and weeks, before each change, and on demand."""

# Only names of our own tables and columns are ever put into the statements.
# ruff: noqa: S608

from __future__ import annotations

import contextlib
import itertools
import logging
import os
import sqlite3
import time
from collections.abc import Callable, Collection
from datetime import date
from pathlib import Path

from gui.services.database import is_sound
from gui.services.private_files import make_private_file, make_private_folder

DAYS_KEPT = 7
WEEKS_KEPT = 4
"""Before those days, so many weeks keep the copy of their last day."""

EXCHANGES_KEPT = 3
"""Files that another took the place of: the last ones are kept."""

GiveUp = Callable[[], bool]

_log = logging.getLogger(__name__)

_PAGES = 256  # copied between two looks whether to give up
_STEPS = 1000  # of SQLite's machine, likewise
_DAY = "parley-day-"
_DAY_DIGITS = 8
_ON_DEMAND = "parley-now-"
_REPLACED = "parley-replaced-"


class BackupError(OSError):
    """A copy of the file could not be finished or verified, so nothing was changed."""


def never() -> bool:
    return False


def back_up(connection: sqlite3.Connection, target: Path) -> None:
    """Write a copy to `target` and verify it; it appears under that name only when it is sound."""
    unfinished = _unfinished(target)
    try:
        _write_copy(connection, unfinished, never)
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def back_up_daily(
    connection: sqlite3.Connection, backups: Path, now: float, give_up: GiveUp = never
) -> Path:
    """Put a new copy in the place of today's; the oldest go. `now` is Unix seconds.

    Its time is that of the moment copied. A copy with more turns than the new one is not
    replaced but kept beside it, for what became fewer may have been lost.
    """
    target = copy_of_day(backups, now)
    unfinished = _unfinished(target)
    try:
        turns = _write_copy(connection, unfinished, give_up).get("turn", 0)
        if _turns_in(target) > turns:
            clock = time.strftime("%H%M%S", time.localtime(now))
            target.replace(target.with_name(f"{target.stem}-{clock}.db"))
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    _forget_old_days(backups)
    return target


def back_up_now(connection: sqlite3.Connection, backups: Path, now: float) -> Path:
    """A copy that the user has asked for: it stays until the user removes it."""
    target = _free_name(backups, _ON_DEMAND, now)
    back_up(connection, target)
    return target


def keep_replaced(connection: sqlite3.Connection, backups: Path, now: float) -> Path:
    """A copy of what another file is to take the place of, so that this can be undone."""
    target = _free_name(backups, _REPLACED, now)
    back_up(connection, target)
    kept = sorted(backups.glob(f"{_REPLACED}*.db"))
    for path in kept[:-EXCHANGES_KEPT]:
        path.unlink(missing_ok=True)
    return target


def copy_of_day(backups: Path, now: float) -> Path:
    return backups / f"{_DAY}{time.strftime('%Y%m%d', time.localtime(now))}.db"


def best_backup(backups: Path) -> Path | None:
    """The latest copy that is sound; where none is, the latest."""
    copies = [path for path in backups.glob("parley-*.db") if path.is_file()]
    copies.sort(key=lambda path: path.stat().st_mtime_ns, reverse=True)
    return next((path for path in copies if is_sound_file(path)), next(iter(copies), None))


def _write_copy(
    connection: sqlite3.Connection, unfinished: Path, give_up: GiveUp
) -> dict[str, int]:
    """Returns how many rows each table has."""
    make_private_folder(unfinished.parent)
    unfinished.unlink(missing_ok=True)
    make_private_file(unfinished)
    begun = unfinished.stat().st_mtime_ns  # by the clock of the disk, to be compared with others

    def look_up(status: int, left: int, total: int) -> None:
        del status, left, total
        if give_up():
            raise BackupError(f"{unfinished.name} was given up")

    with contextlib.closing(sqlite3.connect(unfinished)) as copy:
        copy.set_progress_handler(give_up, _STEPS)
        # One snapshot for the copy and the comparison, whatever is written meanwhile.
        connection.execute("BEGIN")
        try:
            connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            connection.backup(copy, pages=_PAGES, progress=look_up)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, without companions
            counts = _counts(connection)
            sound = is_sound(copy) and _counts(copy) == counts
        finally:
            connection.execute("ROLLBACK")
    if not sound:
        raise BackupError(f"{unfinished.name} is not sound")
    os.utime(unfinished, ns=(begun, begun))
    return counts


def _counts(connection: sqlite3.Connection) -> dict[str, int]:
    tables = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    return {
        name: connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0]
        for (name,) in tables
    }


def _forget_old_days(backups: Path) -> None:
    copies = list(backups.glob(f"{_DAY}*.db"))
    kept = days_to_keep({_day_of(path) for path in copies})
    abandoned = list(backups.glob(f"{_DAY}*.unfinished"))
    for path in [path for path in copies if _day_of(path) not in kept] + abandoned:
        path.unlink(missing_ok=True)


def days_to_keep(days: Collection[str]) -> set[str]:
    """Of days as eight digits: the newest, and the last one of each of the weeks before."""
    ordered = sorted(days)
    weeks = {_week_of(day): day for day in ordered[:-DAYS_KEPT]}  # the last day of each
    return {*ordered[-DAYS_KEPT:], *(weeks[week] for week in sorted(weeks)[-WEEKS_KEPT:])}


def _week_of(day: str) -> tuple[int, int]:
    try:
        year, week, _ = date.fromisoformat(day).isocalendar()
    except ValueError:  # a file that somebody has named so
        return (0, 0)
    return (year, week)


def _free_name(backups: Path, kind: str, now: float) -> Path:
    clock = time.strftime("%Y%m%d-%H%M%S", time.localtime(now))
    names = itertools.chain([clock], (f"{clock}-{number}" for number in itertools.count(2)))
    paths = (backups / f"{kind}{name}.db" for name in names)
    return next(path for path in paths if not path.exists())


def _day_of(path: Path) -> str:
    return path.name[len(_DAY) : len(_DAY) + _DAY_DIGITS]


def _turns_in(path: Path) -> int:
    """0 where that cannot be told."""
    if not path.exists():
        return 0
    try:
        with contextlib.closing(open_copy(path)) as copy:
            return int(copy.execute("SELECT count(*) FROM turn").fetchone()[0])
    except sqlite3.Error as error:
        _log.warning("the copy %s cannot be read: %s", path.name, error)
        return 0


def is_sound_file(path: Path) -> bool:
    try:
        with contextlib.closing(open_copy(path)) as copy:
            return is_sound(copy) and _counts(copy).keys() >= {"session", "turn", "part"}
    except sqlite3.Error as error:
        _log.warning("the copy %s cannot be read: %s", path.name, error)
        return False


def open_copy(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)


def _unfinished(target: Path) -> Path:
    return target.with_suffix(".unfinished")
