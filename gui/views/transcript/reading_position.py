"""The line being read: noted before a change of the transcript, and put back after it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint
from shiboken6 import Shiboken

from gui.qt.text_pane import TextPane
from gui.views.transcript.passages import Spot
from gui.views.transcript.turn_column import TurnColumn
from gui.views.transcript.way_to_spot import follow


@dataclass(frozen=True, kw_only=True)
class ReadingPosition:
    """What stands at the top edge of what can be seen, or at a distance from it.

    `offset` is how far below the top edge the line or the spot begins; `turn_offset` the same
    of the turn, which counts where there is neither.
    """

    turn_id: str
    turn_offset: int
    spot: Spot | None = None
    pane: TextPane | None = None
    position: int = 0
    offset: int = 0

    def top_in(self, column: TurnColumn) -> int | None:
        """Where the top edge must be in `column` to read the same line; None if it is gone."""
        if self.pane is not None and Shiboken.isValid(self.pane) and self.pane.isVisible():
            top = self.pane.mapTo(column, QPoint(0, 0)).y() + column.origin
            return top + self.pane.line_top(self.position) - self.offset
        index = column.index_of(self.turn_id)
        if index is None:
            return None
        block = column.slices[index].block
        if self.spot is None or block is None:
            return column.top_of(index) - self.turn_offset
        return column.top_of(index) + follow(block, self.spot).top - self.offset


def reading_position(column: TurnColumn, top: int) -> ReadingPosition | None:
    """What is read when `top` is the upper edge; None in an empty chat."""
    if not column.slices:
        return None
    piece = column.slices[column.index_at(top)]
    above = column.top_of(piece.index)
    at = QPoint(column.width() // 2, max(top, above) - column.origin)
    found = column.childAt(at)
    while found is not None and not isinstance(found, TextPane) and found is not column:
        found = found.parentWidget()
    if not isinstance(found, TextPane):
        return ReadingPosition(turn_id=piece.mark.id, turn_offset=above - top)
    y = found.mapFrom(column, QPoint(0, top - column.origin)).y()
    position = found.position_at(max(0, y))
    return ReadingPosition(
        turn_id=piece.mark.id,
        turn_offset=above - top,
        pane=found,
        position=position,
        offset=found.line_top(position) - y,
    )
