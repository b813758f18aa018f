"""The files of the mirror: one for each chat, and never one that somebody else has changed."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from gui.model.file_names import file_name
from gui.services.atomic_file import replace_atomically, write_atomically

SUFFIX = ".md"


@dataclass(frozen=True, kw_only=True)
class Mirrored:
    """A file that was written: its name, the SHA-256 of its text, and the stamp of its chat."""

    name: str
    digest: str
    stamp: str


class MirrorFolder:
    """Blocks; raises OSError. `index` is the file that remembers what was written where."""

    def __init__(self, folder: Path, index: Path, *, otherwise: str = "Chat") -> None:
        self._folder = folder
        self._index = index
        self._otherwise = otherwise
        self._files = self._read()

    def stamp(self, session_id: str) -> str:
        """That of the chat as it was written last, "" where its file is not there."""
        known = self._files.get(session_id)
        return known.stamp if known and (self._folder / known.name).exists() else ""

    @property
    def sessions(self) -> tuple[str, ...]:
        return tuple(self._files)

    def write(self, session_id: str, title: str, text: str, *, stamp: str) -> None:
        """Under the name of the title; the file of an earlier title goes."""
        self._folder.mkdir(parents=True, exist_ok=True)
        known = self._files.get(session_id)
        ours = known is not None and self._is_ours(known)
        stem = file_name(title, otherwise=self._otherwise)
        name = known.name if known and ours and _fits(known.name, stem) else self._free(stem)
        replace_atomically(self._folder / name, (text,))
        if known is not None and ours and known.name != name:
            (self._folder / known.name).unlink(missing_ok=True)
        digest = hashlib.sha256(text.encode()).hexdigest()
        self._files[session_id] = Mirrored(name=name, digest=digest, stamp=stamp)
        self._save()

    def remove(self, session_id: str) -> None:
        """The chat is gone; its file goes too, unless somebody has changed it."""
        known = self._files.pop(session_id, None)
        if known is None:
            return
        if self._is_ours(known):
            (self._folder / known.name).unlink(missing_ok=True)
        self._save()

    def _is_ours(self, known: Mirrored) -> bool:
        """Whether its file is as it was written."""
        try:
            data = (self._folder / known.name).read_bytes()
        except FileNotFoundError:
            return False
        return hashlib.sha256(data).hexdigest() == known.digest

    def _free(self, stem: str) -> str:
        taken = {_key(path.name) for path in self._folder.iterdir()}
        number = 1
        while True:
            name = (f"{stem} ({number})" if number > 1 else stem) + SUFFIX
            if _key(name) not in taken:
                return name
            number += 1

    def _read(self) -> dict[str, Mirrored]:
        """What is remembered of this folder; nothing of another one, or of a damaged index."""
        with suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
            found = json.loads(self._index.read_text("utf-8"))
            if found["folder"] == str(self._folder):
                return {
                    str(session_id): Mirrored(
                        name=Path(str(fields["name"])).name,
                        digest=str(fields["digest"]),
                        stamp=str(fields["stamp"]),
                    )
                    for session_id, fields in found["files"].items()
                }
        return {}

    def _save(self) -> None:
        files = {session_id: asdict(file) for session_id, file in self._files.items()}
        text = json.dumps({"folder": str(self._folder), "files": files}, ensure_ascii=False)
        write_atomically(self._index, text)


def _fits(name: str, stem: str) -> bool:
    """Whether it is that stem, perhaps with a number."""
    rest = name.removesuffix(SUFFIX).removeprefix(stem)
    return not rest or (rest.startswith(" (") and rest[2:-1].isdecimal() and rest.endswith(")"))


def _key(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()
