"""Names in what is exported: a file for each chat, in folders named like those that it lies in."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from gui.model.file_names import file_name
from gui.services.row_mapping import storable

_Listed = dict[str, tuple[str, bool | None]]
"""By keys: how a name is written, and whether it is a folder; None while nobody has it."""


class ExportNames:
    """Each name is new, also where large and small letters count alike; folders may be there.

    `root` is the folder that everything goes into, None where that is new.
    """

    def __init__(self, root: Path | None, *, suffix: str, otherwise: str) -> None:
        self._root = root
        self._suffix = suffix
        self._otherwise = otherwise
        self._known = {PurePosixPath(): _listed(root) if root is not None else {}}

    def place(self, title: str, folders: Sequence[str]) -> PurePosixPath:
        """Below the root. Raises OSError where the root cannot be read."""
        at = PurePosixPath()
        for name in folders:
            at = at / self._free(at, name, "", folder=True)
        return at / self._free(at, title, self._suffix, folder=False)

    def _free(self, at: PurePosixPath, words: str, suffix: str, *, folder: bool) -> str:
        inside = self._inside(at)
        stem = file_name(storable(words), otherwise=self._otherwise)
        number = 1
        while True:
            name = (f"{stem} ({number})" if number > 1 else stem) + suffix
            known = inside.setdefault(_key(name), (name, None))
            if known[1] is None:
                inside[_key(name)] = (name, folder)
                return name
            if folder and known[1]:
                return known[0]
            number += 1

    def _inside(self, at: PurePosixPath) -> _Listed:
        if at not in self._known:
            there = self._root is not None and (self._root / at).is_dir()
            self._known[at] = _listed(self._root / at) if self._root and there else {}
        return self._known[at]


def _listed(folder: Path) -> _Listed:
    return {_key(path.name): (path.name, path.is_dir()) for path in folder.iterdir()}


def _key(name: str) -> str:
    """The same for names that some system takes for one."""
    return unicodedata.normalize("NFC", name).casefold()
