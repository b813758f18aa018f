"""Display formulas in growing Markdown: one is open until its end comes, or until it is none."""

from __future__ import annotations

from gui.model.markdown_lines import ends_math, math_end

LONGEST_FORMULA = 10_000
"""Characters after which what looked like a formula is ordinary text after all."""


class OpenFormula:
    """The formula that is being looked at, if any; each line is looked at once for each kind.

    Where no end came, all is read again as ordinary text from the formula's first line on. What
    has been seen is remembered, so that a text full of such beginnings costs no more.
    """

    def __init__(self) -> None:
        self.start: int | None = None
        self._end = ""
        self._none_at = -1  # the line that begins no formula after all
        self._seen: dict[str, tuple[int, bool]] = {}  # to where no end is; for good or so far

    def begins(self, line: str, start: int, end: int) -> int | None:
        """Where to go on if `line` may begin a formula, else None."""
        mark = math_end(line)
        if not mark or start == self._none_at:
            return None
        if ends_math(line, mark, first=True):
            self.start, self._end = start, mark
            return end
        seen, closed = self._seen.get(mark, (0, False))
        if start < seen and closed:
            return None
        self.start, self._end = start, mark
        return max(seen, end)

    def ends(self, line: str, start: int) -> bool:
        return ends_math(line, self._end, first=start == self.start)

    def fails(self, line: str, end: int) -> bool:
        begun = end if self.start is None else self.start
        return not line.strip(" \t") or end - begun > LONGEST_FORMULA

    def give_up(self, at: int, *, closed: bool) -> int:
        """It is none: returns where its first line begins. `closed`: by a blank line at `at`."""
        start, self.start = self.start or 0, None
        self._seen[self._end] = (at, closed)
        self._none_at = start
        return start
