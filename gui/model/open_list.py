"""The Markdown list that is open: its last item's marker, number and column."""

from __future__ import annotations

from gui.model.markdown_lines import item_of

NOTE_INDENT = 4
_NOWHERE = 1 << 30  # a content column that no line reaches


class OpenList:
    """`certain` that it is a list, and not text that looks like one."""

    def __init__(self) -> None:
        self.column = 0
        self.mark = ""
        self.number: int | None = None
        self.certain = True
        self.item_empty = False
        self.after_blank = False
        self.formula = False  # a line may have begun one, in the list or after it

    def begin(self, line: str, number: int | None) -> None:
        """A list whose first item is `line`; `number` if it goes on with another."""
        self.mark = ""
        self.add(line)
        if self.number is not None and number is not None:
            self.number = number

    def begin_note(self) -> None:
        """A footnote, which holds what is indented below it, as an item does."""
        self.column, self.mark = NOTE_INDENT, "^"

    def add(self, line: str) -> None:
        item = item_of(line)
        self.column, self.item_empty = item.column, item.empty
        if item.mark == self.mark and self.number is not None:
            self.number += 1
        else:
            self.number = item.number
        self.mark = item.mark

    def add_uncertain(self, line: str) -> None:
        """Both readings must agree that a later fence lies outside."""
        column = self.column
        self.add(line)
        if not self.certain:
            self.column = min(column, self.column)
            self.item_empty = False

    def blank(self) -> None:
        self.after_blank, self.formula = True, False
        if self.item_empty:  # an item that begins with a blank line ends there
            self.column = _NOWHERE
