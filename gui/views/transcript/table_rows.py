"""The rows of a table in slices, of which only those near the viewport are drawn."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from math import ceil
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QTextCursor, QTextLength, QTextTable
from PySide6.QtWidgets import QWidget

from gui.qt.formulas import when_drawn
from gui.qt.markdown_document import References
from gui.qt.markdown_slices import table_tokens
from gui.qt.markdown_writer import DocumentWriter
from gui.qt.text_pane import TextPane
from gui.views.transcript.block import Block, Way
from gui.views.transcript.column_widths import ColumnWidths
from gui.views.transcript.passages import Spot, Stretch, without_head
from gui.views.transcript.sideways_block import WideBlock
from gui.views.transcript.sliced_column import Slice, SlicedColumn, way_to
from gui.views.transcript.surroundings import Surroundings

if TYPE_CHECKING:
    from markdown_it.token import Token

translate = QCoreApplication.translate

MOST_ROWS = 12
MOST_CELLS = 150
MOST_CHARACTERS = 3_000
"""Of one slice, the head left out. A row without its bars has as many cells as any other."""


class RowSlice(Slice):
    """Some rows: the characters of the rows' text from `start` to `end`."""

    def __init__(self, start: int, most_rows: int) -> None:
        super().__init__()
        self.start = self.end = start
        self.rows = 0
        self._most_rows = most_rows
        self.stays = start == 0  # the others need its columns

    @property
    def is_full(self) -> bool:
        return self.rows >= self._most_rows or self.end - self.start >= MOST_CHARACTERS


class TableRows(SlicedColumn[RowSlice], WideBlock):
    """The first slice has the head and finds the widths of the columns; the others take them."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self.head = ""
        self.rows = ""
        self.known: References = {}
        self._taken = 0
        self._columns = ColumnWidths(around.theme)
        self._own: list[int] = []  # what the first slice would have by itself, at `_own_width`
        self._own_width = -1

    @property
    def natural_width(self) -> int:
        first = self.slices[0].block if self.slices else None
        return first.natural_width if isinstance(first, RowBlock) else 0

    @property
    def panes(self) -> tuple[TextPane, ...]:
        return tuple(p.block.pane for p in self.live if isinstance(p.block, RowBlock))

    def show_rows(self, head: str, rows: str, known: References) -> None:
        """Show a table; what it has before is left alone where it only grew."""
        self.known = known
        if head != self.head or not rows.startswith(self.rows):
            self.clear()
            self.head = head
        self.rows = rows
        if not self.slices:
            self._append_rows()

    def append(self, more: str) -> None:
        self.rows += more

    def clear(self) -> None:
        self.remove_slices(0)
        self.head = self.rows = ""
        self._taken = 0
        self._forget_columns()

    def restyle(self) -> None:
        self._forget_columns()
        self._columns.measure(self.head + self.rows)
        for piece in self.live:
            if isinstance(piece.block, RowBlock):
                self._write(piece, piece.block)
        super().restyle()

    def advance(self, until: float) -> bool:
        return self._take_rows(until) and super().advance(until)

    def way(self, spot: Spot) -> Way | None:
        if spot.inner > self._taken or not self.slices:
            return Way(None, self.height())
        index = max(0, bisect_right(self.slices, spot.inner, key=_start) - 1)
        here, behind = spot._replace(inner=self.slices[index].start), self.slices[index].end
        return way_to(self, index, Stretch(here, spot._replace(inner=max(1, behind))))

    def make(self, piece: RowSlice) -> Block:
        block = RowBlock(self._around, parent=self)
        if piece.index == 0:
            block.redrawn.connect(self._forget_own_widths)
        self._write(piece, block)
        return block

    def estimate(self, piece: RowSlice, width: int) -> int:
        del width
        theme = self._around.theme
        rows = piece.rows + (piece.index == 0)
        return max(1, rows) * (theme.px("line_body") + 2 * theme.px("cell_pad"))

    def _missing(self) -> list[RowSlice]:
        found = super()._missing()
        if found and self.slices[0].block is None:
            return [self.slices[0], *(piece for piece in found if piece.index)]
        return found

    def _take_rows(self, until: float) -> bool:
        while self._taken < len(self.rows):
            last = self.slices[-1]
            if last.is_full:
                last = self._append_rows()
            self._fill(last)
            if perf_counter() > until and self._taken < len(self.rows):
                return False
        return True

    def _append_rows(self) -> RowSlice:
        cells = max(1, max(line.count("|") for line in self.head.split("\n")) - 1)
        piece = RowSlice(self._taken, max(1, min(MOST_ROWS, MOST_CELLS // cells)))
        self.append_slice(piece)
        return piece

    def _forget_columns(self) -> None:
        self._columns = ColumnWidths(self._around.theme)
        self._own_width = -1

    def _forget_own_widths(self) -> None:
        self._own_width = -1

    def _fill(self, piece: RowSlice) -> None:
        start = self._taken
        while self._taken < len(self.rows) and not piece.is_full:
            found = self.rows.find("\n", self._taken)
            self._taken = len(self.rows) if found < 0 else found + 1
            piece.end = self._taken
            piece.rows += 1
        self._columns.measure(self.rows[start : self._taken])
        if isinstance(piece.block, RowBlock):
            self._write(piece, piece.block)
        else:
            self.forget_height(piece)

    def _write(self, piece: RowSlice, block: RowBlock) -> None:
        tokens = table_tokens(self.head, self.rows[piece.start : piece.end], self.known)
        block.write(tokens if piece.index == 0 else without_head(tokens))
        if piece.index == 0:
            self._own_width = -1

    def _arrange(self, width: int) -> int:
        """The first slice is laid out freely first, since it decides about the columns."""
        first = self.slices[0].block if self.slices else None
        if isinstance(first, RowBlock) and len(self.slices) > 1:
            if self._own_width != width:
                first.take_columns([])
                first.lay_out(width)
                self._own, self._own_width = first.columns, width
            columns = self._columns.fitted(self._own, width)
            for piece in self.live:
                if isinstance(piece.block, RowBlock):
                    piece.block.take_columns(columns)
        return super()._arrange(width)


class RowBlock(Block):
    """One document with some rows of a table."""

    redrawn = Signal()
    """A formula in it takes another room than before."""

    def __init__(self, around: Surroundings, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = around
        self.pane = TextPane(self)
        self.pane.setAccessibleName(translate("Transcript", "Table"))
        self.pane.link_activated.connect(around.outlet.link_activated)
        self._columns: list[int] = []

    @property
    def natural_width(self) -> int:
        """At least so wide that no word is cut, once it is laid out."""
        return ceil(self.pane.document().size().width())

    @property
    def columns(self) -> list[int]:
        """The widths that Qt's layout has given to the columns, in pixels."""
        table = self._table()
        if table is None:
            return []
        layout = self.pane.document().documentLayout()
        lefts = []
        for column in range(table.columns()):
            block = table.cellAt(0, column).firstCursorPosition().block()
            lefts.append(layout.blockBoundingRect(block).left())
        right = layout.frameBoundingRect(table).right()
        return [round(after - before) for before, after in pairwise([*lefts, right])]

    def take_columns(self, columns: list[int]) -> None:
        """Have columns of these widths, or of what fits best where there are none."""
        table = self._table()
        if table is None or columns == self._columns:
            return
        self._columns = columns
        look = table.format()
        if columns:
            fixed = QTextLength.Type.FixedLength
            look.setColumnWidthConstraints([QTextLength(fixed, width) for width in columns])
        else:
            look.clearColumnWidthConstraints()
        table.setFormat(look)
        self.touch()

    def write(self, tokens: Sequence[Token]) -> None:
        style = self._around.look.style()
        self.pane.clear()
        self.pane.set_theme(style.theme)
        self._columns = []
        edit = QTextCursor(self.pane.document())
        edit.beginEditBlock()  # else Qt lays the table out anew for each cell
        edit.setBlockFormat(style.sliver())  # a document never begins with a table
        DocumentWriter(self.pane.document(), style).write(tokens)
        edit.endEditBlock()
        when_drawn(self.pane.document(), self._redrawn)
        self.touch()

    def _redrawn(self) -> None:
        self.redrawn.emit()
        self.touch()

    def _table(self) -> QTextTable | None:
        frames = self.pane.document().rootFrame().childFrames()
        return next((frame for frame in frames if isinstance(frame, QTextTable)), None)

    def _arrange(self, width: int) -> int:
        height = self.pane.height_at(width)
        self.pane.setGeometry(0, 0, width, height)
        return height


def _start(piece: RowSlice) -> int:
    return piece.start
