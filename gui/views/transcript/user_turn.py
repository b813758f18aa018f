"""A message of the user: a tinted bubble on the right, and its versions below."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QMargins
from PySide6.QtWidgets import QWidget

from gui.model.turn import Part, TextPart, Turn
from gui.views.transcript.block import BlockColumn, Way, painted_by_style, way_down
from gui.views.transcript.durations import time_text
from gui.views.transcript.part_blocks import block_for
from gui.views.transcript.passages import Spot
from gui.views.transcript.plain_block import PlainBlock
from gui.views.transcript.surroundings import Surroundings
from gui.views.transcript.turn_block import TurnBlock
from gui.views.transcript.version_switch import VersionSwitch

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
        self._versions = VersionSwitch(around, self)
        self._has_versions = False  # as it was laid out
        around.versions.changed.connect(self._follow_versions)

    def show_turn(self, turn: Turn) -> None:
        self.turn = turn
        self._bubble.show_turn(turn)
        self._versions.show_turn(turn.id)
        self.restyle()

    def way(self, spot: Spot) -> Way | None:
        del spot
        return way_down(self, self._bubble)

    def restyle(self) -> None:
        self._bubble.restyle()
        self._versions.refresh()
        if self.turn is not None:
            self._bubble.setToolTip(time_text(self.turn.created_at))
            name = translate("Transcript", "You")
            self.setAccessibleName(name)
            self._bubble.text.pane.setAccessibleName(name)

    def _arrange(self, width: int) -> int:
        bubble = min(self._bubble.ideal_width(width), width)
        height = self._bubble.lay_out(bubble)
        self._bubble.setGeometry(width - bubble, 0, bubble, height)
        self._has_versions = not self._versions.isHidden()
        if self._has_versions:
            size = self._versions.sizeHint()
            self._versions.setGeometry(width - size.width(), height, size.width(), size.height())
            height += size.height()
        return height

    def _follow_versions(self) -> None:
        self._versions.refresh()
        if self._versions.isHidden() == self._has_versions:
            self.touch()


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
        self._enclosed: tuple[Part, ...] = ()

    def show_turn(self, turn: Turn) -> None:
        """The words, and below them what went with them."""
        self.text.show_text(turn.text)
        self.text.setVisible(bool(turn.text))
        enclosed = tuple(part for part in turn.parts if not isinstance(part, TextPart))
        if enclosed == self._enclosed:
            return
        self._enclosed = enclosed
        self.remove_from(1)
        for part in enclosed:
            self.append(block_for(part, self._around), gap=self._around.theme.px("space_2"))

    def way(self, spot: Spot) -> Way | None:
        del spot
        return way_down(self, self.text)

    def ideal_width(self, column: int) -> int:
        sides = self.margins.left() + self.margins.right()
        widest = min(column, self._around.theme.px("bubble_width")) - sides
        if self._enclosed:
            return widest + sides
        return self.text.ideal_width(widest) + sides
