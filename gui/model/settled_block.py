"""What growing Markdown is split into: settled blocks, and the fences and tables among them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """An opening code fence; `body` is where the code begins in the whole text.

    `indent` is the columns that each line of the code loses, a list item's margin included.
    """

    marker: str
    indent: int
    info: str
    body: int

    @property
    def language(self) -> str:
        """The first word after the fence, "" where there is none."""
        words = self.info.split(maxsplit=1)
        return words[0] if words else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table whose header and delimiter row are text[start:body]; one row a line follows."""

    start: int
    body: int
    columns: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledBlock:
    """A range of the text that means the same whatever follows it.

    Ranges follow each other without gaps. With a `fence` the range is one fenced code block
    whose code ends at `body_end`; with a `table` it is that table. `continues`: it goes on with
    the block above, which was cut for its length; `number` is then the first number of an
    ordered list. `plain`: too odd to be read as Markdown, to be shown as the text it is.

    A slice is read in its context: `lead` stands before its text, and then each line loses up to
    `indent` columns. `depth` is the number of list items around it.
    """

    start: int
    end: int
    fence: Fence | None = None
    body_end: int = 0
    table: Table | None = None
    continues: bool = False
    number: int | None = None
    plain: bool = False
    lead: str = ""
    indent: int = 0
    depth: int = 0

    def source(self, text: str) -> str:
        """The Markdown of the slice, to be read by itself; `text` is the whole text."""
        return dedented(self.lead + text[self.start : self.end], self.indent)


def dedented(code: str, indent: int) -> str:
    """`code` as a fence or a list item indented by `indent` columns holds it."""
    if not indent or not code:
        return code
    return "\n".join(_dedented_line(line, indent) for line in code.split("\n"))


def _dedented_line(line: str, indent: int) -> str:
    column = 0
    for index, char in enumerate(line):
        if column >= indent or char not in " \t":
            return " " * max(0, column - indent) + line[index:]
        column += 1 if char == " " else 4 - column % 4
    return " " * max(0, column - indent)
