"""The text of an OpenDocument file, which LibreOffice writes: words, cells and slides in order."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator

from gui.engine.tools.packed_xml import Happening, packed_xml
from gui.engine.tools.patience import Patience

CONTENT = "content.xml"
"""The part that has the text."""

_MANIFEST = "META-INF/manifest.xml"
_MOST_MANIFEST = 4_000_000
_MOST_SPACES = 100
_WIDEST_GAP = 50
"""Empty cells that are kept before one with something in it."""

_UNSAID = frozenset({"annotation", "tracked-changes", "forms", "notes-citation"})


def open_document_pieces(archive: zipfile.ZipFile, patience: Patience) -> Iterator[str]:
    return _Words(packed_xml(archive, CONTENT, patience)).pieces()


def is_locked(archive: zipfile.ZipFile) -> bool:
    """Whether its parts are encrypted; the archive itself does not say so."""
    if _MANIFEST not in archive.namelist():
        return False
    with archive.open(_MANIFEST) as manifest:
        return b"encryption-data" in manifest.read(_MOST_MANIFEST)


class _Words:
    def __init__(self, happenings: Iterator[Happening]) -> None:
        self._happenings = happenings
        self._paragraphs = 0  # those that are open, one in another
        self._unsaid = 0
        self._cells = 0
        self._gap = 0  # empty cells since the last one with something in it
        self._slides = 0

    def pieces(self) -> Iterator[str]:
        for kind, name, fields in self._happenings:
            if name in _UNSAID and kind:
                self._unsaid += 1 if kind == "<" else -1
            elif self._unsaid:
                continue
            elif kind == "<":
                yield self._begin(name, fields)
            elif kind == ">":
                yield self._end(name)
            elif self._paragraphs:
                yield self._said(name)

    def _said(self, words: str) -> str:
        """Cells without words before it count only now: a row may promise very many."""
        gap, self._gap = self._gap, 0
        return "\t" * min(gap, _WIDEST_GAP) + words

    def _begin(self, name: str, fields: dict[str, str]) -> str:
        match name:
            case "p" | "h":
                self._paragraphs += 1
            case "s":
                return " " * min(_number(fields.get("c")), _MOST_SPACES)
            case "tab":
                return "\t"
            case "line-break":
                return "\n"
            case "table-cell" | "covered-table-cell":
                self._cells += 1
                self._gap += _number(fields.get("number-columns-repeated")) - 1
            case "table" if not self._cells and fields.get("name"):
                return f"\n[{fields['name']}]\n"
            case "page":
                self._slides += 1
                return f"\n[Slide {self._slides}]\n"
            case _:
                pass
        return ""

    def _end(self, name: str) -> str:
        match name:
            case "p" | "h":
                self._paragraphs -= 1
                return " " if self._cells else "\n"
            case "table-cell" | "covered-table-cell":
                self._cells -= 1
                self._gap += 1
            case "table-row":
                self._gap = 0
                return "\n"
            case _:
                pass
        return ""


def _number(written: str | None) -> int:
    """How often something stands there: once, where nothing else is said."""
    return min(int(written), 1_000_000) if written and written.isdecimal() else 1
