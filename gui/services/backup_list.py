"""The copies of the session file: what is in them, and what restoring one would change."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from gui.services.backups import GiveUp, is_sound_file, never, open_copy
from gui.services.database import version

_log = logging.getLogger(__name__)

_STEPS = 1000  # of SQLite's machine between two looks whether to give up

_CHATS = """
SELECT id, title, draft <> '', (SELECT count(*) FROM turn WHERE turn.session_id = session.id)
FROM session WHERE deleted_at IS NULL
"""


class BackupKind(StrEnum):
    """Why a copy was taken; also how its name goes on after `parley-`."""

    DAY = "day"
    ON_DEMAND = "now"
    REPLACED = "replaced"  # before another file took its place
    MIGRATION = "v"  # before an update changed the file
    OTHER = ""


@dataclass(frozen=True, kw_only=True)
class Backup:
    """`at` is the moment copied, in Unix seconds; `messages` counts answers too.

    A copy that is not `readable` has no numbers.
    """

    path: Path
    kind: BackupKind
    at: float
    size: int
    readable: bool = False
    chats: int = 0
    messages: int = 0


@dataclass(frozen=True, kw_only=True)
class ChatDifference:
    """How many messages a chat has now, and would have afterwards."""

    title: str
    now: int
    then: int


Differences = tuple[ChatDifference, ...]


@dataclass(frozen=True, kw_only=True)
class Preview:
    """What would become of the chats; `same` counts those that keep all their messages."""

    sound: bool
    back: Differences = ()
    gone: Differences = ()
    shorter: Differences = ()
    longer: Differences = ()
    same: int = 0

    @property
    def changes_nothing(self) -> bool:
        return not (self.back or self.gone or self.shorter or self.longer)


def list_backups(folder: Path) -> tuple[Backup, ...]:
    """The newest first; a copy that is being written is not among them."""
    found = []
    for path in folder.glob("*.db"):
        with contextlib.suppress(OSError):  # gone since the folder was read
            found.append(read_backup(path))
    return tuple(sorted(found, key=lambda backup: (backup.at, backup.path.name), reverse=True))


def read_backup(path: Path) -> Backup:
    """Raises OSError where there is no such file."""
    facts = path.stat()
    try:
        with contextlib.closing(open_copy(path)) as copy:
            chats = _count(copy, "session WHERE deleted_at IS NULL")
            messages = _count(
                copy, "turn JOIN session ON session.id = session_id WHERE deleted_at IS NULL"
            )
    except sqlite3.Error as error:
        _log.warning("the copy %s cannot be read: %s", path.name, error)
        return Backup(path=path, kind=_kind(path), at=facts.st_mtime, size=facts.st_size)
    return Backup(
        path=path,
        kind=_kind(path),
        at=facts.st_mtime,
        size=facts.st_size,
        readable=True,
        chats=chats,
        messages=messages,
    )


def preview(backup: Path, present: Path, give_up: GiveUp = never) -> Preview:
    """Compare all chats with those of the file in use; the copy is checked whole.

    Raises sqlite3.Error where the file in use cannot be read, or `give_up` said so.
    """
    if not is_sound_file(backup):
        return Preview(sound=False)
    then, now = _chats(backup, give_up), _chats(present, give_up)
    kept = then.keys() & now.keys()

    def differences(ids: set[str], fits: Callable[[int, int], bool]) -> Differences:
        found = []
        for chat in sorted(ids, reverse=True):  # ids sort by time
            (title, before), (old, after) = now.get(chat, ("", 0)), then.get(chat, ("", 0))
            if fits(before, after):
                found.append(ChatDifference(title=title or old, now=before, then=after))
        return tuple(found)

    return Preview(
        sound=True,
        back=differences(then.keys() - now.keys(), _always),
        gone=differences(now.keys() - then.keys(), _always),
        shorter=differences(kept, lambda before, after: after < before),
        longer=differences(kept, lambda before, after: after > before),
        same=sum(then[chat][1] == now[chat][1] for chat in kept),
    )


def _chats(path: Path, give_up: GiveUp) -> dict[str, tuple[str, int]]:
    """Title and number of messages by chat; those that nobody has used are left out."""
    with contextlib.closing(open_copy(path)) as connection:
        connection.set_progress_handler(give_up, _STEPS)
        rows = connection.execute(_CHATS)
        return {
            chat: (str(title), int(turns))
            for chat, title, drafted, turns in rows
            if title or drafted or turns
        }


def is_of_newer(path: Path, known: int) -> bool:
    """Whether the copy is of a later Parley, which has more migrations than are `known`."""
    with contextlib.closing(open_copy(path)) as copy:
        return version(copy) > known


def _always(before: int, after: int) -> bool:
    del before, after
    return True


def _count(connection: sqlite3.Connection, what: str) -> int:
    return int(connection.execute(f"SELECT count(*) FROM {what}").fetchone()[0])  # noqa: S608


def _kind(path: Path) -> BackupKind:
    name = path.name.removeprefix("parley-")
    return next(kind for kind in BackupKind if name.startswith(kind.value))
