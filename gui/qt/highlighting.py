"""Colours in code: Pygments' tokens line by line, in slices of time, applied to a document."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from threading import Lock, Thread
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QTextBlock, QTextCharFormat, QTextDocument, QTextLayout

from gui.qt.theme import Theme

if TYPE_CHECKING:
    from pygments.lexer import Lexer
    from pygments.token import _TokenType as TokenType

LONGEST_LINE = 5_000
"""Code with a longer line is left plain: one regular expression over it could take seconds."""

LONGEST_CODE = 400_000
"""Longer code is left plain as well, in characters."""

FARTHEST_RESTART = 120
"""While code grows, at most so many lines are read again for the colours of the next ones."""

MOST_NEW = 200
"""While code grows, at most so many lines take their colours in one step."""

PAINTED_AT_ONCE = 400
"""Lines: each time some take their colours, Qt lays out all below them."""

COLORS = ("keyword", "name", "string", "number", "comment", "added", "removed")
_BY_TOKEN = (
    ("Keyword", "keyword"),
    ("Operator.Word", "keyword"),
    ("Name.Function", "name"),
    ("Name.Class", "name"),
    ("Name.Tag", "name"),
    ("Name.Decorator", "name"),
    ("Name.Attribute", "name"),
    ("Literal.String", "string"),
    ("Literal.Number", "number"),
    ("Comment", "comment"),
    ("Generic.Inserted", "added"),
    ("Generic.Deleted", "removed"),
    ("Generic.Heading", "name"),
    ("Generic.Subheading", "name"),
)


class Span(NamedTuple):
    """A coloured stretch of one line."""

    start: int
    length: int
    color: str


class ReadLine(NamedTuple):
    """One line's stretches, and the colour of the token that its line end belongs to."""

    spans: list[Span]
    ends_in: str


def code_formats(theme: Theme) -> dict[str, QTextCharFormat]:
    """The format of each of `COLORS` in a theme."""
    formats = {}
    for color in COLORS:
        formats[color] = QTextCharFormat()
        formats[color].setForeground(theme.color(f"code_{color}"))
    return formats


class Lexers:
    """Pygments' lexers by the word after a fence.

    The first use of a language compiles hundreds of expressions, which takes longer than a
    window may stand still: that happens in a thread, one at a time.
    """

    def __init__(self) -> None:
        self._found: dict[str, Lexer | None] = {"": None}
        self._one_at_a_time = Lock()
        self._asked: set[str] = set()

    def is_ready(self, language: str) -> bool:
        """Whether `find` answers at once; asks for the language where it does not."""
        if language in self._found:
            return True
        if language not in self._asked:
            self._asked.add(language)
            Thread(target=self._load, args=(language,), name="lexer", daemon=True).start()
        return False

    def find(self, language: str) -> Lexer | None:
        """The lexer, or None for a word that Pygments does not know."""
        if language not in self._found:
            self._load(language)
        return self._found[language]

    def _load(self, language: str) -> None:
        from pygments.lexers import get_lexer_by_name
        from pygments.util import ClassNotFound

        with self._one_at_a_time:
            try:
                self._found[language] = get_lexer_by_name(language.lower())
            except ClassNotFound:
                self._found[language] = None


@lru_cache(maxsize=512)
def color_of(token: TokenType) -> str:
    """One of `COLORS`, or "" for plain text."""
    name = str(token).removeprefix("Token.")
    for prefix, color in _BY_TOKEN:
        if name == prefix or name.startswith(prefix + "."):
            return color
    return ""


def read_lines(code: str, lexer: Lexer) -> Iterator[ReadLine]:
    """Each line of `code` with its colours, in order."""
    spans: list[Span] = []
    column = 0
    for color, value in _coloured(lexer, code):
        first, *rest = value.split("\n")
        if color and first:
            spans.append(Span(column, len(first), color))
        column += len(first)
        for piece in rest:
            yield ReadLine(spans, color)
            spans = [Span(0, len(piece), color)] if color and piece else []
            column = len(piece)
    yield ReadLine(spans, "")


def _coloured(lexer: Lexer, code: str) -> Iterator[tuple[str, str]]:
    """All of `code` in pieces with their colours; what a lexer leaves out comes as plain."""
    reached = 0
    for index, token, value in lexer.get_tokens_unprocessed(code):
        if index < reached:
            continue  # some lexers go over a nested language twice
        if index > reached:
            yield "", code[reached:index]
        yield color_of(token), value
        reached = index + len(value)
    if reached < len(code):
        yield "", code[reached:]


class CodeHighlighter:
    """Colours a document that holds one line of code per block, while the code grows.

    Growing code is read again from a line near its end that looks like the start of a
    statement. When it is complete and was not read in one go, it is read once from its start,
    so that the final colours never depend on how it arrived.
    """

    def __init__(
        self, document: QTextDocument, lexers: Lexers, *, language: str, theme: Theme
    ) -> None:
        self._document = document
        self._lexers = lexers
        self._language = language
        self._formats = code_formats(theme)
        self._plain = False
        self._restart = 0  # the line from which growing code is read
        self._done = 0  # lines that have their colours
        self._whole = False  # whether all of it was read in one go
        self._reading: Iterator[ReadLine] | None = None
        self._waiting: list[list[Span]] = []  # lines that have been read but not coloured yet

    def advance(self, lines: list[str], *, complete: bool, until: float) -> bool:
        """Colour what is new; returns whether nothing is left. `until` is by `perf_counter`.

        `lines` are all lines of the document so far; the last one is still being written
        unless `complete`.
        """
        if self._plain or self._whole:
            return True
        if not self._lexers.is_ready(self._language):
            return False
        lexer = self._lexers.find(self._language)
        if lexer is None or sum(map(len, lines)) > LONGEST_CODE:
            self._plain = True
        elif complete:
            return self._read_whole(lines, lexer, until)
        elif len(lines) - 1 > self._done:
            self._read_new(lines, lexer, until)
            return self._done == len(lines) - 1
        return True

    def _read_new(self, lines: list[str], lexer: Lexer, until: float) -> None:
        end = min(len(lines) - 1, self._done + MOST_NEW)
        fresh = lines[self._restart : end]
        if max(map(len, fresh)) > LONGEST_LINE:
            self._plain = True
            return
        read: list[ReadLine] = []
        for line in read_lines("\n".join(fresh), lexer):
            read.append(line)
            if self._restart + len(read) > self._done and perf_counter() > until:
                break
        end = self._restart + len(read)
        block = self._document.findBlockByNumber(self._done)
        for number in range(self._done, end):
            self._paint(block, read[number - self._restart].spans)
            block = block.next()
        self._mark(self._done, end)
        self._done = end
        self._restart = self._next_restart(lines, read, end)

    def _next_restart(self, lines: list[str], read: list[ReadLine], end: int) -> int:
        for number in range(end - 1, self._restart, -1):
            before = read[number - 1 - self._restart]
            if before.ends_in not in ("string", "comment") and _begins_statement(lines[number]):
                return number
        return end if end - self._restart > FARTHEST_RESTART else self._restart

    def _read_whole(self, lines: list[str], lexer: Lexer, until: float) -> bool:
        if self._reading is None:
            if max(map(len, lines), default=0) > LONGEST_LINE:
                self._plain = True
                return True
            self._reading = read_lines("\n".join(lines), lexer)
            self._done = 0
        for line in self._reading:
            self._waiting.append(line.spans)
            if perf_counter() > until:
                break
        else:
            self._whole, self._reading = True, None
        if self._whole or len(self._waiting) >= PAINTED_AT_ONCE:
            self._paint_waiting()
        return self._whole

    def _paint_waiting(self) -> None:
        first = self._done
        block = self._document.findBlockByNumber(first)
        for spans in self._waiting:
            self._paint(block, spans)
            block = block.next()
        self._done += len(self._waiting)
        self._waiting.clear()
        self._mark(first, self._done)

    def _paint(self, block: QTextBlock, spans: list[Span]) -> None:
        ranges = []
        for span in spans:
            found = QTextLayout.FormatRange()
            found.start, found.length = span.start, span.length
            found.format = self._formats[span.color]
            ranges.append(found)
        if block.isValid():
            block.layout().setFormats(ranges)

    def _mark(self, first: int, end: int) -> None:
        """Tell the document's layout which lines to draw again."""
        start = self._document.findBlockByNumber(first)
        last = self._document.findBlockByNumber(max(first, end - 1))
        if start.isValid() and last.isValid():
            size = last.position() + last.length() - start.position()
            self._document.markContentsDirty(start.position(), size)


def _begins_statement(line: str) -> bool:
    return bool(line) and (line[0].isalpha() or line[0] in "@#/_")
