"""Where the slices of a column stand: their heights, and what these add up to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple


class Range(NamedTuple):
    """Pixels of a column from `top` to `bottom`; nothing where they are the same."""

    top: int
    bottom: int

    def moved(self, by: int) -> Range:
        return Range(self.top + by, self.bottom + by)

    def widened(self) -> Range:
        """Half as much more on each side: what is made is not let go by the next small step."""
        more = (self.bottom - self.top) // 2
        return Range(self.top - more, self.bottom + more)


NOTHING = Range(0, 0)


class SliceHeights:
    """Heights by the slices' numbers. Tops are right after `add_up`, which is cheap.

    Until then they are those of before, by the same numbers; new slices have no place yet.
    """

    def __init__(self) -> None:
        self._heights: list[int] = []
        self._tops = [0]  # of each slice, and the end of the last
        self._placed = 0  # slices to which these tops belong
        self._unknown_from: int | None = None
        self._moved = False

    @property
    def total(self) -> int:
        return self._tops[-1]

    def begin(self, count: int) -> None:
        """So many slices, whose heights are not known."""
        self._heights = [0] * count
        self._placed = 0
        self.forget_from(0)

    def append(self) -> None:
        self._heights.append(0)
        self.forget_from(len(self._heights) - 1)

    def remove(self, start: int, end: int | None) -> None:
        before = len(self._heights)
        del self._heights[start:end]
        if start < self._placed:
            del self._tops[start + 1 : start + 1 + before - len(self._heights)]
            self._placed = len(self._tops) - 1
        self.forget_from(start)

    def forget_from(self, index: int) -> None:
        """The heights from `index` on are to be noted anew."""
        first = self._unknown_from
        self._unknown_from = index if first is None else min(index, first)

    def take_unknown(self) -> int:
        """The first slice whose height must be noted, or the number of all."""
        first, self._unknown_from = self._unknown_from, None
        if first is None:
            return len(self._heights)
        self._moved = True
        return first

    def note(self, index: int, height: int) -> None:
        if self._heights[index] != height:
            self._heights[index] = height
            self._moved = True

    def note_from(self, first: int, heights: Iterable[int]) -> None:
        """All from `first` on."""
        self._heights[first:] = heights

    def add_up(self) -> None:
        if self._moved:
            self._tops = [0, *accumulate(self._heights)]
            self._placed = len(self._heights)
            self._moved = False

    def has_place(self, index: int) -> bool:
        return index < self._placed

    def top(self, index: int) -> int:
        return self._tops[min(index, len(self._tops) - 1)]

    def index_at(self, y: int) -> int:
        """The slice at `y`; the last one for what lies below all of them."""
        return max(0, min(bisect_right(self._tops, y) - 1, len(self._heights) - 1))

    def distance(self, index: int, y: int) -> int:
        """How far a slice is from `y`; nothing for one that has no place yet."""
        if not self.has_place(index):
            return 0
        return max(self._tops[index] - y, y - self._tops[index + 1], 0)

    def touches(self, index: int, part: Range) -> bool:
        """Whether a slice reaches into `part`; none reaches into nothing."""
        if part.bottom <= part.top:
            return False
        return self.top(index + 1) >= part.top and self.top(index) <= part.bottom
