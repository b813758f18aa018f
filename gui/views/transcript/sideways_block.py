"""A block whose contents may be wider than the column: it scrolls them sideways within itself."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from gui.views.transcript.block import Block, Way, way_down
from gui.views.transcript.passages import Spot

translate = QCoreApplication.translate


class WideBlock(Block):
    """Contents of a `SidewaysBlock`."""

    @property
    def natural_width(self) -> int:
        """What it would like to have, as far as is known; 0 where any width will do."""
        return 0


class SidewaysBlock(Block):
    """One bar for all of the contents, below them; there is none where they fit."""

    def __init__(self, content: Block, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clip = QWidget(self)
        self._content = content
        self._wanted_at: dict[int, int] = {}  # what they wanted at the last width
        self._bar = QScrollBar(Qt.Orientation.Horizontal, self)
        self._bar.setObjectName("sidewaysBar")
        self._bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._bar.hide()
        self._bar.valueChanged.connect(self._follow_bar)
        content.setParent(self._clip)
        content.show()
        content.resized.connect(self._content_resized)
        self.restyle()

    @property
    def offset(self) -> int:
        """How far the contents are moved to the left."""
        return self._bar.value()

    def reveal(self, left: int, right: int) -> None:
        """Scroll so that the contents' pixels from `left` to `right` can be seen."""
        room = self._clip.width()
        if right > self.offset + room:
            self._bar.setValue(right - room)
        if left < self.offset:
            self._bar.setValue(left)

    def way(self, spot: Spot) -> Way | None:
        del spot
        return way_down(self, self._content)

    def show_range(self, top: int, bottom: int) -> None:
        self._content.show_range(top, bottom)

    def advance(self, until: float) -> bool:
        return self._content.advance(until)

    def restyle(self) -> None:
        self._bar.setAccessibleName(translate("Transcript", "Scroll sideways"))
        self._content.restyle()
        self._wanted_at.clear()
        self.touch()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta()
        pixels = event.pixelDelta()
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        sideways = abs(turn.x()) > abs(turn.y()) or shifted
        if self._bar.isHidden() or not sideways:
            event.ignore()
            return
        step = pixels.x() or pixels.y() or (turn.x() or turn.y()) // 2
        self._bar.setValue(self._bar.value() - step)
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
        step = steps.get(Qt.Key(event.key()))
        if step is None or self._bar.isHidden():
            super().keyPressEvent(event)
        else:
            self._bar.setValue(self._bar.value() + step * self._bar.singleStep())

    def _arrange(self, width: int) -> int:
        whole = max(width, self._wanted_at.get(width, 0))
        height = self._content.lay_out(whole)
        wanted = self._content.natural_width if isinstance(self._content, WideBlock) else 0
        whole = max(width, wanted)
        height = self._content.lay_out(whole)  # free where that is what it was laid out for
        self._wanted_at = {width: wanted}
        self._clip.setGeometry(0, 0, width, height)
        self._bar.setRange(0, whole - width)
        self._bar.setPageStep(width)
        self._bar.setSingleStep(max(1, width // 8))
        self._content.setGeometry(-self._bar.value(), 0, whole, height)
        self._bar.setVisible(whole > width)
        if whole > width:
            bar = self._bar.sizeHint().height()
            self._bar.setGeometry(0, height, width, bar)
            height += bar
        return height

    def _follow_bar(self, value: int) -> None:
        self._content.move(-value, 0)

    def _content_resized(self) -> None:
        if self._width is not None:
            self.touch()
