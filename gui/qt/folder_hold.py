"""Holds a folder for one process, by a lock on the folder itself: no file that may be deleted."""

from __future__ import annotations

import errno
import logging
import os
import sys
from pathlib import Path

log = logging.getLogger(__name__)


class FolderHold:
    """Ends with the process, however that ends. Windows has none: it deletes no file in use."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._descriptor: int | None = None

    def take(self) -> bool:
        """False when another process holds the folder; where it cannot be held, nobody does."""
        if self._descriptor is not None or sys.platform == "win32":
            return True
        import fcntl

        descriptor = -1
        try:
            descriptor = os.open(self._folder, os.O_RDONLY)
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if descriptor >= 0:
                os.close(descriptor)
            if error.errno in (errno.EWOULDBLOCK, errno.EACCES):
                return False
            log.warning("the folder cannot be held: %s", error)  # as on some network disks
            return True
        self._descriptor = descriptor
        return True

    def release(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
