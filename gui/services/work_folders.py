"""The folders in which the tools of each chat write: what is left in them, and their end."""

from __future__ import annotations

import asyncio
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_ID = re.compile(r"[0-9A-Za-z-]+")


@dataclass(frozen=True, kw_only=True)
class WorkLeft:
    """How many files there are in the folders of some chats, and their bytes."""

    files: int = 0
    size: int = 0


class WorkFolders:
    """Each has the id of its chat for a name. A folder that the user has chosen is none of them."""

    def __init__(self, root: Path | None) -> None:
        self._root = root

    async def left(self, session_ids: Sequence[str]) -> WorkLeft:
        """What cannot be read counts as nothing."""

        def count() -> WorkLeft:
            sizes = [size for folder in self._folders(session_ids) for size in _sizes(folder)]
            return WorkLeft(files=len(sizes), size=sum(sizes))

        return await asyncio.to_thread(count)

    async def remove(self, session_ids: Sequence[str]) -> tuple[Path, ...]:
        """The folders that could not be removed whole; what they link to stays."""

        def remove() -> tuple[Path, ...]:
            folders = tuple(self._folders(session_ids))
            for folder in folders:
                shutil.rmtree(folder, ignore_errors=True)
            return tuple(folder for folder in folders if folder.exists())

        return await asyncio.to_thread(remove)

    def _folders(self, session_ids: Sequence[str]) -> Iterator[Path]:
        if self._root is None:
            return
        for session_id in session_ids:
            folder = self._root / session_id
            if _ID.fullmatch(session_id) and folder.is_dir() and not folder.is_symlink():
                yield folder


def _sizes(folder: Path) -> Iterator[int]:
    for path in folder.rglob("*"):
        try:
            if path.is_symlink() or path.is_file():
                yield path.lstat().st_size
        except OSError:
            continue
