"""Copies of files for other programs: only to be read, and not kept for long."""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import tempfile
import time
from pathlib import Path

from gui.services.private_files import make_private_folder

KEPT_FOR = 24 * 3600
"""Seconds: whoever shows a file may read it again later."""

_READ_ONLY = 0o600 if os.name == "nt" else 0o400  # Windows does not delete what is read-only


class OpenedFiles:
    """Both methods block. Nothing here can be run, whatever it is called."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def put(self, name: str, data: bytes) -> Path:
        """A new copy, in a folder of its own. Raises OSError."""
        if self._folder is None:
            raise FileNotFoundError("there is no place for copies")
        make_private_folder(self._folder)
        path = Path(tempfile.mkdtemp(dir=self._folder)) / name
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
        with os.fdopen(os.open(path, flags, _READ_ONLY), "wb") as file:
            file.write(data)
        return path

    def tidy(self) -> None:
        """Remove what was opened long ago."""
        if self._folder is None or self._folder.is_symlink() or not self._folder.is_dir():
            return
        for place in self._folder.iterdir():
            with contextlib.suppress(OSError):
                found = place.lstat()
                if stat.S_ISDIR(found.st_mode) and found.st_mtime < time.time() - KEPT_FOR:
                    shutil.rmtree(place, ignore_errors=True)
