"""Creates files and folders that only the user can read; what exists keeps its mode."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

_FILE_MODE = 0o600
_FOLDER_MODE = 0o700


def make_private_folder(folder: Path) -> None:
    """Create `folder` and those above it that are missing. Raises OSError."""
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir(mode=_FOLDER_MODE, exist_ok=True)


def make_private_file(path: Path) -> None:
    """Create an empty file where there is none, for libraries that open it themselves."""
    with contextlib.suppress(FileExistsError):
        os.close(private_opener(str(path), os.O_WRONLY | os.O_CREAT | os.O_EXCL))


def private_opener(path: str, flags: int) -> int:
    """An `opener` for `open`."""
    return os.open(path, flags, _FILE_MODE)
