"""The text of files of office programs, within bounds; no macro, link or entity counts."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from gui.engine.tools.open_document import CONTENT as OPEN_CONTENT
from gui.engine.tools.open_document import is_locked, open_document_pieces
from gui.engine.tools.packed_xml import DAMAGED, LARGEST_PART, Happening, packed_xml
from gui.engine.tools.patience import Patience
from gui.model.tool_refusal import ToolRefusal

MOST_TEXT = 4_000_000
"""Characters of all of it."""

_MOST_SHEETS = 500
_WIDEST_GAP = 50
"""Empty cells that are kept before one with something in it."""

_COLUMN = re.compile(r"[A-Z]{1,3}")
_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml")


def office_text(data: bytes, patience: Patience) -> str:
    """Blocks; raises ToolRefusal. Paragraphs are lines, cells of a row stand between tabs."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            text = "".join(_bounded(_pieces(archive, patience))).strip()
    except (
        zipfile.BadZipFile,
        zlib.error,
        expat.ExpatError,
        KeyError,
        EOFError,
        NotImplementedError,
        RuntimeError,  # one that needs a password
        ValueError,
    ) as error:
        raise ToolRefusal(DAMAGED) from error
    if not text:
        raise ToolRefusal("The document has no text; it may consist of pictures.")
    return text


def office_trouble(data: bytes) -> str:
    """Why it is not to be read: "encrypted", "damaged" or "bomb"; "" as far as that is known.

    Nothing is unpacked but the list of what is encrypted.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if any(part.flag_bits & 1 for part in parts) or is_locked(archive):
                return "encrypted"
            return "bomb" if any(_is_bomb(part) for part in parts) else ""
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError):
        return "damaged"


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.filename.endswith(".xml") and part.file_size > LARGEST_PART


def _pieces(archive: zipfile.ZipFile, patience: Patience) -> Iterator[str]:
    names = set(archive.namelist())
    if OPEN_CONTENT in names:
        yield from open_document_pieces(archive, patience)
    elif "word/document.xml" in names:
        yield from _Words(packed_xml(archive, "word/document.xml", patience)).pieces()
    elif "xl/workbook.xml" in names:
        yield from _workbook(archive, patience)
    else:
        numbers = sorted(int(found[1]) for name in names if (found := _SLIDE.fullmatch(name)))
        for number in numbers:
            yield f"\n[Slide {number}]\n"
            yield from _Words(
                packed_xml(archive, f"ppt/slides/slide{number}.xml", patience)
            ).pieces()


def _bounded(pieces: Iterator[str]) -> Iterator[str]:
    room = MOST_TEXT
    for piece in pieces:
        yield piece[:room]
        room -= len(piece)
        if room <= 0:
            yield "\n(The rest was not read.)"
            return


class _Words:
    """Paragraphs and tables, as Word and PowerPoint both write them."""

    def __init__(self, happenings: Iterator[Happening]) -> None:
        self._happenings = happenings
        self._in_text = False
        self._cells = 0
        self._repeated = 0  # in what is written once more for older programs

    def pieces(self) -> Iterator[str]:
        for kind, name, _ in self._happenings:
            if name == "Fallback" and kind:
                self._repeated += 1 if kind == "<" else -1
            if self._repeated:
                continue
            if kind == "<":
                yield self._begin(name)
            elif kind == ">":
                yield self._end(name)
            elif self._in_text:
                yield name

    def _begin(self, name: str) -> str:
        self._in_text = name == "t"
        self._cells += name == "tc"
        return {"tab": "\t", "br": "\n", "cr": "\n"}.get(name, "")

    def _end(self, name: str) -> str:
        self._in_text = False
        match name:
            case "p":
                return " " if self._cells else "\n"
            case "tc":
                self._cells -= 1
                return "\t"
            case "tr":
                return "\n"
            case _:
                return ""


def _workbook(archive: zipfile.ZipFile, patience: Patience) -> Iterator[str]:
    targets = {
        fields.get("Id", ""): fields.get("Target", "")
        for kind, name, fields in packed_xml(archive, "xl/_rels/workbook.xml.rels", patience)
        if (kind, name) == ("<", "Relationship")
    }
    shared = _shared(archive, patience)
    sheets = [
        (fields.get("name", ""), targets.get(fields.get("id", ""), ""))
        for kind, name, fields in packed_xml(archive, "xl/workbook.xml", patience)
        if (kind, name) == ("<", "sheet")
    ]
    names = set(archive.namelist())
    for title, target in sheets[:_MOST_SHEETS]:
        path = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
        if path in names:
            yield f"\n[Sheet {title}]\n"
            yield from _rows(packed_xml(archive, path, patience), shared)


def _shared(archive: zipfile.ZipFile, patience: Patience) -> list[str]:
    """The texts that cells refer to by number."""
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    texts: list[str] = []
    inside, spoken = False, 0
    for kind, name, _ in packed_xml(archive, "xl/sharedStrings.xml", patience):
        if kind == "":
            if inside and not spoken:
                texts[-1] += name
        elif name == "si" and kind == "<":
            texts.append("")
        elif name == "rPh":  # how it is pronounced
            spoken += 1 if kind == "<" else -1
        else:
            inside = name == "t" and kind == "<"
    return texts


def _rows(happenings: Iterator[Happening], shared: list[str]) -> Iterator[str]:
    column, kind_of_cell, value, inside = -1, "", "", False
    for kind, name, fields in happenings:
        if kind == "":
            value += name if inside else ""
        elif name == "row" and kind == ">":
            yield "\n"
            column = -1
        elif name == "c" and kind == "<":
            place = _column(fields.get("r", ""), column)
            yield "\t" * min(max(0, place - max(column, 0)), _WIDEST_GAP)
            column, kind_of_cell, value = place, fields.get("t", ""), ""
        elif name == "c":
            yield _cell(kind_of_cell, value, shared)
        else:
            inside = name in ("v", "t") and kind == "<"


def _column(reference: str, before: int) -> int:
    """The place in the row that "BC12" names; the next one where it names none."""
    letters = _COLUMN.match(reference)
    if letters is None:
        return before + 1
    place = 0
    for letter in letters[0]:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1


def _cell(kind: str, value: str, shared: list[str]) -> str:
    if kind == "s" and value.isdecimal():
        number = int(value)
        return " ".join(shared[number].split()) if number < len(shared) else ""
    if kind == "b":
        return "TRUE" if value == "1" else "FALSE"
    return " ".join(value.split())
