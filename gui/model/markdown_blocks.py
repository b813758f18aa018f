"""Markdown that grows, split into blocks that nothing can change any more and an open tail."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_HEADING = re.compile(r" {0,3}#{1,6}(?:[ \t]|$)")
_RULE = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}$")
_ITEM = re.compile(r" {0,3}(?:[-+*]|(\d{1,9})[.)])(?= |$)")
_CODE_INDENT = 4
_NOWHERE = 1 << 30  # a content column that no line reaches


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """An opening code fence; `body` is where the code begins in the whole text."""

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
class SettledBlock:
    """A range of the text that means the same whatever follows it.

    Ranges follow each other without gaps. With a `fence` the range is one fenced code block
    whose code ends at `body_end`.
    """

    start: int
    end: int
    fence: Fence | None = None
    body_end: int = 0


class _Open(Enum):
    NOTHING = auto()
    LEAF = auto()  # a paragraph, quote or table: whatever a blank line ends
    CODE = auto()  # indented code, which goes on after blank lines
    LIST = auto()
    FENCE = auto()


def normalised(text: str) -> str:
    """`text` as the Markdown parser will see it: one kind of line end, no NUL."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\0", "�") if "\0" in text else text


class MarkdownSplit:
    """Splits a normalised text that grows by appending; each line is looked at once.

    Conservative: a block settles only when nothing that can follow may change how it is
    rendered. Where the place of a fence cannot be told without a full parse, nothing more
    settles and the rest stays in the tail.
    """

    def __init__(self) -> None:
        self.text = ""
        self.tail_start = 0
        self._line = 0  # where the first line begins that has not ended yet
        self._scanned = 0
        self._open = _Open.NOTHING
        self._fence: Fence | None = None
        self._content_column = 0  # of the last item of the open list
        self._certain = True  # that the open list is one, and not text that looks like one
        self._item_empty = False
        self._after_blank = False
        self._deep = False  # the last line of the open leaf is indented like code
        self._stuck = False
        self._references = False
        self._settled: list[SettledBlock] = []

    @property
    def tail(self) -> str:
        return self.text[self.tail_start :]

    @property
    def open_fence(self) -> Fence | None:
        """The fence that begins the tail, while its end has not come."""
        return self._fence

    @property
    def may_have_references(self) -> bool:
        """Whether some line may define a link that other blocks refer to."""
        return self._references or (self._fence is None and "]:" in self.tail)

    def grows_into(self, text: str) -> bool:
        return text.startswith(self.text)

    def feed(self, text: str) -> tuple[SettledBlock, ...]:
        """Take the text as it is now; returns what has settled. It must begin with the old text."""
        if not self.grows_into(text):
            raise ValueError("the text did not grow by appending")
        self.text = text
        while (end := text.find("\n", self._scanned)) >= 0:
            self._take(text[self._line : end], self._line, end + 1)
            self._line = self._scanned = end + 1
        self._scanned = len(text)
        if self._open is _Open.LIST and self._after_blank:
            self._peek(text[self._line :][: _CODE_INDENT + 1])
        settled = tuple(self._settled)
        self._settled.clear()
        return settled

    def code_from(self, position: int) -> tuple[str, int]:
        """The open fence's code from `position` on that is sure to be code, and where it ends.

        The line being written is left out while it may become the closing fence, or where
        its indentation must be known first.
        """
        fence = self._fence
        if fence is None:
            return "", position
        end = len(self.text)
        partial = self.text[self._line :].strip(" ")
        if fence.indent or not partial.strip(fence.marker[0]):
            end = max(self._line, position)
        return dedented(self.text[position:end], fence.indent), end

    def _take(self, line: str, start: int, end: int) -> None:
        if self._open is _Open.FENCE:
            self._take_code(line, start, end)
            return
        if self._stuck:
            self._references = self._references or "]:" in line
            return
        if "]:" in line:
            self._references = True
        if "\t" in line:
            line = line.expandtabs(4)
        if not line.strip(" "):
            self._take_blank(end)
        elif self._open is _Open.LIST:
            self._take_in_list(line, start, end)
        elif self._open is _Open.LEAF:
            self._take_in_leaf(line, start, end)
        elif self._open is _Open.CODE and _indent(line) >= _CODE_INDENT:
            pass
        else:
            self._settle(start)
            self._begin(line, end)

    def _take_code(self, line: str, start: int, end: int) -> None:
        fence = self._fence
        if fence is None:
            return
        bare = line.strip(" \t")
        closes = bare.startswith(fence.marker) and not bare.strip(fence.marker[0])
        if closes and _indent(line.expandtabs(4)) < _CODE_INDENT:
            self._fence = None
            self._settle(end, fence=fence, body_end=start)

    def _take_blank(self, end: int) -> None:
        if self._open is _Open.LEAF and self._deep:
            self._open = _Open.CODE  # its last line may be code, which a blank line does not end
        elif self._open is _Open.LEAF:
            self._settle(end)
        elif self._open is _Open.LIST:
            self._after_blank = True
            if self._item_empty:  # an item that begins with a blank line ends there
                self._content_column = _NOWHERE

    def _take_in_list(self, line: str, start: int, end: int) -> None:
        after_blank, self._after_blank = self._after_blank, False
        self._item_empty = False
        indent = _indent(line)
        if indent >= self._content_column:
            if not self._certain and _is_fence(line):
                self._stuck = True
        elif _is_item(line):
            if after_blank or _interrupts(line):
                self._certain = True
            column = self._content_column
            self._open_item(line)
            if not self._certain:  # both readings must agree that a later fence lies outside
                self._content_column = min(column, self._content_column)
                self._item_empty = False
        elif indent >= _CODE_INDENT and not self._certain:
            self._after_blank = after_blank  # it may go on with indented code
        elif after_blank or _is_fence(line) or _HEADING.match(line):
            self._settle(start)
            self._begin(line, end)
        elif indent < _CODE_INDENT and (_RULE.match(line) or line.lstrip(" ").startswith(">")):
            self._open, self._deep = _Open.LEAF, False
        else:
            self._certain = False  # it goes on with the item's paragraph, or it ends the list

    def _take_in_leaf(self, line: str, start: int, end: int) -> None:
        self._deep = _indent(line) >= _CODE_INDENT
        if _is_fence(line) or _interrupts(line):
            self._settle(start)
            self._begin(line, end)
        elif _HEADING.match(line):
            self._settle(end)
        elif _is_item(line):
            self._begin(line, end)
            self._certain = False

    def _begin(self, line: str, end: int) -> None:
        self._certain = True
        self._after_blank = self._deep = False
        if _indent(line) >= _CODE_INDENT:
            self._open = _Open.CODE
        elif match := _opening(line):
            self._open = _Open.FENCE
            info = match[2].strip()
            self._fence = Fence(marker=match[1], indent=_indent(line), info=info, body=end)
        elif _HEADING.match(line) or _RULE.match(line):
            self._open = _Open.LEAF
            self._settle(end)
        elif _is_item(line):
            self._open = _Open.LIST
            self._open_item(line)
        else:
            self._open = _Open.LEAF

    def _open_item(self, line: str) -> None:
        match = _ITEM.match(line)
        width = match.end() if match else 0
        content = line[width:].lstrip(" ")
        gap = len(line) - width - len(content)
        self._item_empty = not content
        self._content_column = width + (gap if content and gap <= _CODE_INDENT else 1)

    def _peek(self, head: str) -> None:
        """End the list before a line that is still being written, where its start says so."""
        if self._stuck or not head or "\t" in head:
            return
        indent = _indent(head)
        limit = min(len(head), self._content_column, _CODE_INDENT)
        if indent < limit and head[indent] not in "-+*0123456789":
            self._settle(self._line)

    def _settle(self, end: int, *, fence: Fence | None = None, body_end: int = 0) -> None:
        if end > self.tail_start:
            self._settled.append(
                SettledBlock(start=self.tail_start, end=end, fence=fence, body_end=body_end)
            )
        self.tail_start = end
        self._open = _Open.NOTHING
        self._after_blank = False


def dedented(code: str, indent: int) -> str:
    """`code` as a fence indented by `indent` columns holds it."""
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


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _opening(line: str) -> re.Match[str] | None:
    match = _FENCE.match(line)
    return None if match is None or (match[1][0] == "`" and "`" in match[2]) else match


def _is_fence(line: str) -> bool:
    return _opening(line) is not None


def _is_item(line: str) -> bool:
    return _ITEM.match(line) is not None and _RULE.match(line) is None


def _interrupts(line: str) -> bool:
    """Whether `line` begins a list item even right after a paragraph."""
    match = _ITEM.match(line)
    if match is None or _RULE.match(line) or not line[match.end() :].strip(" "):
        return False
    return match[1] is None or int(match[1]) == 1
