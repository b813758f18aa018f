"""The scroll area around the turns: its owner says how tall the whole is, and moves it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QScrollBar

from gui.views.transcript.turn_column import TurnColumn


class _ScrollBar(QScrollBar):
    """Keeps its place, so that nothing moves when it is needed; until then it is not seen."""

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.maximum() > self.minimum():
            super().paintEvent(event)


class TurnViewport(QAbstractScrollArea):
    """Its scroll bar counts the pixels of the whole chat, most of which is not there."""

    resized = Signal()
    scrolled = Signal()

    def __init__(self, column: TurnColumn) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        bar = _ScrollBar(Qt.Orientation.Vertical)
        self.setVerticalScrollBar(bar)
        # The same on the left, so that the column stands right above the composer.
        self.setViewportMargins(bar.sizeHint().width(), 0, 0, 0)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)  # it stands on the ground of the window
        self._column = column
        self._height = 0
        column.setParent(self.viewport())
        column.show()

    @property
    def top(self) -> int:
        """The pixel of the chat at the upper edge."""
        return self.verticalScrollBar().value()

    @property
    def bottom_top(self) -> int:
        """Where `top` is when the end is seen."""
        return self.verticalScrollBar().maximum()

    @property
    def near(self) -> tuple[int, int]:
        """The pixels of the chat that are in sight, and as much more above and below."""
        room = self.viewport().height()
        return self.top - room, self.top + 2 * room

    def is_at_end(self, nearly: int) -> bool:
        """Whether no more than so many pixels are below what is in sight."""
        return self.top >= self.bottom_top - nearly

    def take_key(self, key: int) -> bool:
        """Move by a page, or to the start; whether `key` does that."""
        bar = self.verticalScrollBar()
        steps = {
            Qt.Key.Key_Home: -bar.value(),
            Qt.Key.Key_PageUp: -bar.pageStep(),
            Qt.Key.Key_PageDown: bar.pageStep(),
        }
        step = steps.get(Qt.Key(key))
        if step is not None:
            bar.setValue(bar.value() + step)
        return step is not None

    def take_height(self, height: int, top: int | None) -> None:
        """The chat is `height` tall now; stand at `top`, or at the end for None."""
        self._height = height
        bar, room = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(room)
        bar.setSingleStep(max(1, room // 12))
        bar.setRange(0, max(0, height - room))
        bar.setValue(bar.maximum() if top is None else top)
        self.settle()

    def settle(self) -> None:
        self._column.move_to(self.top, height=self._height)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        del dx, dy
        self.settle()
        self.scrolled.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()
