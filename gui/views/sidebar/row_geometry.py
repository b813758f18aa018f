"""Where the rows of the chat list stand: two heights, reckoned by sections instead of by rows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from gui.views.sidebar.row_sections import Heading, Section


class RowGeometry:
    """Of pixels from the top of the list. Its cost grows with the sections only."""

    def __init__(
        self, sections: Sequence[Section], *, row_height: int, heading_height: int
    ) -> None:
        self._row = row_height
        self._heading = heading_height
        self._sections = [section for section in sections if section.rows]
        self._starts = [section.start for section in self._sections]
        self._tops: list[int] = []
        top = 0
        for section in self._sections:
            self._tops.append(top)
            top += self._header(section) + section.chats * row_height
        self.height = top

    def span(self, row: int) -> tuple[int, int]:
        """The top of a row, and its height."""
        number = bisect_right(self._starts, row) - 1
        section, top = self._sections[number], self._tops[number]
        header = self._header(section)
        place = row - section.start
        if section.has_header:
            if place == 0:
                return top, header
            place -= 1
        return top + header + place * self._row, self._row

    def row_at(self, y: int) -> int | None:
        if not 0 <= y < self.height:
            return None
        number = bisect_right(self._tops, y) - 1
        section = self._sections[number]
        below = y - self._tops[number] - self._header(section)
        if below < 0:
            return section.start
        return section.start + section.has_header + below // self._row

    def _header(self, section: Section) -> int:
        if not section.has_header:
            return 0
        return self._heading if isinstance(section.header, Heading) else self._row
