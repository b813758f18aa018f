"""The line being read: noted before a change of the transcript, and put back after it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QWidget
from shiboken6 import Shiboken

from gui.qt.text_pane import TextPane


@dataclass(frozen=True, kw_only=True)
class ReadingPosition:
    """What stands at the top edge of what can be seen.

    `offset` is how far below the top edge the line (or, without a pane, the turn) begins.
    """

    turn: QWidget
    turn_offset: int
    pane: TextPane | None = None
    position: int = 0
    offset: int = 0

    def top_in(self, content: QWidget) -> int | None:
        """Where the top edge must be in `content` to read the same line; None if it is gone."""
        if self.pane is not None and Shiboken.isValid(self.pane) and self.pane.isVisible():
            top = self.pane.mapTo(content, QPoint(0, 0)).y()
            return top + self.pane.line_top(self.position) - self.offset
        if Shiboken.isValid(self.turn) and self.turn.parentWidget() is content:
            return self.turn.y() - self.turn_offset
        return None


def reading_position(content: QWidget, top: int, turn: QWidget) -> ReadingPosition:
    """What is read when `top` is the upper edge; `turn` is the turn that stands there."""
    at = QPoint(content.width() // 2, max(top, turn.y()))
    found = content.childAt(at)
    while found is not None and not isinstance(found, TextPane) and found is not content:
        found = found.parentWidget()
    if not isinstance(found, TextPane):
        return ReadingPosition(turn=turn, turn_offset=turn.y() - top)
    y = found.mapFrom(content, QPoint(0, top)).y()
    position = found.position_at(max(0, y))
    return ReadingPosition(
        turn=turn,
        turn_offset=turn.y() - top,
        pane=found,
        position=position,
        offset=found.line_top(position) - y,
    )
