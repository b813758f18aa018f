"""The beginning of a text that may be very long, found without looking at the rest."""

from __future__ import annotations

from typing import NamedTuple

LINES = 20
CHARACTERS = 4_000
"""What a block shows of an output before the reader asks for more."""

_STRIDE = 1 << 20


class Excerpt(NamedTuple):
    """`text` is where it begins; `whole` says whether it is all there is."""

    text: str
    whole: bool


def excerpt(text: str, *, lines: int = LINES, characters: int = CHARACTERS) -> Excerpt:
    """At most the first `lines` lines and `characters` characters; one line end is not counted."""
    end = 0
    for _ in range(lines):
        found = text.find("\n", end, characters + 1)
        if found < 0:
            end = min(len(text), characters)
            break
        end = found + 1
    head = text[:end]
    whole = end == len(text)
    return Excerpt(head if whole else head.removesuffix("\n"), whole)


class LineCount:
    """Counts the lines of a text little by little."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._place = 0
        self._ends = 0
        self.done = not text

    @property
    def lines(self) -> int:
        """So far; what follows the last line end is a line unless it is empty."""
        return self._ends + (bool(self._text) and not self._text.endswith("\n"))

    def step(self) -> bool:
        """Count a little more, a small part of a millisecond; whether all are counted."""
        end = self._place + _STRIDE
        self._ends += self._text.count("\n", self._place, end)
        self._place = end
        self.done = end >= len(self._text)
        return self.done
