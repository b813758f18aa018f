"""The slice of Markdown that is being gathered: its bounds, and the list items around it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum, auto
from typing import NamedTuple

from gui.model.markdown_context import OpenItem
from gui.model.markdown_lines import is_item, item_of
from gui.model.settled_block import SettledBlock, Table

SOFT = 3_000
"""Characters after which a slice ends where it does not show: at a line, at a list's item."""
HARD = 4_000
"""Characters that no slice exceeds."""
SOFT_LINES = 80
HARD_LINES = 160
_DEEPEST = 8  # items within items whose margin is kept when they are cut


class Kind(Enum):
    NOTHING = auto()
    LEAF = auto()  # a paragraph or quote: whatever a blank line ends
    CODE = auto()  # indented code, which goes on after blank lines
    LIST = auto()
    FENCE = auto()
    TABLE = auto()


class _Level(NamedTuple):
    """A list item that was cut: the column of what is in it, its marker, its number."""

    margin: int
    mark: str
    number: int | None


class OpenSlice:
    """`expects` is what the slice goes on with, if it goes on with the one above."""

    def __init__(self) -> None:
        self._levels: list[_Level] = []
        self.begin(0)

    def begin(self, start: int) -> None:
        self.start = start
        self.lines = 0
        self.expects = Kind.NOTHING
        self.continues = False
        self.number: int | None = None
        self.lead = ""
        self.indent = self.margin

    @property
    def margin(self) -> int:
        """The column where the innermost of the cut items has its content."""
        return self._levels[-1].margin if self._levels else 0

    def seen(self, raw: str, start: int) -> str:
        """The line as it counts: after the slice's lead, and without tabs."""
        if self.lead and start == self.start:
            raw = self.lead.rpartition("\n")[2] + raw
        return raw.expandtabs(4) if "\t" in raw else raw

    def count_line(self, start: int) -> None:
        if start >= self.start:
            self.lines += 1

    def full(self, at: int) -> bool:
        return at - self.start >= SOFT or self.lines >= SOFT_LINES

    def block(self, end: int, table: Table | None) -> SettledBlock:
        """The slice as it stands, were it to end there; a fence is the caller's."""
        return SettledBlock(
            start=self.start,
            end=end,
            table=table,
            continues=self.continues,
            number=self.number if self.continues else None,
            lead=self.lead,
            indent=self.indent,
            depth=len(self._levels),
        )

    def go_on_with_list(self, mark: str, number: int | None, line: str) -> None:
        """The slice begins with `line`; if it is an item, the list goes on after `number`."""
        if is_item(line) and item_of(line).mark == mark:
            self.expects = Kind.LIST
            self.number = None if number is None else number + 1

    def enter(self, items: Sequence[OpenItem]) -> bool:
        """Go on inside these items; False if they are too many, and only some are kept."""
        kept = items[: max(0, _DEEPEST - len(self._levels))]
        for item in kept:
            self._levels.append(_Level(self.margin + item.column, item.mark, item.number))
        self.indent = self.margin
        return len(kept) == len(items)

    def outside(self, indent: int) -> int:
        """The margin of the items that a line indented so far is in."""
        return max([0, *(level.margin for level in self._levels if level.margin <= indent)])

    def leave(self, line: str, indent: int) -> str:
        """End the items that `line` is not in; returns it as the others hold it."""
        last = self._levels[-1]
        while self._levels and self.margin > indent:
            last = self._levels.pop()
        self.indent = self.margin
        line = line[self.margin :]
        self.go_on_with_list(last.mark, last.number, line)
        return line
