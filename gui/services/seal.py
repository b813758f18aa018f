"""Tells what this installation wrote itself: by a key that never leaves the data folder."""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from contextlib import suppress
from pathlib import Path

from gui.services.private_files import make_private_folder, private_opener

_BYTES = 32


class Seal:
    """Blocks at its first use. Where the key cannot be kept, it holds for this run only."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._key: bytes | None = None

    def mark(self, data: bytes) -> str:
        return hmac.new(self._known(), data, hashlib.sha256).hexdigest()

    def fits(self, data: bytes, mark: str) -> bool:
        return hmac.compare_digest(self.mark(data).encode(), mark.encode("utf-8", "replace"))

    def forget(self) -> None:
        """What it has marked is marked by a stranger from now on. Raises OSError."""
        self._key = None
        self._path.unlink(missing_ok=True)

    def _known(self) -> bytes:
        if self._key is None:
            self._key = self._read() or self._new()
        return self._key

    def _read(self) -> bytes | None:
        with suppress(OSError):
            key = self._path.read_bytes()
            return key if len(key) == _BYTES else None
        return None

    def _new(self) -> bytes:
        key = secrets.token_bytes(_BYTES)
        with suppress(OSError):
            make_private_folder(self._path.parent)
            unfinished = self._path.with_name(f"{self._path.name}.{os.getpid()}")
            with open(unfinished, "wb", opener=private_opener) as file:
                file.write(key)
            unfinished.replace(self._path)
        return key
