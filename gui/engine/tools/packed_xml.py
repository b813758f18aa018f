"""Reads XML out of an archive from anywhere, piece by piece and within bounds."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from xml.parsers import expat

from gui.engine.tools.patience import Patience
from gui.model.tool_refusal import ToolRefusal

LARGEST_PART = 100_000_000
"""Bytes of one part when it is unpacked: a few can promise very many."""

DAMAGED = "The document is damaged and cannot be read."

_AT_A_TIME = 64 * 1024

Happening = tuple[str, str, dict[str, str]]
"""`<` and the name of what begins with its attributes, `>` and what ends, or nothing and words."""


def packed_xml(archive: zipfile.ZipFile, name: str, patience: Patience) -> Iterator[Happening]:
    """What stands in a part, without the prefixes of names; raises ToolRefusal and expat's."""
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
            if read > LARGEST_PART or patience.over:
                raise ToolRefusal("The document is too large to be read.")
            parser.Parse(chunk, False)
            yield from found
            found.clear()
    parser.Parse(b"", True)
    yield from found


def _refuse(*_: object) -> None:
    """Documents of an office program never declare entities; bombs do."""
    raise ToolRefusal(DAMAGED)


def _local(name: str) -> str:
    return name.rpartition(":")[2]
