"""How much room each kind of Parley's data takes on the disk."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gui.services.folders import Folders
from gui.services.worker_thread import WorkerThread


@dataclass(frozen=True, kw_only=True)
class DataSizes:
    """In bytes; what cannot be read counts as nothing."""

    chats: int
    backups: int
    work: int
    config: int
    log: int


async def data_sizes(folders: Folders) -> DataSizes:
    thread = WorkerThread("parley-sizes")
    measuring = thread.submit(lambda: _measured(folders))
    thread.close()
    return await measuring


def _measured(folders: Folders) -> DataSizes:
    database = folders.database
    return DataSizes(
        chats=_sum(folders.data.glob(f"{database.name}*")),
        backups=_within(folders.backups),
        work=_within(folders.work) + _within(folders.opened),
        config=_sum((folders.settings, folders.keys, folders.memory)) + _within(folders.teams),
        log=_within(folders.log),
    )


def _within(folder: Path) -> int:
    return _sum(folder.rglob("*"))


def _sum(paths: Iterable[Path]) -> int:
    size = 0
    for path in paths:
        try:
            size += path.lstat().st_size if path.is_file() else 0
        except OSError:
            continue
    return size
