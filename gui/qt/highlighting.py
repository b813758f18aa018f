"""Colours in code: Pygments' tokens line by line, in slices of time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import islice
from threading import Lock, Thread
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtGui import QTextCharFormat

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

    def suffix(self, language: str) -> str:
        """The ending of files in that language, without the dot; "txt" where it is not known."""
        lexer = self.find(language)
        endings = (name.removeprefix("*.") for name in (lexer.filenames if lexer else ()))
        return next((ending for ending in endings if ending.isalnum()), "txt")

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


class LineColours:
    """The colours of a block of code, line by line, while the code grows.

    Growing code is read again from a line near its end that looks like the start of a
    statement. When it is complete and was not read in one go, it is read once from its start,
    so that the final colours never depend on how it arrived. `coloured` is told which lines
    have new ones: from the first to before the second number.
    """

    def __init__(
        self, lexers: Lexers, *, language: str, coloured: Callable[[int, int], None]
    ) -> None:
        self.spans: list[list[Span]] = []  # of each line that has been read
        self._lexers = lexers
        self._language = language
        self._coloured = coloured
        self._plain = not language
        self._length = 0  # of the lines that have been counted
        self._counted = 0
        self._restart = 0  # the line from which growing code is read
        self._whole = False  # whether all of it was read in one go
        self._reading: Iterator[ReadLine] | None = None
        self._read = 0  # lines that this reading has done

    @property
    def wanted(self) -> bool:
        """Whether the lines of the code are of any use."""
        return not self._plain

    def advance(self, lines: list[str], *, complete: bool, until: float) -> bool:
        """Colour what is new; returns whether nothing is left. `until` is by `perf_counter`.

        `lines` are all lines so far; the last one is still being written unless `complete`.
        """
        if self._plain or self._whole:
            return True
        if not self._lexers.is_ready(self._language):
            return False
        lexer = self._lexers.find(self._language)
        if lexer is None or self._is_too_long(lines):
            self._plain = True
            self.spans = []
        elif complete:
            return self._read_whole(lines, lexer, until)
        elif len(lines) - 1 > len(self.spans):
            self._read_new(lines, lexer, until)
            return len(self.spans) == len(lines) - 1
        return True

    def _is_too_long(self, lines: list[str]) -> bool:
        """Each line is looked at once, but for the last one, which may grow."""
        fresh = lines[self._counted :]
        self._length += sum(map(len, fresh[:-1]))
        self._counted += len(fresh) - 1
        longest = max(map(len, fresh))
        return longest > LONGEST_LINE or self._length + len(fresh[-1]) > LONGEST_CODE

    def _read_new(self, lines: list[str], lexer: Lexer, until: float) -> None:
        done = len(self.spans)
        end = min(len(lines) - 1, done + MOST_NEW)
        read: list[ReadLine] = []
        for line in read_lines("\n".join(lines[self._restart : end]), lexer):
            read.append(line)
            if self._restart + len(read) > done and perf_counter() > until:
                break
        end = self._restart + len(read)
        self.spans += [line.spans for line in read[done - self._restart :]]
        self._restart = self._next_restart(lines, read, end)
        self._coloured(done, end)

    def _next_restart(self, lines: list[str], read: list[ReadLine], end: int) -> int:
        for number in range(end - 1, self._restart, -1):
            before = read[number - 1 - self._restart]
            if before.ends_in not in ("string", "comment") and _begins_statement(lines[number]):
                return number
        return end if end - self._restart > FARTHEST_RESTART else self._restart

    def _read_whole(self, lines: list[str], lexer: Lexer, until: float) -> bool:
        if self._reading is None:
            code = "\n".join((*lines, ""))  # some lexers colour no line without its end
            self._reading = islice(read_lines(code, lexer), len(lines))
        first = self._read
        for line in self._reading:
            if self._read < len(self.spans):
                self.spans[self._read] = line.spans
            else:
                self.spans.append(line.spans)
            self._read += 1
            if perf_counter() > until:
                break
        else:
            self._whole, self._reading = True, None
        self._coloured(first, self._read)
        return self._whole


def _begins_statement(line: str) -> bool:
    return bool(line) and (line[0].isalpha() or line[0] in "@#/_")
