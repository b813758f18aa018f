"""Where in a text the marks of Markdown stand, so that a line of it can be shown without them."""

from __future__ import annotations

import re
from collections.abc import Iterator

_NEAR = 400
"""Characters before and behind a place in which the other half of a pair is looked for."""

_FENCE = re.compile(r"^[ \t>]{0,12}(?:`{3,}|~{3,})", re.MULTILINE)
_LINE = re.compile(
    r"^[ \t]*(?:>[ \t]?)*"
    r"(?:#{1,6}(?:[ \t]+|$)|[-+*][ \t]+(?:\[[ xX]\][ \t]+)?|(?:[-*_][ \t]*){3,}$|=+[ \t]*$)?",
    re.MULTILINE,
)
_DELIMITERS = re.compile(r"^[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-*:?[ \t]*)+$", re.MULTILINE)
_ROW = re.compile(r"^[ \t]*\|.*\|[ \t]*$", re.MULTILINE)
_PIPE = re.compile(r"(?<!\\)\|")
_CODE = re.compile(r"(?<!`)(`+)(?!`)([^\n]+?)(?<!`)\1(?!`)")
_LINK = re.compile(
    r"(!?\[)([^\[\]\n]*)(\]\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:[ \t]+\"[^\"\n]*\")?\))"
)
_STRONG = re.compile(
    r"(\*{1,3}|~~)(?=[^\s*~])([^\n]*?[^\s*~])\1(?!\*)|(?<!\w)(_{1,3})(?=[^\s_])([^\n]*?[^\s_])\3(?!\w)"
)
_ESCAPE = re.compile(r"\\(?=[!-/:-@\[-`{-~])")


def marks_of_markdown(text: str, start: int, end: int) -> set[int]:
    """The places of marks between `start` and `end`: only this piece and its surroundings are read.

    What is code keeps all of its signs but the quotes around it.
    """
    near = max(0, start - _NEAR)
    first = text.rfind("\n", max(0, near - _NEAR), near) + 1 or near
    last = text.find("\n", end, end + _NEAR)
    piece = text[first : end + _NEAR if last < 0 else last]
    marks: set[int] = set()
    inside = len(_FENCE.findall(text, 0, first)) % 2 == 1
    for at, words, code in _pieces(piece, inside=inside):
        found = range(len(words)) if code is None else () if code else _marks(words)
        marks.update(first + at + each for each in found)
    return {each for each in marks if start <= each < end}


def without_marks(text: str) -> str:
    """A short text without them; between the cells of a table is a gap."""
    marks = marks_of_markdown(text, 0, len(text))
    return "".join(
        sign if at not in marks else " " if sign == "|" else "" for at, sign in enumerate(text)
    )


def _pieces(text: str, *, inside: bool) -> Iterator[tuple[int, str, bool | None]]:
    """Cut at fences: where a piece begins, and whether it is code; None is a fence itself."""
    at = 0
    for fence in _FENCE.finditer(text):
        yield at, text[at : fence.start()], inside
        yield fence.start(), fence[0], None
        at, inside = fence.end(), not inside
    yield at, text[at:], inside


def _marks(text: str) -> set[int]:
    code = set[int]()
    marks = set[int]()
    for found in _CODE.finditer(text):
        marks.update(range(*found.span(1)), range(found.end(2), found.end()))
        code.update(range(*found.span(2)))
    for found in (*_LINE.finditer(text), *_DELIMITERS.finditer(text), *_ESCAPE.finditer(text)):
        marks.update(range(*found.span()))
    for row in _ROW.finditer(text):
        marks.update(found.start() for found in _PIPE.finditer(text, *row.span()))
    for link in _LINK.finditer(text):
        marks.update(range(*link.span(1)), range(*link.span(3)))
    marks.update(_pairs(text, 0, code))
    return marks - code


def _pairs(text: str, at: int, code: set[int]) -> Iterator[int]:
    for found in _STRONG.finditer(text):
        mark = found[1] or found[3]
        if found.start() in code or text.endswith("\\", 0, found.start()):
            continue
        yield from range(at + found.start(), at + found.start() + len(mark))
        yield from range(at + found.end() - len(mark), at + found.end())
        yield from _pairs(found[2] or found[4], at + found.start() + len(mark), set())
