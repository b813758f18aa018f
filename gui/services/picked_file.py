"""Reads a file that the user gives: a plain one, whole, as it was at one moment, or not at all."""

from __future__ import annotations

import os
import stat
from pathlib import Path

_TRIES = 2
_PLAIN = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
"""Without waiting for somebody to write, should it have become a pipe."""


class NotPickedError(Exception):
    """`reason` is a word: folder, special, gone, forbidden, large, changing or unreadable."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason} {detail}")
        self.reason = reason
        self.detail = detail


def read_picked(path: Path, *, largest: int) -> bytes:
    """Blocks. Raises NotPickedError; a device, a pipe or a folder is not even opened."""
    try:
        for _ in range(_TRIES):
            _check(path.stat(), largest)
            data = _read(path, largest)
            if data is not None:
                return data
    except FileNotFoundError as error:
        raise NotPickedError("gone") from error
    except PermissionError as error:
        raise NotPickedError("forbidden") from error
    except OSError as error:
        raise NotPickedError("unreadable", error.strerror or str(error)) from error
    raise NotPickedError("changing")


def _read(path: Path, largest: int) -> bytes | None:
    """None where it was written to meanwhile."""
    with os.fdopen(os.open(path, _PLAIN), "rb") as file:
        before = os.fstat(file.fileno())
        _check(before, largest)
        data = file.read(largest + 1)
        after = os.fstat(file.fileno())
    unchanged = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    return data if unchanged and len(data) <= largest else None


def _check(found: os.stat_result, largest: int) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise NotPickedError("folder")
    if not stat.S_ISREG(found.st_mode):
        raise NotPickedError("special")
    if found.st_size > largest:
        raise NotPickedError("large")
