"""Reads Markdown line by line and settles slices of it, none longer than a bound."""

from __future__ import annotations

from dataclasses import replace

from gui.model.markdown_context import Context, context
from gui.model.markdown_formulas import LONGEST_FORMULA, OpenFormula
from gui.model.markdown_lines import (
    CODE_INDENT,
    HEADING,
    MOST_COLUMNS,
    QUOTES,
    RULE,
    begins_block,
    closes_fence,
    fence_of,
    indent_of,
    interrupts,
    is_fence,
    is_item,
    is_note,
    is_quote,
    is_row,
    is_underline,
    math_end,
    table_columns,
)
from gui.model.open_list import OpenList
from gui.model.open_slice import HARD, HARD_LINES, Kind, OpenSlice
from gui.model.settled_block import Fence, SettledBlock, Table, dedented

_ALL = 1 << 30  # more columns than any line is indented by
_LONGEST_LEAD = 60


class BlockScan:
    """The state between two lines. `settled` is for the owner to take away.

    Conservative: a block settles only when nothing that can follow may change how it is
    rendered. Where the place of a fence cannot be told without a full parse, nothing settles
    before the bound is reached.
    """

    def __init__(self) -> None:
        self.kind = Kind.NOTHING
        self.fence: Fence | None = None
        self.table: Table | None = None
        self.formula = OpenFormula()
        self.slice = OpenSlice()
        self.references = False
        self.settled: list[SettledBlock] = []
        self._list = OpenList()
        self._deep = False  # the last line of the open leaf is indented like code
        self._quote = False  # the open leaf may hold no table
        self._stuck = False  # a fence may have begun, or not
        self._above = ""  # the line above, where it may be a table's header
        self._above_start = 0

    def room(self, line_start: int) -> int:
        """Where the line that begins there must have ended, or the slice is cut."""
        if self.formula.start is not None:
            return self.formula.start + LONGEST_FORMULA
        return (line_start if self.kind is Kind.TABLE else self.slice.start) + HARD

    def take(self, text: str, start: int, end: int, *, whole: bool = True) -> int:
        """Take the line text[start:end]; returns where to go on, which may be before it."""
        raw = text[start:end].removesuffix("\n")
        if self.formula.start is not None:
            return self._take_formula(raw, start, end)
        self.references = self.references or "]:" in raw
        if self._must_cut(raw, start):
            self.cut(text, start)
            return start
        line = self.slice.seen(raw, start)
        if not line.strip(" "):
            self._take_blank(start, end)
            self.slice.count_line(start)
            return end
        if self.slice.margin:
            line = self._within(line, start)
        if whole and self._may_begin_formula():
            go_on = self.formula.begins(line, start, end)
            if go_on is not None:
                return self._take_formula(raw, start, end) if go_on == end else go_on
        self._read(line, start, end)
        if self.kind is Kind.NOTHING and self.slice.start == start:
            return start  # the line ended a list, and is something else
        self.slice.count_line(start)
        self._above, self._above_start = (line, start) if whole else ("", start)
        return end

    def take_code(self, head: str, start: int, end: int) -> int:
        """Take a line of the open fence, of which `head` is as much as may close it."""
        fence = self.fence
        line = self.slice.seen(head, start)
        if fence is None or not line.strip(" "):
            return end
        margin = self.slice.margin
        if indent_of(line) < margin:  # the fence ends with the item it is in
            self._settle(start, fence=fence, body_end=start)
            return start
        if closes_fence(line[margin:], fence.marker):
            self._settle(end, fence=fence, body_end=start)
        return end

    def cut(self, text: str, at: int) -> None:
        """Settle what there is up to `at`, so that the rest goes on as well as it can."""
        kind, quote = self.kind, self._quote
        within = not text.startswith("\n", at - 1)
        source = ""
        if kind is Kind.LIST or quote:
            source = dedented(self.slice.lead + text[self.slice.start : at], self.slice.indent)
        self._settle(at)
        now, margin = self.slice, " " * self.slice.margin
        now.expects = kind
        if kind is Kind.LIST:
            self._go_inside(context(source), at, within=within)
        elif kind is Kind.LEAF and quote:
            now.lead = _quote_lead(source, margin, within=within)
        elif within:
            now.lead = margin + " " * CODE_INDENT if kind is Kind.CODE else margin
        if kind in (Kind.NOTHING, Kind.TABLE):
            now.expects = Kind.LEAF if within else Kind.NOTHING

    def peek(self, head: str, start: int) -> None:
        """End the list before a line that is still being written, where its start says so."""
        if self._stuck or self.slice.margin or not head or "\t" in head:
            return
        if self.kind is not Kind.LIST or not self._list.after_blank:
            return
        indent = indent_of(head)
        limit = min(len(head), self._list.column, CODE_INDENT)
        if indent < limit and head[indent] not in "-+*0123456789":
            self._settle(start)

    def finish(self, end: int) -> None:
        """The text ends here, and all of its lines have been taken."""
        self._settle(end, fence=self.fence, body_end=end if self.fence else 0)

    def _must_cut(self, raw: str, start: int) -> bool:
        """Whether to cut where what is open in the slice has to be looked at."""
        if self.kind is Kind.LIST:
            return self.slice.lines >= HARD_LINES
        return self._quote and self.slice.full(start) and raw.lstrip(" \t").startswith(">")

    def _may_begin_formula(self) -> bool:
        return not self.slice.margin and self.kind is not Kind.LIST

    def _take_formula(self, raw: str, start: int, end: int) -> int:
        if self.formula.ends(raw, start):
            first, self.formula.start = self.formula.start, None
            self._settle(start if first is None else first)
            self._settle(end)
            return end
        if self.formula.fails(raw, end):
            return self.formula.give_up(start, closed=not raw.strip(" \t"))
        return end

    def _within(self, line: str, start: int) -> str:
        """The line as the cut item it is in holds it; ends the items that it is not in."""
        indent = indent_of(line)
        if indent >= self.slice.margin:
            return line[self.slice.margin :]
        outer = line[self.slice.outside(indent) :]
        if self.kind is Kind.LEAF and not self._quote and not begins_block(outer):
            return line.lstrip(" ")  # a lazy line of the item's paragraph
        self._settle(start)
        return self.slice.leave(line, indent)

    def _read(self, line: str, start: int, end: int) -> None:
        indented = indent_of(line) >= CODE_INDENT
        match self.kind:
            case Kind.LIST:
                if not self._stuck:
                    self._take_in_list(line, start, end)
            case Kind.LEAF:
                self._take_in_leaf(line, start, end)
            case Kind.CODE if indented:
                if self.slice.full(start):
                    self._settle(start)
                    self.slice.expects = Kind.CODE
                    self._begin(line, end)
            case Kind.TABLE if is_row(line):
                pass
            case Kind.NOTHING:
                self._begin(line, end)
            case _:
                self._settle(start)
                self._begin(line, end)

    def _take_blank(self, start: int, end: int) -> None:
        if self.kind is Kind.LEAF and self._deep:
            self.kind = Kind.CODE  # its last line may be code, which a blank line does not end
        elif self.kind is Kind.LEAF:
            self._settle(end)
        elif self.kind is Kind.TABLE:
            self._settle(start)
        elif self.kind is Kind.CODE and self.slice.full(start):
            self._settle(end)
            self.slice.expects = Kind.CODE
        elif self.kind is Kind.LIST:
            self._list.blank()
        elif self.kind is Kind.NOTHING:
            if self.slice.expects is Kind.LEAF:
                self.slice.expects = Kind.NOTHING
            self.slice.lead = ""

    def _take_in_list(self, line: str, start: int, end: int) -> None:
        """Nothing is open afterwards if the line only ends the list."""
        open_list = self._list
        after_blank, open_list.after_blank = open_list.after_blank, False
        open_list.item_empty = False
        indent = indent_of(line)
        if indent >= open_list.column:
            self._stuck = not open_list.certain and is_fence(line)
        elif is_item(line):
            self._take_item(line, start, end, after_blank=after_blank)
        elif open_list.formula or (not after_blank and math_end(line)):
            open_list.formula, open_list.certain = True, False
            self._stuck = is_fence(line)
        elif indent >= CODE_INDENT and not open_list.certain:
            open_list.after_blank = after_blank  # it may go on with indented code
        elif after_blank or is_fence(line) or HEADING.match(line):
            self._settle(start)
        elif indent < CODE_INDENT and (RULE.match(line) or is_quote(line)):
            self.kind, self._deep, self._quote = Kind.LEAF, False, True
        else:
            open_list.certain = False  # it goes on with the item's paragraph, or it ends the list

    def _take_item(self, line: str, start: int, end: int, *, after_blank: bool) -> None:
        open_list = self._list
        if open_list.certain and self.slice.full(start):
            self._settle(start)
            self.slice.go_on_with_list(open_list.mark, open_list.number, line)
            self._begin(line, end)
            return
        if after_blank or (interrupts(line) and not open_list.formula):
            open_list.certain = True
        open_list.add_uncertain(line)

    def _take_in_leaf(self, line: str, start: int, end: int) -> None:
        self._deep = indent_of(line) >= CODE_INDENT
        noted = not self._quote and (is_note(line) or is_quote(line))
        if noted or is_fence(line) or interrupts(line):
            self._settle(start)
            self._begin(line, end)
        elif HEADING.match(line):
            self._settle(end)
        elif is_item(line):
            self._begin(line, end)
            self._list.certain = False
        elif not self._quote and (columns := table_columns(self._above, line)):
            self._open_table(columns, end)
        elif self.slice.full(start) and not (is_underline(line) and self.slice.lines < HARD_LINES):
            self._settle(start)
            self.slice.expects = Kind.LEAF
            self._begin(line, end)

    def _open_table(self, columns: int, end: int) -> None:
        if columns > MOST_COLUMNS:
            return
        self._settle(self._above_start)
        self.kind = Kind.TABLE
        self.table = Table(start=self._above_start, body=end, columns=columns)

    def _begin(self, line: str, end: int) -> None:
        self._deep = self._stuck = self._quote = False
        now, expected, indent = self.slice, self.slice.expects, indent_of(line)
        if indent >= CODE_INDENT and expected is Kind.LEAF:
            self.kind = Kind.LEAF  # a paragraph's line may be indented as far as it likes
            now.indent = _ALL
        elif indent >= CODE_INDENT:
            self.kind = Kind.CODE
        elif match := fence_of(line):
            indent, info = now.margin + indent, match[2].strip()
            self.fence = Fence(marker=match[1], indent=indent, info=info, body=end)
            self.kind = Kind.FENCE
        elif HEADING.match(line) or RULE.match(line):
            self._settle(end)
        elif is_item(line):
            self.kind = Kind.LIST
            self._list = OpenList()
            self._list.begin(line, now.number)
        elif is_note(line):
            self.kind = Kind.LIST
            self._list = OpenList()
            self._list.begin_note()
        else:
            self.kind = Kind.LEAF
            self._quote = is_quote(line)
        now.continues = self.kind is expected is not Kind.NOTHING
        if "\n" in now.lead and not self._quote:
            now.lead = ""

    def _go_inside(self, found: Context, at: int, *, within: bool) -> None:
        """Go on in the list items that are open where the list was cut."""
        now = self.slice
        all_kept = now.enter(found.items)
        now.expects = Kind.LEAF if found.paragraph else Kind.NOTHING
        now.lead = " " * now.margin if within else ""
        if found.fence is not None and not found.quoted and all_kept:
            marker, indent, info = found.fence
            self.fence = Fence(marker=marker, indent=now.margin + indent, info=info, body=at)
            self.kind = Kind.FENCE
            now.continues = True

    def _settle(self, end: int, *, fence: Fence | None = None, body_end: int = 0) -> None:
        if end > self.slice.start:
            block = self.slice.block(end, self.table)
            self.settled.append(replace(block, fence=fence, body_end=body_end))
        self.slice.begin(end)
        self.kind = Kind.NOTHING
        self.fence = self.table = None
        self._quote = False


def _quote_lead(source: str, margin: str, *, within: bool) -> str:
    """What makes the rest of a cut quote a quote, and of a fence in it code."""
    line = source.rpartition("\n")[2] if within else source.removesuffix("\n").rpartition("\n")[2]
    match = QUOTES.match(line)
    prefix = match[0] if match and match.end() <= _LONGEST_LEAD else ""
    fence = context(source).fence
    opening = f"{prefix}{fence.marker}{fence.info}\n" if fence and prefix else ""
    return opening + (margin + prefix if within else "")
