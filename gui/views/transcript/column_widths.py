"""How wide the columns of a long table are, so that its slices agree."""

from __future__ import annotations

import re
from itertools import zip_longest
from math import ceil

from PySide6.QtGui import QFontMetricsF

from gui.qt.theme import Theme

MEASURED = 200
"""Rows from the first on; later ones must do with what these need."""

_BETWEEN = re.compile(r"(?<!\\)\|")
_MARKS = re.compile(r"[*_~`\\]|\]\([^)]*\)|\[")


class ColumnWidths:
    """Measures the words of the first rows; what they look like in detail matters little."""

    def __init__(self, theme: Theme) -> None:
        self._metrics = QFontMetricsF(theme.font())
        self._room = theme.px("space_4")
        self._most = theme.px("column_width") // 2
        self._rows = 0
        self._widths: list[int] = []

    def measure(self, rows: str) -> None:
        """Take whole lines of a table's source."""
        for line in rows.splitlines():
            if self._rows >= MEASURED:
                return
            self._rows += 1
            cells = _BETWEEN.split(line.strip().removeprefix("|").removesuffix("|"))
            found = [self._width(cell) for cell in cells]
            self._widths = [max(a, b) for a, b in zip_longest(self._widths, found, fillvalue=0)]

    def fitted(self, least: list[int], width: int) -> list[int]:
        """The columns at `width`: at least `least`, and more where that keeps words together."""
        wanted = [max(a, b) for a, b in zip_longest(least, self._widths[: len(least)], fillvalue=0)]
        spare = width - sum(least)
        more = sum(wanted) - sum(least)
        if more <= spare or more <= 0:
            return wanted
        share = max(0.0, spare / more)
        return [a + int((b - a) * share) for a, b in zip(least, wanted, strict=True)]

    def _width(self, cell: str) -> int:
        words = _MARKS.sub("", cell.strip()[:200])
        return min(self._most, ceil(self._metrics.horizontalAdvance(words)) + self._room + 1)
