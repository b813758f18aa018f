"""The lines of a block of code in slices, of which only those near the viewport are drawn."""

from __future__ import annotations

from bisect import bisect_right
from math import ceil
from time import perf_counter

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextLayout
from PySide6.QtWidgets import QWidget

from gui.model.visible_text import shown_code
from gui.qt.highlighting import LineColours, Span, code_formats
from gui.qt.markdown_style import Place, Words
from gui.qt.text_pane import TextPane
from gui.views.transcript.block import Block, Way
from gui.views.transcript.passages import Spot, Stretch
from gui.views.transcript.sideways_block import WideBlock
from gui.views.transcript.sliced_column import Slice, SlicedColumn, way_to
from gui.views.transcript.surroundings import Surroundings

MOST_LINES = 100
MOST_CHARACTERS = 8_000
"""Of one slice. A line that is longer goes on in the next one, as if it were wrapped there."""


class LineSlice(Slice):
    """Some lines of the code: its characters from `start` to `end`."""

    def __init__(self, start: int, line: int) -> None:
        super().__init__()
        self.start = self.end = start
        self.line = line  # the number of its first line
        self.lines = 0  # line ends in it
        self.shown = start  # up to where its widget has it

    @property
    def is_full(self) -> bool:
        return self.lines >= MOST_LINES or self.end - self.start >= MOST_CHARACTERS

    def ends_whole(self, code: str) -> bool:
        """Whether its last line end leads to the next slice, and to no line of its own."""
        return self.is_full and code.endswith("\n", self.start, self.end)


class CodeLines(SlicedColumn[LineSlice], WideBlock):
    """Lines are only ever appended, so that a long block costs what its new lines cost."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self.code = ""
        self.wrapped = False
        self.name = ""  # what the panes are called
        self._language: str | None = None
        self._complete = False
        self._taken = 0  # characters that are in slices
        self._lines: list[str] = [""]
        self._colours = self._new_colours("")
        self._widest = 0

    @property
    def natural_width(self) -> int:
        return 0 if self.wrapped else self._widest

    @property
    def panes(self) -> tuple[TextPane, ...]:
        return tuple(p.block.pane for p in self.live if isinstance(p.block, CodeSlice))

    def show_code(self, code: str, language: str, *, complete: bool) -> None:
        """Show `code`; what it has before is left alone where it only grew."""
        if language != self._language or not code.startswith(self.code):
            self._clear(language)
        self.code = code
        self._complete = complete

    def append(self, more: str, language: str) -> None:
        """The code goes on."""
        if language != self._language:
            self._clear(language)
        self.code += more

    def end(self) -> None:
        """Nothing follows."""
        self._complete = True

    def set_wrapped(self, wrapped: bool) -> None:
        self.wrapped = wrapped
        for piece in self.slices:
            piece.width = -1
            if isinstance(piece.block, CodeSlice):
                piece.block.set_wrapped(wrapped)
        self.heights.forget_from(0)
        self.touch()

    def restyle(self) -> None:
        self._widest = 0
        for pane in self.panes:
            pane.setAccessibleName(self.name)
        super().restyle()
        for piece in self.live:
            self._colour(piece)

    def advance(self, until: float) -> bool:
        if not self._take_lines(until) or not super().advance(until):
            return False
        return self._colours.advance(self._lines, complete=self._complete, until=until)

    def way(self, spot: Spot) -> Way | None:
        if spot.inner >= self._taken:
            return Way(None, self.height())
        index = bisect_right(self.slices, spot.inner, key=_start) - 1
        here, behind = spot._replace(inner=self.slices[index].start), self.slices[index].end
        return way_to(self, index, Stretch(here, spot._replace(inner=behind)))

    def make(self, piece: LineSlice) -> Block:
        block = CodeSlice(self._around, wrapped=self.wrapped, parent=self)
        block.pane.setAccessibleName(self.name)
        block.append(self._text(piece, piece.start))
        piece.shown = piece.end
        self._note_width(block)
        piece.block = block
        self._colour(piece)
        return block

    def estimate(self, piece: LineSlice, width: int) -> int:
        theme = self._around.theme
        lines = piece.lines + (not piece.ends_whole(self.code))
        if self.wrapped:
            characters = max(1, width // max(1, ceil(theme.px("code") * 0.6)))
            lines = max(lines, ceil((piece.end - piece.start) / characters))
        return max(1, lines) * theme.px("line_code")

    def _clear(self, language: str) -> None:
        self.remove_slices(0)
        self._language, self.code, self._taken, self._lines = language, "", 0, [""]
        self._complete = False
        self._widest = 0
        self._colours = self._new_colours(language)

    def _new_colours(self, language: str) -> LineColours:
        return LineColours(self._around.look.lexers, language=language, coloured=self._recolour)

    def _take_lines(self, until: float) -> bool:
        """Put what is new into slices; the last line end is held back while nothing follows it."""
        end = len(self.code) - self.code.endswith("\n")
        while self._taken < end:
            last = self.slices[-1] if self.slices else None
            if last is None or last.is_full:
                line = last.line + last.lines if last is not None else 0
                last = LineSlice(self._taken, line)
                self.append_slice(last)
            self._fill(last, end)
            if perf_counter() > until and self._taken < end:
                return False
        return True

    def _fill(self, piece: LineSlice, end: int) -> None:
        limit = min(end, piece.start + MOST_CHARACTERS)
        at = self._taken
        while at < limit and piece.lines < MOST_LINES:
            found = self.code.find("\n", at, limit)
            if found < 0:
                at = limit
                break
            piece.lines += 1
            at = found + 1
        if self._colours.wanted:
            first, *more = shown_code(self.code[self._taken : at]).split("\n")
            self._lines[-1] += first
            self._lines += more
        self._taken = piece.end = at
        if isinstance(piece.block, CodeSlice):
            piece.block.append(self._text(piece, piece.shown))
            piece.shown = piece.end
            self._note_width(piece.block)
        else:
            self.forget_height(piece)

    def _text(self, piece: LineSlice, start: int) -> str:
        return self.code[start : piece.end - piece.ends_whole(self.code)]

    def _note_width(self, block: CodeSlice) -> None:
        if not self.wrapped:
            self._widest = max(self._widest, block.natural_width)

    def _recolour(self, first: int, end: int) -> None:
        for piece in self.live:
            if piece.line < end and piece.line + piece.lines + 1 > first:
                self._colour(piece)

    def _colour(self, piece: LineSlice) -> None:
        if isinstance(piece.block, CodeSlice):
            piece.block.colour(self._colours.spans[piece.line : piece.line + piece.lines + 1])


class CodeSlice(Block):
    """One document with some lines of code."""

    def __init__(self, around: Surroundings, *, wrapped: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = around
        self.pane = TextPane(self)
        self.set_wrapped(wrapped)
        self._spans: list[list[Span]] = []
        self._begin()

    @property
    def natural_width(self) -> int:
        return ceil(self.pane.document().idealWidth())

    def set_wrapped(self, wrapped: bool) -> None:
        """Where it is not, all slices of a block scroll sideways together, around them."""
        self.pane.set_wrapped(wrapped)
        self.pane.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.touch()

    def append(self, text: str) -> None:
        style = self._around.look.style()
        cursor = QTextCursor(self.pane.document())
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(shown_code(text), style.words(Words(code=True, bare=True)))
        cursor.endEditBlock()
        self.touch()

    def colour(self, spans: list[list[Span]]) -> None:
        """Give the lines their colours, from the first on."""
        if spans == self._spans:
            return
        formats = code_formats(self._around.theme)
        document = self.pane.document()
        block = document.begin()
        for line in spans:
            if not block.isValid():
                break
            block.layout().setFormats([_stretch(span, formats) for span in line])
            block = block.next()
        document.markContentsDirty(0, document.characterCount())
        self._spans = spans

    def restyle(self) -> None:
        text = self.pane.toPlainText()
        self._begin()
        self.append(text)

    def _begin(self) -> None:
        self._spans = []
        self.pane.clear()
        self.pane.set_theme(self._around.theme, "code")
        cursor = QTextCursor(self.pane.document())
        cursor.setBlockFormat(self._around.look.style().block(Place(), code=True))

    def _arrange(self, width: int) -> int:
        height = self.pane.height_at(width)
        self.pane.setGeometry(0, 0, width, height)
        return height


def _start(piece: LineSlice) -> int:
    return piece.start


def _stretch(span: Span, formats: dict[str, QTextCharFormat]) -> QTextLayout.FormatRange:
    found = QTextLayout.FormatRange()
    found.start, found.length = span.start, span.length
    found.format = formats[span.color]
    return found
