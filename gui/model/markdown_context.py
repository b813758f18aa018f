"""What is open at the end of a piece of Markdown: lists, quotes, a fence, a paragraph."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from gui.model.markdown_lines import (
    CODE_INDENT,
    HEADING,
    RULE,
    begins_block,
    closes_fence,
    fence_of,
    indent_of,
    interrupts,
    is_item,
    is_quote,
    item_of,
)

_QUOTE = re.compile(r" {0,3}>")
_DEEPEST = 30  # deeper than any parser goes


class OpenItem(NamedTuple):
    """A list item: the column of its content, its marker, and its number in an ordered list."""

    column: int
    mark: str
    number: int | None


class OpenFence(NamedTuple):
    marker: str
    indent: int
    info: str


@dataclass
class Context:
    """`around` holds the items and quotes, outermost first; a quote is None."""

    around: list[OpenItem | None] = field(default_factory=list)
    fence: OpenFence | None = None
    paragraph: bool = False

    @property
    def items(self) -> list[OpenItem]:
        """The items around everything, down to the first quote."""
        found = []
        for container in self.around:
            if container is None:
                break
            found.append(container)
        return found

    @property
    def quoted(self) -> bool:
        return None in self.around


def context(source: str) -> Context:
    found = Context()
    for line in source.removesuffix("\n").split("\n"):
        read_line(found, line)
    return found


def goes_on(found: Context, line: str) -> bool:
    """Whether the line lies in one of the items and quotes at least, lazy lines aside."""
    return _matched(found, line.expandtabs(4))[0] > 0


def read_line(found: Context, line: str) -> None:
    """Take in one line more."""
    line = line.expandtabs(4)
    matched, at = _matched(found, line)
    rest = line[at:]
    if matched == len(found.around) and found.fence is not None:
        if closes_fence(rest, found.fence.marker):
            found.fence = None
        return
    blank = not rest.strip(" ")
    if matched < len(found.around) and found.paragraph and not blank and not begins_block(rest):
        return  # a lazy line of the paragraph
    ended = found.around[matched:]
    if ended:
        del found.around[matched:]
        found.fence, found.paragraph = None, False
    at = _open_containers(found, line, at, ended)
    _open_leaf(found, line[at:])


def _matched(found: Context, line: str) -> tuple[int, int]:
    """How many containers the line goes on with, and where what is in them begins."""
    at = 0
    for number, container in enumerate(found.around):
        if container is None:
            if _QUOTE.match(line, at) is None:
                return number, at
            at = _after_quote(line, at)
        elif line[at:].strip(" "):
            if indent_of(line[at:]) < container.column:
                return number, at
            at += container.column
    return len(found.around), at


def _after_quote(line: str, at: int) -> int:
    at = line.index(">", at) + 1
    return at + 1 if line[at : at + 1] == " " else at


def _open_containers(found: Context, line: str, at: int, ended: list[OpenItem | None]) -> int:
    while len(found.around) < _DEEPEST:
        rest = line[at:]
        if is_quote(rest):
            found.around.append(None)
            at = _after_quote(line, at)
        elif is_item(rest) and (not found.paragraph or interrupts(rest)):
            item = item_of(rest)
            before = ended[0] if ended else None
            number = item.number
            if number is not None and before and before.mark == item.mark:
                number = (before.number or 0) + 1
            found.around.append(OpenItem(item.column, item.mark, number))
            at = min(len(line), at + item.column)
        else:
            break
        ended = []
        found.paragraph = False
    return at


def _open_leaf(found: Context, rest: str) -> None:
    if match := fence_of(rest):
        found.paragraph = False
        found.fence = OpenFence(match[1], indent_of(rest), match[2].strip())
    elif not rest.strip(" ") or HEADING.match(rest) or RULE.match(rest):
        found.paragraph = False
    elif indent_of(rest) < CODE_INDENT:
        found.paragraph = True
