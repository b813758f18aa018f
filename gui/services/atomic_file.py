"""Writes a file so that a reader finds either the old or the new content, never half."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from gui.services.private_files import make_private_folder


def write_atomically(path: Path, text: str, *, mode: int = 0o600) -> None:
    """Raises OSError; the old content is still there then. The folder is created if needed."""
    make_private_folder(path.parent)
    replace_atomically(path, (text,), mode=mode)


def replace_atomically(path: Path, pieces: Iterable[str], *, mode: int = 0o666) -> None:
    """The same for a text in pieces, in a folder that exists; what the user allows others counts.

    Line ends stay as they are.
    """
    _replace(path, (piece.encode() for piece in pieces), mode)


def replace_bytes_atomically(path: Path, data: bytes, *, mode: int = 0o666) -> None:
    """The same for bytes."""
    _replace(path, (data,), mode)


@contextmanager
def replacing(path: Path, *, mode: int = 0o666) -> Iterator[BinaryIO]:
    """A file to write that takes the place of `path` at the end, if nothing was raised."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}.unfinished")
    unfinished.unlink(missing_ok=True)
    descriptor = os.open(unfinished, os.O_RDWR | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(descriptor, "w+b") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _replace(path: Path, pieces: Iterable[bytes], mode: int) -> None:
    with replacing(path, mode=mode) as file:
        for piece in pieces:
            file.write(piece)
