"""Opens a SQLite file the way Parley needs it, and says what its errors mean."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from gui.model.problem import Problem, ProblemKind, StoreError
from gui.services.private_files import make_private_file

_BUSY_SECONDS = 5.0
_VERSION_OFFSET = 60  # of `user_version` in the header of the file, four bytes, big-endian
_HEADER_SIZE = 100
_MAGIC = b"SQLite format 3\0"

_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
_UNWRITABLE = {
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_AUTH,
}


def connect(path: Path) -> sqlite3.Connection:
    """A connection for reading and writing; the file is created where there is none."""
    make_private_file(path)  # SQLite gives the files beside it the same mode
    connection = sqlite3.connect(path, timeout=_BUSY_SECONDS, isolation_level=None)
    connection.text_factory = _text
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
    except sqlite3.Error:
        connection.close()
        raise
    except UnicodeDecodeError as error:  # SQLite quotes the damaged schema in its message
        connection.close()
        raise damage("a schema that is no text") from error
    return connection


def connect_for_reading(path: Path) -> sqlite3.Connection:
    """A connection that cannot change the file; `interrupt` may be called from any thread."""
    address = f"{path.absolute().as_uri()}?mode=ro"
    connection = sqlite3.connect(
        address, uri=True, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
    )
    connection.text_factory = _text
    return connection


def stored_version(path: Path) -> int:
    """The `user_version` of a file, read without opening it as a database; 0 without one."""
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_SIZE)
    except FileNotFoundError:
        return 0
    if not header.startswith(_MAGIC):
        return 0
    return int.from_bytes(header[_VERSION_OFFSET : _VERSION_OFFSET + 4], "big", signed=True)


def version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def is_sound(connection: sqlite3.Connection) -> bool:
    """Whether `quick_check` finds nothing; false also where the file cannot even be checked."""
    try:
        answer = connection.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.DatabaseError as error:
        if code_of(error) in _DAMAGED:
            return False
        raise
    return answer is not None and answer[0] == "ok"


def code_of(error: sqlite3.Error) -> int:
    """SQLite's primary result code; -1 where the error is of Python's own making."""
    code = getattr(error, "sqlite_errorcode", None)
    return code & 0xFF if isinstance(code, int) else -1


def is_damage(error: sqlite3.Error) -> bool:
    return code_of(error) in _DAMAGED


def store_error(error: Exception, path: Path) -> StoreError:
    """What `error` means for the user."""
    kind = ProblemKind.UNEXPECTED
    if isinstance(error, OSError) or (
        isinstance(error, sqlite3.Error) and code_of(error) in _UNWRITABLE
    ):
        kind = ProblemKind.STORE_UNWRITABLE
    elif isinstance(error, sqlite3.Error) and is_damage(error):
        kind = ProblemKind.STORE_DAMAGED
    return StoreError(Problem(kind=kind, facts={"path": str(path)}, detail=str(error)))


def _text(data: bytes) -> str:
    # Damage may leave bytes that are no UTF-8; the rest of the text is worth showing.
    return data.decode("utf-8", "replace")


def damage(words: str) -> sqlite3.DatabaseError:
    """An error like SQLite's own about a damaged file."""
    error = sqlite3.DatabaseError(words)
    error.sqlite_errorcode = sqlite3.SQLITE_CORRUPT
    return error
