"""On which line of a JSON text each of its values stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gui.model.json_place import join

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]:,]|[^\s{}\[\]:,"]+|\n')


def lines_of(text: str) -> dict[str, int]:
    """The lines, from 0, by JSON pointer; of a text that is JSON, else of as much as is."""
    found: dict[str, int] = {}
    way: list[str | int] = []  # the step to each open object or list; a list's is a number
    opened: list[str] = []
    key = ""
    for token, line in _tokens(text):
        if token in "}]":
            if opened:
                opened.pop()
                way.pop()
        elif token == ",":
            if opened and opened[-1] == "[":
                way[-1] = int(way[-1]) + 1
        elif token == ":":
            if opened:
                way[-1] = key
                found[join("", *way)] = line
        elif token in "{[":
            found.setdefault(join("", *way) if way else "", line)
            opened.append(token)
            way.append(0 if token == "[" else "")
        else:
            key = _unquoted(token)
            if opened and opened[-1] == "[":
                found.setdefault(join("", *way), line)
    return found


def line_of(lines: dict[str, int], pointer: str) -> int:
    """The line of a place, or of what is nearest around it."""
    while pointer and pointer not in lines:
        pointer = pointer.rpartition("/")[0]
    return lines.get(pointer, 0)


def _tokens(text: str) -> Iterator[tuple[str, int]]:
    line = 0
    for match in _TOKEN.finditer(text):
        if match[0] == "\n":
            line += 1
        else:
            yield match[0], line


def _unquoted(token: str) -> str:
    return token[1:-1].replace('\\"', '"').replace("\\\\", "\\") if token[0] == '"' else token
