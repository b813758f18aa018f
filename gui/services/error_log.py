"""The log of what a child process writes to its standard error: private, and bounded in size."""

from __future__ import annotations

import os
from pathlib import Path

from gui.model.redaction import redacted
from gui.services.private_files import make_private_folder, private_opener

LARGEST = 256 * 1024
"""Bytes of one file; the one before it is kept beside it, so there are at most twice as many."""
_APPEND = os.O_WRONLY | os.O_CREAT | os.O_APPEND


class ErrorLog:
    """Appends to `path`; for a thread, since a disk may be slow. Raises OSError."""

    def __init__(self, path: Path, *, largest: int = LARGEST) -> None:
        self.path = path
        self._largest = largest

    @property
    def older(self) -> Path:
        return self.path.with_name(f"{self.path.name}.1")

    def add(self, data: bytes) -> None:
        """Without the keys that look like keys."""
        make_private_folder(self.path.parent)
        written = redacted(data.decode(errors="replace")).encode()[-self._largest :]
        if self.path.exists() and self.path.stat().st_size + len(written) > self._largest:
            self.path.replace(self.older)
        with os.fdopen(private_opener(str(self.path), _APPEND), "ab") as file:
            file.write(written)
