"""Places in the texts of a turn that stay the same while widgets come and go."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget

from gui.qt.text_pane import TextPane
from gui.views.transcript.block import BlockColumn
from gui.views.transcript.sliced_column import SlicedColumn
from gui.views.transcript.turn_block import TurnBlock


class Place(NamedTuple):
    """A character of a pane: the numbers that lead to it from column to column, and which one.

    Places of one turn are in the order in which they are read.
    """

    path: tuple[int, ...]
    position: int = 0

    def within(self, index: int) -> Place | None:
        """The same in what has the number `index`, if the place is in there."""
        return Place(self.path[1:], self.position) if self.path[:1] == (index,) else None


START = Place(())
END = Place((1 << 30,))


class Stretch(NamedTuple):
    """What is between two places."""

    begin: Place = START
    end: Place = END

    @property
    def is_whole(self) -> bool:
        return self.begin == START and self.end == END

    def touches(self, index: int) -> bool:
        """Whether some of what has the number `index` is in it."""
        return self.begin.path[:1] <= (index,) <= self.end.path[:1]

    def within(self, index: int) -> Stretch:
        return Stretch(self.begin.within(index) or START, self.end.within(index) or END)

    def in_pane(self, path: tuple[int, ...], length: int) -> tuple[int, int]:
        """From where to where the text of a pane is in it; the same twice where it is not."""
        if not self.begin.path <= path <= self.end.path:
            return 0, 0
        start = self.begin.position if self.begin.path == path else 0
        end = self.end.position if self.end.path == path else length
        return min(start, length), min(end, length)


def turn_of(widget: QWidget | None) -> TurnBlock | None:
    """The turn that a widget belongs to."""
    while widget is not None and not isinstance(widget, TurnBlock):
        widget = widget.parentWidget()
    return widget


def path_of(pane: TextPane, turn: TurnBlock) -> tuple[int, ...]:
    steps: list[int] = []
    child: QWidget = pane
    while child is not turn and (around := child.parentWidget()) is not None:
        number = _number(around, child)
        if number is not None:
            steps.append(number)
        child = around
    return tuple(reversed(steps))


def panes_of(turn: TurnBlock) -> list[TextPane]:
    """Those that can be seen, from top to bottom."""
    window = turn.window()
    panes = (pane for pane in turn.findChildren(TextPane) if pane.window() is window)
    return sorted(
        (pane for pane in panes if pane.isVisibleTo(turn)),
        key=lambda pane: pane.mapTo(turn, QPoint(0, 0)).y(),
    )


def length_of(pane: TextPane) -> int:
    return max(0, pane.document().characterCount() - 1)


def _number(around: QWidget, child: QWidget) -> int | None:
    if isinstance(around, SlicedColumn):
        return next((piece.index for piece in around.live if piece.block is child), None)
    if isinstance(around, BlockColumn):
        found = (number for number, row in enumerate(around.rows) if row.block is child)
        return next(found, None)
    return None
