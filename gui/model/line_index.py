"""Where the rows of a long text begin: its lines, the longest of them broken for the eye only."""

from __future__ import annotations

from array import array
from bisect import bisect_right

from gui.model.ansi import plain
from gui.model.visible_text import shown_code

LONGEST_ROW = 10_000
"""Characters; what is longer is shown as several rows."""

_STRIDE = 1 << 14


class LineIndex:
    """Grows with each `step`; what it knows already can be read at once."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.broken = 0  # lines that are shown as several rows
        self.lines = 0
        self._starts = array("I")  # four bytes each: enough for any text in memory here
        self._place = 0  # where the next line begins

    @property
    def done(self) -> bool:
        return self._place >= len(self.text)

    @property
    def rows(self) -> int:
        return len(self._starts)

    def step(self) -> None:
        """Look at some more: a few milliseconds at most."""
        text = self.text
        end = min(len(text), self._place + _STRIDE)
        while self._place < end:
            line = self._place
            found = text.find("\n", line)
            after = len(text) if found < 0 else found + 1
            self._starts.append(line)
            self.lines += 1
            if after - line > LONGEST_ROW + 2:
                self.broken += 1
                self._starts.extend(range(line + LONGEST_ROW, after - 1, LONGEST_ROW))
            self._place = after

    def start(self, row: int) -> int:
        """Where `row` begins in the text; its end for the one behind the last."""
        return self._starts[row] if row < len(self._starts) else self._place

    def row_at(self, position: int) -> int:
        """The row that holds the character at `position`."""
        return max(0, bisect_right(self._starts, position) - 1)

    def row_behind(self, row: int, *, rows: int, characters: int) -> int:
        """The end of a stretch from `row` on: at most that many rows, and about as many characters.

        It holds one row at least, where there is one.
        """
        end = self.start(row) + characters
        far = self.rows if end >= self._place else self.row_at(end)
        return min(max(far, row + 1), row + rows, self.rows)

    def row_before(self, row: int, *, rows: int, characters: int) -> int:
        """The beginning of a stretch up to `row` that is no larger than that."""
        return max(0, row - rows, self.row_at(max(0, self.start(row) - characters)))

    def original(self, row: int) -> str:
        return self.text[self.start(row) : self.start(row + 1)].rstrip("\r\n")

    def shown(self, row: int) -> str:
        """The row as it is shown: without escape sequences, with hidden characters made visible."""
        return shown_code(plain(self.original(row)))
