"""The session file on the store's own thread: opened, kept up to date, replaced when damaged."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from gui.model.problem import Problem, ProblemKind, StoreError
from gui.services import database, file_exchange, recovery, session_rows
from gui.services.backups import back_up_now, keep_replaced
from gui.services.clock import now_ms
from gui.services.file_care import FileCare, Mark
from gui.services.migrations import MIGRATIONS, TABLES, Migration, migrate
from gui.services.open_mark import OpenMark
from gui.services.private_files import make_private_folder
from gui.services.store_news import StoreNews
from gui.services.stored_hosts import carry_ledger
from gui.services.transaction import transaction

T = TypeVar("T")
Work = Callable[[sqlite3.Connection], T]

_log = logging.getLogger(__name__)

_HIGHEST_PLAUSIBLE = 9999  # a version beyond is damage, not a newer Parley


class StoreFile:
    """One connection for one thread; only `care` is for others too.

    `number` counts the files that have been in use, so that what was found by a look can be
    told to be about an earlier one.
    """

    def __init__(self, path: Path, migrations: tuple[Migration, ...] | None) -> None:
        self._path = path
        self._backups = path.parent / "backups"
        self._migrations = MIGRATIONS if migrations is None else migrations
        self._connection: sqlite3.Connection | None = None
        self._refusal: Problem | None = Problem(
            kind=ProblemKind.UNEXPECTED, facts={"path": str(path)}, detail="the file is not open"
        )
        self._refuses = False
        self._open_mark = OpenMark(path)
        self.care = FileCare(path, self._backups)
        self.number = 0

    @property
    def mark(self) -> Mark:
        return self.number, self._connection.total_changes if self._connection else 0

    def open(self) -> Problem | None:
        """Returns what was wrong with a damaged file, now replaced; raises StoreError.

        A file that could not be opened is left alone: `run` says the same again.
        """
        try:
            with self._store_errors():
                problem = self._open()
        except StoreError as error:
            self._refusal = error.problem
            self._disconnect()
            raise
        self._refusal = None
        return problem

    def run(self, work: Work[T], news: StoreNews) -> T:
        """Do `work`; on damage replace the file, announce that, and try once more."""
        if self._refusal is not None:
            raise StoreError(self._refusal)
        before = self.mark
        try:
            with self._store_errors():
                result = self._run(work, news)
        except StoreError as error:
            if error.problem.kind is ProblemKind.STORE_UNWRITABLE:
                self._refuses = True
                news.refused()
            raise
        if self._refuses and self.mark != before:
            self._refuses = False
            news.accepted()
        return result

    def replace(self, number: int, news: StoreNews) -> None:
        """For damage that a look has found in the file `number` and no reader has met yet."""
        if self.number == number:
            with self._store_errors():
                news.recovered(self._replace())

    def keep_now(self) -> Path:
        """A copy because the user wants one."""
        with self._store_errors():
            return back_up_now(self._connected(), self._backups, time.time())

    def restore(self, backup: Path) -> Path:
        """Put what is in `backup` into the file; returns the copy of what was in it before.

        Where this raises StoreError, the file is as it was.
        """
        with self._store_errors(), self.care.held():
            try:
                with file_exchange.prepared(backup, self._path, self._migrations) as source:
                    kept = keep_replaced(self._connected(), self._backups, time.time())
                    carry_ledger(self._connected(), source)
                    file_exchange.pour(source, self._connected())
            except file_exchange.UnsoundCopyError as error:
                facts = {"path": str(backup)}
                problem = Problem(kind=ProblemKind.BACKUP_DAMAGED, facts=facts)
                raise StoreError(problem) from error
            except file_exchange.NewerCopyError as error:
                facts = {"path": str(backup)}
                raise StoreError(Problem(kind=ProblemKind.BACKUP_NEWER, facts=facts)) from error
            self.number += 1
            _log.info("%s was restored; what was there is %s", backup.name, kept.name)
            return kept

    def erase(self) -> bool:
        """Leave nothing in the file and its log, and no copy; False where a reader kept the log."""
        with self._store_errors(), self.care.held():
            connection = self._connected()
            with file_exchange.empty(self._migrations) as source:
                file_exchange.pour(source, connection)
            drained = file_exchange.drain_log(connection)
            self.number += 1
            folder = self._path.parent
            for path in (*self._backups.glob("*"), *folder.glob(f"{self._path.stem}.*.db*")):
                path.unlink(missing_ok=True)
            return drained

    def close(self) -> None:
        if self._connection is not None:
            self._open_mark.clear()
            try:
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            except sqlite3.Error as error:
                _log.warning("the log stays beside the file: %s", error)
            self.care.copy_last(self.mark)
        self._disconnect()

    @contextmanager
    def _store_errors(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise database.store_error(error, self._path) from error

    def _run(self, work: Work[T], news: StoreNews) -> T:
        try:
            return work(self._connected())
        except sqlite3.DatabaseError as error:
            if not database.is_damage(error):
                raise
            news.recovered(self._replace())
            return work(self._connected())

    def _open(self) -> Problem | None:
        problem: Problem | None = None
        make_private_folder(self._path.parent)
        recovery.finish_recovery(self._path)
        log_is_lost = self._open_mark.log_is_lost()
        self._refuse_newer(database.stored_version(self._path))
        if recovery.lost_its_pages(self._path, self._backups):
            problem = self._replace()
        try:
            self._prepare()
        except sqlite3.DatabaseError as error:
            if not database.is_damage(error):
                raise
            problem = self._replace()
            self._prepare()
        if log_is_lost and problem is None:
            problem = self._take_up_copy()
        self._end_abandoned()
        self._open_mark.set()
        return problem

    def _take_up_copy(self) -> Problem:
        """What the lost log held may be in the last copy; the file is sound without it."""
        newer = recovery.newer_copy(self._connected(), self._backups)
        if newer is not None:
            self._replace(newer)
            self._prepare()
        _log.error("the log of the file is gone; a copy that knows more: %s", newer)
        facts = {"path": str(self._open_mark.log), "reason": "copy" if newer else ""}
        return Problem(kind=ProblemKind.STORE_LOG_LOST, facts=facts)

    def _prepare(self) -> None:
        connection = self._connected()
        found = database.version(connection)
        self._refuse_newer(found)
        if found < 0 or found > _HIGHEST_PLAUSIBLE or (found == 0 and _tables(connection)):
            raise database.damage(f"the version cannot be {found}")
        migrate(connection, self._migrations, self._backups)
        if not _tables(connection).issuperset(TABLES):
            raise database.damage("tables are missing")
        try:
            # The list is what a start shows first: it must be readable for a start to be good.
            session_rows.read_sessions(connection, query="", include_archived=False)
        except sqlite3.OperationalError as error:
            if database.code_of(error) != sqlite3.SQLITE_ERROR:
                raise
            raise database.damage(str(error)) from error

    def _end_abandoned(self) -> None:
        connection = self._connected()
        with transaction(connection):
            session_rows.end_abandoned(connection, now_ms())

    def _refuse_newer(self, found: int) -> None:
        if len(self._migrations) < found <= _HIGHEST_PLAUSIBLE:
            facts = {"path": str(self._path), "version": str(found)}
            raise StoreError(Problem(kind=ProblemKind.STORE_NEWER, facts=facts))

    def _connected(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = database.connect(self._path)
        return self._connection

    def _disconnect(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.close()

    def _replace(self, newer: Path | None = None) -> Problem:
        self._disconnect()
        self.number += 1
        found = recovery.recover(self._path, self._backups, self._migrations, newer=newer)
        return found.problem


def _tables(connection: sqlite3.Connection) -> set[str]:
    return {row[0] for row in connection.execute("SELECT name FROM sqlite_master")}
