"""All places where words stand in the rows of a long text, found little by little."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import NamedTuple

from gui.model.line_index import LineIndex

_ROWS, _CHARACTERS = 2_000, 60_000
"""Of one stretch, which is searched at once."""


class Match(NamedTuple):
    """In a row as it is shown."""

    row: int
    start: int
    length: int


class TextSearch:
    """Counts the matches of each stretch of rows; where they are is found again when asked for."""

    def __init__(self, index: LineIndex, words: str) -> None:
        self._index = index
        self._pattern = re.compile(re.escape(words), re.IGNORECASE)
        self._stretches = array("Q")  # the first rows of those that were searched
        self._before = array("Q")  # matches before each of them
        self._row = 0
        self.count = 0

    @property
    def done(self) -> bool:
        return self._index.done and self._row >= self._index.rows

    def step(self) -> None:
        """Search the next stretch: a few milliseconds at most."""
        if self._row >= self._index.rows:
            return
        end = self._end(self._row)
        self._stretches.append(self._row)
        self._before.append(self.count)
        self.count += len(self._matches(self._row, end))
        self._row = end

    def match(self, number: int) -> Match:
        """The match with this number, counted from 0, of those that are known."""
        stretch = bisect_right(self._before, number) - 1
        while stretch and self._before[stretch] == self._before[stretch - 1]:
            stretch -= 1
        while self._before_next(stretch) <= number:
            stretch += 1
        row = self._stretches[stretch]
        return self._matches(row, self._end(row))[number - self._before[stretch]]

    def first_from(self, row: int, column: int) -> int:
        """The number of the first match at that place or behind; `count` where there is none."""
        stretch = bisect_right(self._stretches, row) - 1
        if stretch < 0:
            return 0
        start = self._stretches[stretch]
        places = [(found.row, found.start) for found in self._matches(start, self._end(start))]
        return self._before[stretch] + bisect_left(places, (row, column))

    def in_rows(self, start: int, end: int, *, most: int) -> list[Match]:
        """What stands in these rows: the first `most` matches."""
        return self._matches(start, end, most=most)

    def _before_next(self, stretch: int) -> int:
        return self._before[stretch + 1] if stretch + 1 < len(self._before) else self.count

    def _end(self, row: int) -> int:
        """A stretch that was searched is the same later, though more rows are known then."""
        at = bisect_right(self._stretches, row)
        if at and self._stretches[at - 1] == row:
            return self._stretches[at] if at < len(self._stretches) else self._row
        return self._index.row_behind(row, rows=_ROWS, characters=_CHARACTERS)

    def _matches(self, start: int, end: int, *, most: int | None = None) -> list[Match]:
        rows = [self._index.shown(row) for row in range(start, end)]
        begins = [0, *accumulate(len(row) + 1 for row in rows)]
        found: list[Match] = []
        for match in self._pattern.finditer("\n".join(rows)):
            at = bisect_right(begins, match.start()) - 1
            found.append(Match(start + at, match.start() - begins[at], match.end() - match.start()))
            if most is not None and len(found) >= most:
                break
        return found
