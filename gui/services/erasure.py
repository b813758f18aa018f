"""Deletes everything that Parley keeps: chats and copies, memories, agents, settings, keys."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import shutil
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from gui.services.endpoints import Endpoints
from gui.services.folders import Folders
from gui.services.library import Library
from gui.services.log_file import clear_log
from gui.services.mcp_servers import McpServers
from gui.services.seal import Seal
from gui.services.secrets import Secrets
from gui.services.settings import Settings
from gui.services.team_library import TeamLibrary
from gui.services.user_memory import UserMemory

_log = logging.getLogger(__name__)

_SET_ASIDE = ("*.damaged-*.json", "*.unfinished")


@dataclass(frozen=True, kw_only=True)
class ErasureParts:
    """Who keeps something. `kept` are the names of settings that say nothing of the user."""

    folders: Folders
    library: Library
    settings: Settings
    endpoints: Endpoints
    servers: McpServers
    secrets: Secrets
    memory: UserMemory
    teams: TeamLibrary
    seal: Seal
    kept: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Erased:
    """What could not be deleted; both are empty where all is gone."""

    files: tuple[Path, ...] = ()
    keys: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        return not (self.files or self.keys)


class Erasure:
    def __init__(self, parts: ErasureParts) -> None:
        self._parts = parts

    async def run(self) -> Erased:
        """The program goes on as if it was new. Raises StoreError, and nothing was deleted."""
        parts = self._parts
        drained = await parts.library.erase()
        keys = await self._forget_keys()
        parts.settings.forget(keep=parts.kept)
        await parts.settings.flush()
        with contextlib.suppress(OSError):
            await parts.memory.clear()
        with contextlib.suppress(OSError):  # it is among the files below, too
            parts.seal.forget()
        files = await asyncio.to_thread(self._remove_files)
        parts.teams.forget_own()
        database = parts.folders.database
        log = [] if drained else [database.with_name(f"{database.name}-wal")]
        _log.info("everything was deleted, but for %d files", len(files) + len(log))
        return Erased(files=(*log, *files), keys=keys)

    async def _forget_keys(self) -> tuple[str, ...]:
        """The names of those that are still there."""
        parts = self._parts
        holders = {one.id: one.name for one in parts.endpoints.list()}
        holders |= {f"mcp/{one.id}": one.name for one in parts.servers.list() if one.secrets}
        return tuple(
            [name for holder, name in holders.items() if not await parts.secrets.delete(holder)]
        )

    def _remove_files(self) -> tuple[Path, ...]:
        """On a worker thread; what is linked to from these folders is not touched."""
        folders = self._parts.folders
        left: list[Path] = []
        for folder in (
            folders.work,
            folders.opened,
            folders.teams,
            folders.drafts,
            folders.backups,
        ):
            left += _emptied(folder)
        aside = [
            path
            for folder in {folders.data, folders.config}
            for pattern in _SET_ASIDE
            for path in folder.glob(pattern)
        ]
        singles = (folders.memory, folders.mirror, folders.keys, folders.seal)
        left += _removed([*singles, *aside])
        left += clear_log(folders.log)
        return tuple(left)


def _emptied(folder: Path) -> list[Path]:
    """What could not be removed of it; the folder itself may be where the user has put it."""
    if folder.is_symlink() or not folder.is_dir():
        return []
    left: list[Path] = []

    def stays(function: object, path: str, why: object) -> None:
        del function, why
        left.append(Path(path))

    for path in folder.iterdir():
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, onerror=stays)
        else:
            left += _removed([path])
    return left


def _removed(paths: Collection[Path]) -> list[Path]:
    left = []
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            _log.warning("%s cannot be deleted: %s", path.name, error)
            left.append(path)
    return left
