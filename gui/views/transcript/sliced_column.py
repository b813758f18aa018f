"""A column of which only what is near the viewport exists as widgets; the rest are heights."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from time import perf_counter
from typing import Generic, TypeVar

from PySide6.QtCore import QMargins
from PySide6.QtWidgets import QApplication, QWidget

from gui.views.transcript.block import Block, PartBlock, Way
from gui.views.transcript.passages import Stretch
from gui.views.transcript.slice_heights import NOTHING, Range, SliceHeights

MOST_LET_GO = 8
"""Widgets that a column lets go of in one step: Qt deletes all of them in one go after it."""


class Slice:
    """One piece of a column: its widget while it is near, and how tall it is or may be."""

    def __init__(self, *, gap: int = 0, indent: int = 0) -> None:
        self.gap = gap  # above it, unless it is the first
        self.indent = indent
        self.block: Block | None = None
        self.stays = False  # whether its widget is needed while it is far away
        self.index = 0
        self.height = 0
        self.width = -1  # for which its height was measured, or estimated


S = TypeVar("S", bound=Slice)


class SlicedColumn(PartBlock, Generic[S]):
    """Makes widgets for what `show_range` says is near, and lets go of what is far.

    Heights of what has no widget are those it had at this width, or estimates. Without a
    range everything is near.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.margins = QMargins()
        self.slices: list[S] = []
        self.live: list[S] = []  # those with a widget, from top to bottom
        self.heights = SliceHeights()  # gaps included, margins left out
        self.origin = 0  # what lies above the widget's upper edge
        self._near: Range | None = None
        self._inner = -1  # the width that is left within the margins

    # What a kind of column decides

    def make(self, piece: S) -> Block | None:
        """A new widget for `piece`, or None where it cannot be made yet.

        It is made as a child of this one: Qt goes through all of a tree that is moved elsewhere.
        """
        raise NotImplementedError

    def estimate(self, piece: S, width: int) -> int:
        """About how tall `piece` would be at `width`."""
        raise NotImplementedError

    # What its owner does with it

    def top_of(self, index: int) -> int:
        """Where a slice begins, its gap left out."""
        gap = self.slices[index].gap if index else 0
        return self.margins.top() + self.heights.top(index) + gap

    def index_at(self, y: int) -> int:
        """The slice at `y`; the last one for what lies below all of them."""
        return self.heights.index_at(y - self.margins.top())

    def show_range(self, top: int, bottom: int) -> None:
        if self._near == (top, bottom):
            return
        self._near = Range(top, bottom)
        if self._width is not None:
            for piece in self.live:
                if piece.block is not None:
                    self._pass_range(piece, piece.block)

    def advance(self, until: float) -> bool:
        """Go on with what exists, then make what is near: what is in the middle first."""
        tidy = self._let_far_go()
        middle = 0 if self._near is None else (self._near.top + self._near.bottom) // 2

        def distance(piece: S) -> int:
            return self.heights.distance(piece.index, middle - self.margins.top())

        for piece in sorted(self.live, key=distance):
            if piece.block is not None and not piece.block.advance(until):
                return False
        for piece in sorted(self._missing(), key=distance):
            block = self.make(piece)
            if block is None:
                continue
            self._adopt(piece, block)
            if not block.advance(until) or perf_counter() > until:
                return False
        return tidy

    def restyle(self) -> None:
        for piece in self.slices:
            piece.width = -1
        for piece in self.live:
            if piece.block is not None:
                piece.block.restyle()
        self._inner = -1
        self.touch()

    # What a kind of column does with its slices

    def append_slice(self, piece: S) -> None:
        piece.index = len(self.slices)
        self.slices.append(piece)
        self.heights.append()
        if self._width is not None:
            self.touch()

    def remove_slices(self, start: int, end: int | None = None) -> None:
        """Remove the slices from `start` to before `end`, or all from `start` on."""
        gone = self.slices[start:end]
        if not gone:
            return
        for piece in gone:
            self._release(piece)
        del self.slices[start:end]
        self.heights.remove(start, end)
        for later in range(start, len(self.slices)):
            self.slices[later].index = later
        self.touch()

    def replace_slices(self, pieces: list[S]) -> None:
        """Have these instead; widgets of those that stay are kept."""
        stay = set(map(id, pieces))
        for piece in self.slices:
            if id(piece) not in stay:
                self._release(piece)
        self.slices = pieces
        self.heights.begin(len(pieces))
        for index, piece in enumerate(pieces):
            piece.index = index
        self.live.sort(key=_index)
        self.touch()

    def forget_height(self, piece: S) -> None:
        """What stands in `piece` has changed while it has no widget."""
        piece.width = -1
        self.heights.forget_from(piece.index)
        if piece.block is None and self._width is not None:
            self.touch()

    def _adopt(self, piece: S, block: Block) -> None:
        piece.block = block
        if block.parentWidget() is not self:
            block.setParent(self)
        if self._near is not None:  # it shows nothing before its place is known
            block.show_range(*NOTHING)
        at = bisect_left(self.live, piece.index, key=_index)
        self.live.insert(at, piece)
        if at + 1 < len(self.live) and (below := self.live[at + 1].block) is not None:
            block.stackUnder(below)  # so that Tab goes from top to bottom
        block.resized.connect(self.take_child_resize)
        if self._inner >= 0:
            left = self.margins.left() + piece.indent
            block.move(left, self.top_of(piece.index) - self.origin)
        block.show()
        self.touch()

    def _release(self, piece: S) -> None:
        block, piece.block = piece.block, None
        if block is None:
            return
        self.live.remove(piece)
        block.resized.disconnect(self.take_child_resize)
        block.hide()
        block.deleteLater()

    def _missing(self) -> list[S]:
        if self._near is None:
            wanted: Sequence[S] = self.slices
        elif self._near.bottom <= self._near.top:
            return []
        else:
            first = self.index_at(self._near.top)
            last = self.index_at(self._near.bottom)
            wanted = self.slices[first : last + 1]
        return [piece for piece in wanted if piece.block is None]

    def _let_far_go(self) -> bool:
        """By the places that are known, also while something changes; whether none is left."""
        if self._near is None:
            return True
        keep = self._near.widened().moved(-self.margins.top())
        far = [piece for piece in self.live if self._is_far(piece, keep)]
        for piece in far[:MOST_LET_GO]:
            self._release(piece)
        return len(far) <= MOST_LET_GO

    def _is_far(self, piece: S, keep: Range) -> bool:
        if piece.stays or not self.heights.has_place(piece.index):
            return False
        if self.heights.touches(piece.index, keep):
            return False
        focus = QApplication.focusWidget()
        return focus is None or piece.block is None or not piece.block.isAncestorOf(focus)

    def _pass_range(self, piece: S, block: Block) -> None:
        if self._near is None:
            return
        if self.heights.touches(piece.index, self._near.moved(-self.margins.top())):
            block.show_range(*self._near.moved(-block.y() - self.origin))
        else:
            block.show_range(*NOTHING)

    def _arrange(self, width: int) -> int:
        inner = max(1, width - self.margins.left() - self.margins.right())
        self._measure(inner)
        self.heights.add_up()
        for piece in self.live:
            if piece.block is not None:
                left = self.margins.left() + piece.indent
                top = self.top_of(piece.index) - self.origin
                piece.block.setGeometry(left, top, inner - piece.indent, piece.height)
                self._pass_range(piece, piece.block)
        return self.heights.total + self.margins.top() + self.margins.bottom()

    def _measure(self, inner: int) -> None:
        """The heights of widgets, which are free where nothing changed, and the other ones."""
        if inner != self._inner:
            self._inner = inner
            self.heights.forget_from(0)
        first = self.heights.take_unknown()
        unknown = self.slices[first:]
        for piece in unknown:
            if piece.block is None and piece.width != inner:
                piece.width = inner
                piece.height = self.estimate(piece, inner - piece.indent)
        self.heights.note_from(first, map(_with_gap, unknown))
        for piece in self.live:
            if piece.block is not None:
                piece.width = inner
                piece.height = piece.block.lay_out(inner - piece.indent)
                self.heights.note(piece.index, _with_gap(piece))


def way_to(column: SlicedColumn[S], index: int, stretch: Stretch | None = None) -> Way:
    """The step to a slice, whether it has a widget or not."""
    return Way(column.slices[index].block, column.top_of(index), stretch)


def _index(piece: Slice) -> int:
    return piece.index


def _with_gap(piece: Slice) -> int:
    return piece.height + (piece.gap if piece.index else 0)
