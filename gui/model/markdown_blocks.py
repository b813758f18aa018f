"""Markdown that grows, split into blocks that nothing can change any more and an open tail."""

from __future__ import annotations

import copy
from dataclasses import replace

from gui.model.growing_text import normalised, seems_to_grow
from gui.model.markdown_cost import is_costly
from gui.model.markdown_formulas import LONGEST_FORMULA
from gui.model.markdown_lines import CODE_INDENT
from gui.model.markdown_scan import BlockScan
from gui.model.open_slice import HARD, SOFT, Kind
from gui.model.settled_block import Fence, SettledBlock, Table, dedented

__all__ = [
    "LONGEST_SLICE",
    "LONGEST_TAIL",
    "Fence",
    "MarkdownSplit",
    "SettledBlock",
    "Table",
    "dedented",
    "normalised",
]

LONGEST_SLICE = LONGEST_FORMULA
"""No settled block but a fence or a table is longer; one that is no formula not half of it."""
LONGEST_TAIL = HARD + LONGEST_FORMULA

_LINE_WORK = 60  # what a line costs besides its characters, in characters
_PLACES = 8  # spaces that are tried before a line is cut where it looks worse


class MarkdownSplit:
    """Splits a normalised text that grows by appending; each line is looked at once.

    What settles depends on the text only, not on the pieces in which it came. No block but
    fences and tables, and no tail that begins with neither, is longer than a bound: what is
    longer is cut, at a line or at a list's item if there is one, else at a space.
    """

    def __init__(self) -> None:
        self.text = ""
        self._line = 0  # where the first line begins that has not been taken
        self._scanned = 0
        self._ended = False
        self._scan = BlockScan()

    @property
    def tail_start(self) -> int:
        return self._scan.slice.start

    @property
    def tail(self) -> str:
        return self.text[self.tail_start : max(self._scanned, self._line)]

    @property
    def tail_block(self) -> SettledBlock:
        """The tail as it stands, up to a formula whose end has not come."""
        end = self.tail_start + len(self.tail) if self.open_formula is None else self.open_formula
        return _judged(self._scan.slice.block(end, self._scan.table), self.text)

    @property
    def behind(self) -> bool:
        """Whether there is text that has not been looked at."""
        return self._scanned < len(self.text)

    @property
    def open_fence(self) -> Fence | None:
        """The fence that begins the tail, while its end has not come."""
        return self._scan.fence

    @property
    def open_table(self) -> Table | None:
        """The table that begins the tail, while it may grow."""
        return self._scan.table

    @property
    def open_formula(self) -> int | None:
        """Where a display formula begins whose end has not come; ordinary text stands before."""
        return self._scan.formula.start

    @property
    def may_have_references(self) -> bool:
        """Whether some line may define a link that other blocks refer to."""
        if self._scan.references:
            return True
        fed_by_line = self.open_fence is not None or self.open_table is not None
        return not fed_by_line and "]:" in self.tail

    def grows_into(self, text: str) -> bool:
        """Whether `text` begins with the text so far; compares all of it."""
        return text is self.text or text.startswith(self.text)

    def feed(self, text: str) -> tuple[SettledBlock, ...]:
        """Take the text as it is now; returns what has settled. It must begin with the old text."""
        if not self.grows_into(text):
            raise ValueError("the text did not grow by appending")
        self.take(text)
        return self.advance(None)

    def take(self, text: str) -> None:
        """Like `feed`, at no cost: it trusts that the text grew, and scans nothing yet."""
        if not seems_to_grow(self.text, text):
            raise ValueError("the text did not grow by appending")
        self.text = text

    def advance(self, characters: int | None = 12_000) -> tuple[SettledBlock, ...]:
        """Scan about so many characters, or all; a short line counts as some more."""
        left = len(self.text) if characters is None else characters
        while left > 0 or characters is None:
            before = self._line
            if not self._step():
                break
            left -= _LINE_WORK + max(0, self._line - before)
        settled = tuple(_judged(block, self.text) for block in self._scan.settled)
        self._scan.settled.clear()
        return settled

    def ending(self) -> tuple[SettledBlock, ...]:
        """The blocks that the tail would be if the text ended here. Nothing changes."""
        end = copy.deepcopy(self)
        end._ended = True  # noqa: SLF001
        return end.advance(None)

    def code_from(self, position: int) -> tuple[str, int]:
        """The open fence's code from `position` on that is sure to be code, and where it ends.

        The line being written is left out while it may become the closing fence, or where
        its indentation must be known first.
        """
        fence = self.open_fence
        if fence is None:
            return "", position
        end = self._scanned
        partial = self.text[self._line : self._line + HARD].strip(" ")
        if fence.indent or not partial.strip(fence.marker[0]):
            end = max(self._line, position)
        return dedented(self.text[position:end], fence.indent), end

    def rows_from(self, position: int) -> tuple[str, int]:
        """The open table's rows from `position` on, whole lines, and where they end."""
        if self.open_table is None:
            return "", position
        formula = self.open_formula
        end = max(position, self._line if formula is None else formula)
        return self.text[position:end], end

    def _step(self) -> bool:
        """Take one line, or cut one that is too long; False where more text is needed."""
        scan, text, start = self._scan, self.text, self._line
        fence = scan.kind is Kind.FENCE
        limit = len(text) if fence else scan.room(start)
        found = text.find("\n", max(start, self._scanned), limit)
        at: int | None
        if found >= 0:
            at = self._take(start, found + 1)
        elif not fence and len(text) >= limit:
            at = self._shorten(start, limit)
        else:
            at = self._finish(start) if self._ended else None
        if at is None:
            self._scanned = len(text)
            scan.peek(text[start : start + CODE_INDENT + 1], start)
            return False
        self._line = self._scanned = at
        return True

    def _take(self, start: int, end: int) -> int:
        if self._scan.kind is Kind.FENCE:
            head = self.text[start : min(end, start + HARD)].removesuffix("\n")
            return self._scan.take_code(head, start, end)
        return self._scan.take(self.text, start, end)

    def _shorten(self, start: int, limit: int) -> int:
        """The open slice would become too long with the line that begins at `start`."""
        scan = self._scan
        if scan.formula.start is not None:
            return scan.formula.give_up(start, closed=False)
        if start > scan.slice.start:
            scan.cut(self.text, start)
            return start
        at = _place_to_cut(self.text, start, limit)
        scan.take(self.text, start, at, whole=False)
        if scan.kind is not Kind.FENCE:
            scan.cut(self.text, at)
        return at

    def _finish(self, start: int) -> int | None:
        end = len(self.text)
        if start < end:
            return self._take(start, end)
        if self._scan.formula.start is not None:
            return self._scan.formula.give_up(end, closed=True)
        self._scan.finish(end)
        return None


def _judged(block: SettledBlock, text: str) -> SettledBlock:
    if block.fence is None and block.table is None and is_costly(block.source(text)):
        return replace(block, plain=True)
    return block


def _place_to_cut(text: str, start: int, limit: int) -> int:
    """Where to cut a long line: after a space that a letter follows, if there is one."""
    first = min(start + SOFT, limit - 1)
    at = limit
    for _ in range(_PLACES):
        at = text.rfind(" ", first, at - 1) + 1
        if not at:
            break
        if text[at].isalpha():
            return at
    at = text.rfind(" ", first, limit - 1) + 1
    return at or limit
