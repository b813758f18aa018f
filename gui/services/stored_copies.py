"""Copies of the session file as asynchronous calls: listed, taken, compared, and restored."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar

from gui.services.worker_thread import WorkerThread

if TYPE_CHECKING:
    from gui.services.backup_list import Backup, Preview
    from gui.services.store_file import StoreFile

T = TypeVar("T")


class OnFile(Protocol):
    """Queues work for the thread of the session file, at once."""

    def __call__(self, work: Callable[[StoreFile], T], /) -> asyncio.Future[T]: ...


class StoredCopies:
    """Part of the session store. What only reads copies does not hold up its thread."""

    def __init__(self, path: Path, on_file: OnFile) -> None:
        self._path = path
        self._on_file = on_file

    @property
    def folder(self) -> Path:
        return self._path.parent / "backups"

    async def list(self) -> tuple[Backup, ...]:
        """The newest first. Raises OSError where the folder cannot be read."""
        return await _apart(lambda: _list(self.folder))

    def take(self) -> asyncio.Future[Path]:
        """A verified copy, now. Raises StoreError."""
        return self._on_file(lambda file: file.keep_now())

    async def preview(self, backup: Path) -> Preview:
        """What restoring it would change. Raises StoreError where that cannot be told."""
        await self._on_file(lambda file: file.mark)  # behind what is being written
        return await _apart(lambda: _preview(backup, self._path))

    def restore(self, backup: Path) -> asyncio.Future[Path]:
        """Returns the copy of what was there before; raises StoreError, and nothing changed."""
        return self._on_file(lambda file: file.restore(backup))

    def erase(self) -> asyncio.Future[bool]:
        """Leave neither chats nor copies; False where the log of the file could not be cut."""
        return self._on_file(lambda file: file.erase())

    async def remove(self, backup: Path) -> None:
        """Raises OSError."""
        await _apart(lambda: backup.unlink(missing_ok=True))


def _apart(work: Callable[[], T]) -> asyncio.Future[T]:
    """On a thread of its own, which ends with it."""
    thread = WorkerThread("parley-store-copies")
    future = thread.submit(work)
    thread.close()
    return future


def _list(folder: Path) -> tuple[Backup, ...]:
    """On a worker thread, since this imports SQLite."""
    from gui.services.backup_list import list_backups

    return list_backups(folder)


def _preview(backup: Path, path: Path) -> Preview:
    import sqlite3

    from gui.services.backup_list import preview
    from gui.services.database import store_error

    try:
        return preview(backup, path)
    except (sqlite3.Error, OSError) as error:
        raise store_error(error, path) from error
