"""Walks the working folder in the order of names, links not followed, within bounds."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

QUIET = frozenset((".git", ".hg", ".svn", ".venv", "__pycache__", "node_modules"))
"""Folders that are named but not looked into: they hold thousands of files nobody wrote."""

_MOST_IN_ONE = 20_000
_DEEPEST = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """`name` is the last part; `depth` is 1 for what lies in the folder itself."""

    place: Path
    name: str
    depth: int
    size: int = 0
    is_folder: bool = False
    is_link: bool = False


def walk(folder: Path, *, depth: int = _DEEPEST) -> Iterator[Entry]:
    """Raises OSError for `folder` only; what cannot be opened below it is passed over."""
    yield from _walk(_entries(folder, 1), min(depth, _DEEPEST))


def _walk(entries: list[Entry], depth: int) -> Iterator[Entry]:
    for entry in entries:
        yield entry
        if not entry.is_folder or entry.depth >= depth or entry.name in QUIET:
            continue
        try:
            inner = _entries(entry.place, entry.depth + 1)
        except OSError:
            continue
        yield from _walk(inner, depth)


def _entries(folder: Path, depth: int) -> list[Entry]:
    with os.scandir(folder) as found:
        entries = [_entry(item, depth) for item in islice(found, _MOST_IN_ONE)]
    return sorted(entries, key=lambda entry: entry.name)


def _entry(item: os.DirEntry[str], depth: int) -> Entry:
    try:
        size = item.stat(follow_symlinks=False).st_size
        is_folder = item.is_dir(follow_symlinks=False)
    except OSError:
        size, is_folder = 0, False
    return Entry(
        place=Path(item.path),
        name=item.name,
        depth=depth,
        size=size,
        is_folder=is_folder,
        is_link=item.is_symlink(),
    )
