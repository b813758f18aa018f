"""A mark beside the session file while its log is in use: without it, a lost log cannot be told.

SQLite takes a file whose log somebody has deleted for a complete one, only older.
"""

from __future__ import annotations

from pathlib import Path

from gui.services.private_files import make_private_file


class OpenMark:
    """Stands from the first write of a program until it begins to close the file."""

    def __init__(self, path: Path) -> None:
        self._file = path
        self._mark = path.with_name(f"{path.name}-open")
        self.log = path.with_name(f"{path.name}-wal")

    def log_is_lost(self) -> bool:
        """Whether a program has ended without closing the file, and its log is gone."""
        return self._mark.exists() and self._file.exists() and not self.log.exists()

    def set(self) -> None:
        """Not where the file system has no logs."""
        if self.log.exists():
            make_private_file(self._mark)

    def clear(self) -> None:
        self._mark.unlink(missing_ok=True)
