"""A message of the user: a tinted bubble on the right, and its versions below."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QMargins
from PySide6.QtWidgets import QWidget

from gui.model.turn import Part, TextPart, Turn
from gui.views.transcript.block import BlockColumn, PartBlock, Way, painted_by_style, way_down
from gui.views.transcript.durations import time_text
from gui.views.transcript.image_block import ImageBlock
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
        self._bubble = _Bubble(around, self)
        self._bubble.resized.connect(self.touch)
        self._versions: VersionSwitch | None = None  # most turns have no siblings
        self._has_versions = False  # as it was laid out
        around.versions.changed.connect(self._follow_versions)

    def show_turn(self, turn: Turn) -> None:
        self.turn = turn
        self._bubble.show_turn(turn)
        self._refresh_versions()
        self._say()

    def way(self, spot: Spot) -> Way | None:
        del spot
        return way_down(self, self._bubble)

    def restyle(self) -> None:
        self._bubble.restyle()
        self._refresh_versions()
        self._say()

    def _say(self) -> None:
        if self.turn is not None:
            self._bubble.setToolTip(time_text(self.turn.created_at))
            name = translate("Transcript", "You")
            self.setAccessibleName(name)
            self._bubble.text.pane.setAccessibleName(name)

    def _arrange(self, width: int) -> int:
        bubble = min(self._bubble.ideal_width(width), width)
        height = self._bubble.lay_out(bubble)
        self._bubble.setGeometry(width - bubble, 0, bubble, height)
        self._has_versions = self._versions is not None and not self._versions.isHidden()
        if self._versions is not None and self._has_versions:
            size = self._versions.sizeHint()
            self._versions.setGeometry(width - size.width(), height, size.width(), size.height())
            height += size.height()
        return height

    def _follow_versions(self) -> None:
        if self._refresh_versions() != self._has_versions:
            self.touch()

    def _refresh_versions(self) -> bool:
        """Say anew which version this is; whether there are others."""
        turn_id = "" if self.turn is None else self.turn.id
        has_versions = self._around.versions.of(turn_id) is not None
        if has_versions and self._versions is None:
            self._versions = VersionSwitch(self._around, self)
        if self._versions is not None:
            self._versions.show_turn(turn_id)
        return has_versions


class _Bubble(BlockColumn):
    def __init__(self, around: Surroundings, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("userBubble")
        painted_by_style(self)
        self._around = around
        line = around.theme.px("hairline")
        side, top = around.theme.px("space_3") + 2 * line, around.theme.px("space_2") + 2 * line
        # A line of fixed height has its words a little below its middle.
        self.margins = QMargins(side, top - line, side, top + line)
        self.text = PlainBlock(around, parent=self)
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
            block = block_for(part, self._around, self)
            if isinstance(block, ImageBlock):
                block.most = "enclosed_height"
            self.append(block, gap=self._around.theme.px("space_2"))

    def way(self, spot: Spot) -> Way | None:
        del spot
        return way_down(self, self.text)

    def ideal_width(self, column: int) -> int:
        sides = self.margins.left() + self.margins.right()
        widest = min(column, self._around.theme.px("bubble_width")) - sides
        wanted = [self.text.ideal_width(widest)] if self.text.text else []
        blocks = (row.block for row in self.rows[1:])
        wanted += [one.ideal_width(widest) for one in blocks if isinstance(one, PartBlock)]
        return max(wanted, default=0) + sides
