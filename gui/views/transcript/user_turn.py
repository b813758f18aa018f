"""A message of the user: a tinted bubble on the right."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QMargins
from PySide6.QtWidgets import QWidget

from gui.model.turn import Turn
from gui.views.transcript.block import BlockColumn, painted_by_style
from gui.views.transcript.durations import time_text
from gui.views.transcript.plain_block import PlainBlock
from gui.views.transcript.surroundings import Surroundings
from gui.views.transcript.turn_block import TurnBlock

translate = QCoreApplication.translate


class UserTurn(TurnBlock):
    """Shows the text as it was typed."""

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("userTurn")
        self._around = around
        self._bubble = _Bubble(around)
        self._bubble.setParent(self)
        self._bubble.resized.connect(self.touch)

    def show_turn(self, turn: Turn) -> None:
        self.turn = turn
        self._bubble.text.show_text(turn.text)
        self.restyle()

    def restyle(self) -> None:
        self._bubble.restyle()
        if self.turn is not None:
            self._bubble.setToolTip(time_text(self.turn.created_at))
            name = translate("Transcript", "You")
            self.setAccessibleName(name)
            self._bubble.text.pane.setAccessibleName(name)

    def _arrange(self, width: int) -> int:
        bubble = min(self._bubble.ideal_width(width), width)
        height = self._bubble.lay_out(bubble)
        self._bubble.setGeometry(width - bubble, 0, bubble, height)
        return height


class _Bubble(BlockColumn):
    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.setObjectName("userBubble")
        painted_by_style(self)
        self._around = around
        line = around.theme.px("hairline")
        side, top = around.theme.px("space_3") + 2 * line, around.theme.px("space_2") + 2 * line
        # A line of fixed height has its words a little below its middle.
        self.margins = QMargins(side, top - line, side, top + line)
        self.text = PlainBlock(around)
        self.append(self.text)

    def ideal_width(self, column: int) -> int:
        sides = self.margins.left() + self.margins.right()
        widest = min(column, self._around.theme.px("bubble_width")) - sides
        return self.text.ideal_width(widest) + sides
