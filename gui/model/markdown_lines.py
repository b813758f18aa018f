"""What one line of Markdown can begin, end or belong to, told without its neighbours."""

from __future__ import annotations

import re
from typing import NamedTuple

CODE_INDENT = 4
HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
RULE = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")
QUOTES = re.compile(r"(?: {0,3}> ?)+")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_ITEM = re.compile(r" {0,3}(?:[-+*]|(\d{1,9})[.)])(?= |$)")
_UNDERLINE = re.compile(r" {0,3}(?:=+|-+) *$")
_MATH = re.compile(r" {0,3}(\$\$|\\\[)(.*)")
_MATH_ENDS = {"$$": "$$", "\\[": "\\]"}
_NOTE = re.compile(r" {0,3}\[\^[^ \]]+\]:")
_DELIMITERS = re.compile(r"[-:|][-:| ]+")
_DELIMITER = re.compile(r":?-+:?")
_ESCAPED_OR_PIPE = re.compile(r"\\.|\|")
_SPACES = (
    "\t\n\x0b\x0c\r \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a"
    "\u2028\u2029\u202f\u205f\u3000"
)

MOST_COLUMNS = 100
"""A table with more is not drawn as one."""


class Item(NamedTuple):
    """The first line of a list item: where its content begins, and its marker."""

    column: int
    empty: bool
    mark: str
    number: int | None


def indent_of(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def fence_of(line: str) -> re.Match[str] | None:
    """The opening fence that `line` is: its marker and its info."""
    match = _FENCE.match(line)
    return None if match is None or (match[1][0] == "`" and "`" in match[2]) else match


def is_fence(line: str) -> bool:
    return fence_of(line) is not None


def closes_fence(line: str, marker: str) -> bool:
    bare = line.strip(" \t")
    if not bare.startswith(marker) or bare.strip(marker[0]):
        return False
    return indent_of(line.expandtabs(4)) < CODE_INDENT


def is_quote(line: str) -> bool:
    return indent_of(line) < CODE_INDENT and line.lstrip(" ").startswith(">")


def is_item(line: str) -> bool:
    return _ITEM.match(line) is not None and RULE.match(line) is None


def is_underline(line: str) -> bool:
    """Whether `line` makes a heading of the paragraph above it."""
    return _UNDERLINE.match(line) is not None


def item_of(line: str) -> Item:
    match = _ITEM.match(line)
    width = match.end() if match else 0
    content = line[width:].lstrip(" ")
    gap = len(line) - width - len(content)
    return Item(
        column=width + (gap if content and gap <= CODE_INDENT else 1),
        empty=not content,
        mark=line[width - 1] if width else "",
        number=int(match[1]) if match and match[1] else None,
    )


def interrupts(line: str) -> bool:
    """Whether `line` begins a list item even right after a paragraph."""
    match = _ITEM.match(line)
    if match is None or RULE.match(line) or not line[match.end() :].strip(" "):
        return False
    return match[1] is None or int(match[1]) == 1


def is_note(line: str) -> bool:
    """Whether `line` begins a footnote; what is indented below it belongs to it."""
    return _NOTE.match(line) is not None


def is_row(line: str) -> bool:
    """Whether `line` is one more row right after a table's row."""
    return bool(line.strip(_SPACES)) and indent_of(line) < CODE_INDENT and not begins_block(line)


def begins_block(line: str) -> bool:
    """Whether `line` begins something even right after a table's row."""
    return (
        is_fence(line)
        or is_quote(line)
        or is_item(line)
        or RULE.match(line) is not None
        or HEADING.match(line) is not None
    )


def math_end(line: str) -> str:
    """What must end a display formula that begins with `line`; "" where none begins."""
    match = _MATH.match(line)
    return _MATH_ENDS[match[1]] if match else ""


def ends_math(line: str, end: str, *, first: bool) -> bool:
    bare = line.strip(" \t")
    if first:
        bare = bare[len(end) :]
    return bare.endswith(end)


def table_columns(header: str, delimiter: str) -> int:
    """How many columns the table has that these two lines begin; 0 where they begin none."""
    rule = delimiter.strip(" ")
    if "|" not in header or not _DELIMITERS.fullmatch(rule) or rule.startswith("- "):
        return 0
    if indent_of(header) >= CODE_INDENT or indent_of(delimiter) >= CODE_INDENT:
        return 0
    cells = [cell.strip(" ") for cell in rule.split("|")]
    inner = [cell for at, cell in enumerate(cells) if cell or 0 < at < len(cells) - 1]
    if not all(_DELIMITER.fullmatch(cell) for cell in inner):
        return 0
    return len(inner) if len(inner) == _cell_count(header) else 0


def _cell_count(row: str) -> int:
    row = row.strip(_SPACES)
    pipes = [match.start() for match in _ESCAPED_OR_PIPE.finditer(row) if match[0] == "|"]
    count = len(pipes) + 1
    if pipes and pipes[0] == 0:
        count -= 1
    if count and pipes and pipes[-1] == len(row) - 1 and len(row) > 1:
        count -= 1
    return count
