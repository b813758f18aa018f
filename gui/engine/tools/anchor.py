"""A folder held open: what is done in it stays in it, whatever is renamed or linked meanwhile."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

_HOLDS = os.open in os.supports_dir_fd and os.rename in os.supports_dir_fd
"""Not on Windows, where the real path is looked at instead."""

_FOLDER = getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_CLOEXEC", 0)
_NO_LINK = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_CLOEXEC", 0)


class Anchor:
    """Names are those of entries of the folder, links among them are never followed."""

    def __init__(self, folder: Path, descriptor: int | None) -> None:
        self._folder = folder
        self._descriptor = descriptor

    def open(self, name: str, flags: int, mode: int = 0o666) -> int:
        """A file descriptor; raises OSError, ELOOP for a link."""
        binary = getattr(os, "O_BINARY", 0)
        return os.open(self._at(name), flags | _NO_LINK | binary, mode, dir_fd=self._descriptor)

    def rename(self, old: str, new: str) -> None:
        """Over what has the name; raises OSError."""
        if self._descriptor is None:
            Path(self._at(old)).replace(self._at(new))
        else:
            os.rename(old, new, src_dir_fd=self._descriptor, dst_dir_fd=self._descriptor)

    def remove(self, name: str) -> None:
        """Raises OSError."""
        os.unlink(self._at(name), dir_fd=self._descriptor)

    def _at(self, name: str) -> str:
        return name if self._descriptor is not None else str(self._folder / name)


@contextmanager
def anchored(root: Path, parts: Sequence[str], *, make: bool = False) -> Iterator[Anchor]:
    """The folder `parts` below `root`, with no link on the way; raises OSError.

    With `make`, what is missing is made.
    """
    if make:
        root.mkdir(parents=True, exist_ok=True)
    if not _HOLDS:
        yield _looked_at(root, parts, make=make)
        return
    descriptor = os.open(root, os.O_RDONLY | _FOLDER)
    try:
        for part in parts:
            if make:
                with suppress(FileExistsError):
                    os.mkdir(part, dir_fd=descriptor)
            inner = os.open(part, os.O_RDONLY | _FOLDER | _NO_LINK, dir_fd=descriptor)
            os.close(descriptor)
            descriptor = inner
        yield Anchor(root.joinpath(*parts), descriptor)
    finally:
        os.close(descriptor)


def _looked_at(root: Path, parts: Sequence[str], *, make: bool) -> Anchor:
    folder = root.joinpath(*parts)
    if make:
        folder.mkdir(parents=True, exist_ok=True)
    if folder.resolve(strict=True) != folder:
        raise PermissionError(f"{folder} has become a link")
    return Anchor(folder, None)
