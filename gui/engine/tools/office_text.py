"""The text of Word, Excel and PowerPoint files, within bounds; no macro, link or entity counts."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator
from xml.parsers import expat

from gui.engine.tools.patience import Patience
from gui.model.tool_refusal import ToolRefusal

MOST_TEXT = 4_000_000
"""Characters of all of it."""

_LARGEST_PART = 100_000_000
"""Bytes of one part when it is unpacked: a few can promise very many."""
_AT_A_TIME = 64 * 1024
_MOST_SHEETS = 500
_WIDEST_GAP = 50
"""Empty cells that are kept before one with something in it."""

_COLUMN = re.compile(r"[A-Z]{1,3}")
_SLIDE = re.compile(r"ppt/slides/slide(\d+)\.xml")
_DAMAGED = "The document is damaged and cannot be read."


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
        raise ToolRefusal(_DAMAGED) from error
    if not text:
        raise ToolRefusal("The document has no text; it may consist of pictures.")
    return text


def _pieces(archive: zipfile.ZipFile, patience: Patience) -> Iterator[str]:
    names = set(archive.namelist())
    if "word/document.xml" in names:
        yield from _Words(_xml(archive, "word/document.xml", patience)).pieces()
    elif "xl/workbook.xml" in names:
        yield from _workbook(archive, patience)
    else:
        numbers = sorted(int(found[1]) for name in names if (found := _SLIDE.fullmatch(name)))
        for number in numbers:
            yield f"\n[Slide {number}]\n"
            yield from _Words(_xml(archive, f"ppt/slides/slide{number}.xml", patience)).pieces()


def _bounded(pieces: Iterator[str]) -> Iterator[str]:
    room = MOST_TEXT
    for piece in pieces:
        yield piece[:room]
        room -= len(piece)
        if room <= 0:
            yield "\n(The rest was not read.)"
            return


Happening = tuple[str, str, dict[str, str]]
"""`<` and the name of what begins with its attributes, `>` and what ends, or nothing and words."""


def _xml(archive: zipfile.ZipFile, name: str, patience: Patience) -> Iterator[Happening]:
    """What stands in a part, without the prefixes of names."""
    found: list[Happening] = []
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = lambda tag, fields: found.append(
        ("<", _local(tag), {_local(key): value for key, value in fields.items()})
    )
    parser.EndElementHandler = lambda tag: found.append((">", _local(tag), {}))
    parser.CharacterDataHandler = lambda words: found.append(("", words, {}))
    parser.StartDoctypeDeclHandler = _refuse
    read = 0
    with archive.open(name) as part:
        while chunk := part.read(_AT_A_TIME):
            read += len(chunk)
            if read > _LARGEST_PART or patience.over:
                raise ToolRefusal("The document is too large to be read.")
            parser.Parse(chunk, False)
            yield from found
            found.clear()
    parser.Parse(b"", True)
    yield from found


def _refuse(*_: object) -> None:
    """Documents of an office program never declare entities; bombs do."""
    raise ToolRefusal(_DAMAGED)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


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
        for kind, name, fields in _xml(archive, "xl/_rels/workbook.xml.rels", patience)
        if (kind, name) == ("<", "Relationship")
    }
    shared = _shared(archive, patience)
    sheets = [
        (fields.get("name", ""), targets.get(fields.get("id", ""), ""))
        for kind, name, fields in _xml(archive, "xl/workbook.xml", patience)
        if (kind, name) == ("<", "sheet")
    ]
    names = set(archive.namelist())
    for title, target in sheets[:_MOST_SHEETS]:
        path = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
        if path in names:
            yield f"\n[Sheet {title}]\n"
            yield from _rows(_xml(archive, path, patience), shared)


def _shared(archive: zipfile.ZipFile, patience: Patience) -> list[str]:
    """The texts that cells refer to by number."""
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    texts: list[str] = []
    inside, spoken = False, 0
    for kind, name, _ in _xml(archive, "xl/sharedStrings.xml", patience):
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
