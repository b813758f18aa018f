"""A piece of the transcript that says how tall it is at a width, and a column of such pieces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QEvent, QMargins, QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from gui.model.turn import Part
from gui.views.transcript.passages import Spot, Stretch


class Block(QWidget):
    """Laid out by its owner with `lay_out`; never by Qt's layouts, which ask all on each change."""

    resized = Signal()
    """Its height may have changed: the owner lays it out anew."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._width: int | None = None
        self._height = 0
        self._is_told = False  # whether the owner knows that it has no height

    def lay_out(self, width: int) -> int:
        """Arrange the contents for `width`; the height they need. Free when nothing changed."""
        if self._width != width:
            self._height = self._arrange(width)
            self._width = width
        return self._height

    @property
    def is_placed(self) -> bool:
        """Whether nothing has changed since it was laid out."""
        return self._width is not None

    def touch(self) -> None:
        """Forget the height, and let the owner know, who needs to hear of it once."""
        if self._width is not None or not self._is_told:
            self._width = None
            self._is_told = True
            self.resized.emit()

    def take_child_resize(self) -> None:
        """A block within it has another height."""
        if self._width is not None:
            self.touch()

    def advance(self, until: float) -> bool:
        """Go on with work put off, until `perf_counter() > until`; whether none is left."""
        del until
        return True

    def show_range(self, top: int, bottom: int) -> None:
        """What of it is near the viewport, in its own pixels; nothing where both are the same."""
        del top, bottom

    def restyle(self) -> None:
        """The theme, the text size or the language has changed."""
        self.touch()

    def way(self, spot: Spot) -> Way | None:
        """The next step to what shows `spot` of its turn; None where this block itself does."""
        del spot
        return None

    def open_to(self, spot: Spot) -> None:
        """Unfold what hides `spot`, if that is for this block to do."""
        del spot

    def sizeHint(self) -> QSize:
        return QSize(0, 0)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, 0)

    def _arrange(self, width: int) -> int:
        del width
        return 0


class LaidOutBlock(Block):
    """A small block within which a Qt layout decides.

    Only these look at their events: there are hundreds for each turn that comes near.
    """

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.touch()
        return handled

    def sizeHint(self) -> QSize:
        return QWidget.sizeHint(self)

    def _arrange(self, width: int) -> int:
        layout = self.layout()
        if layout is None:
            return 0
        layout.activate()
        if layout.hasHeightForWidth():
            return layout.totalHeightForWidth(width)
        return layout.totalSizeHint().height()


class Way(NamedTuple):
    """A step from a block to one within it, which is None where it does not exist yet."""

    block: Block | None
    top: int
    """Where it begins in the block that the step is from, or will begin."""
    stretch: Stretch | None = None
    """What it shows, where that is less than all that the block around it shows."""


def way_down(around: Block, inner: Block, stretch: Stretch | None = None) -> Way | None:
    """The step to a widget; None where it is folded away, so that `around` stands for it."""
    if not inner.isVisibleTo(around):
        return None
    return Way(inner, inner.mapTo(around, QPoint(0, 0)).y(), stretch)


class PartBlock(Block):
    """A block that shows one part of a turn as it changes."""

    def show_part(self, part: Part) -> bool:
        """Show `part` as it is now; False where this kind of block cannot, and must be replaced."""
        del part
        return False

    def ideal_width(self, widest: int) -> int:
        """What it needs to show all that it has, at most `widest`."""
        return widest

    def show_running(self, running: bool) -> None:
        """Whether the turn that the part is in still goes on."""
        del running


@dataclass(kw_only=True)
class Row:
    """One block in a column: how far it is moved in, and the space above it."""

    block: Block
    indent: int = 0
    gap: int = 0


class BlockColumn(PartBlock):
    """Blocks one below the other. Only what has changed is laid out again."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: list[Row] = []
        self.margins = QMargins()
        self._near: tuple[int, int] | None = None

    def show_range(self, top: int, bottom: int) -> None:
        self._near = (top, bottom)
        self._pass_range()

    def insert(self, index: int, block: Block, *, indent: int = 0, gap: int = 0) -> None:
        if block.parentWidget() is not self:
            block.setParent(self)
        self.rows.insert(index, Row(block=block, indent=indent, gap=gap))
        block.resized.connect(self.take_child_resize)
        if index + 1 < len(self.rows):  # so that Tab goes from top to bottom
            block.stackUnder(self.rows[index + 1].block)
        block.show()
        self.touch()

    def append(self, block: Block, *, indent: int = 0, gap: int = 0) -> None:
        self.insert(len(self.rows), block, indent=indent, gap=gap)

    def remove(self, block: Block) -> None:
        self.rows = [row for row in self.rows if row.block is not block]
        block.resized.disconnect(self.take_child_resize)
        block.hide()
        block.deleteLater()
        self.touch()

    def remove_from(self, index: int) -> None:
        """Remove the row at `index` and all below it."""
        for row in self.rows[index:]:
            self.remove(row.block)

    def restyle(self) -> None:
        for row in self.rows:
            row.block.restyle()
        self.touch()

    def advance(self, until: float) -> bool:
        return all(row.block.advance(until) for row in self.rows)

    def _arrange(self, width: int) -> int:
        inner = width - self.margins.left() - self.margins.right()
        top = self.margins.top()
        first = True
        for row in self.rows:
            if row.block.isHidden():
                continue
            if not first:
                top += row.gap
            height = row.block.lay_out(inner - row.indent)
            left = self.margins.left() + row.indent
            row.block.setGeometry(left, top, inner - row.indent, height)
            top += height
            first = False
        self._pass_range()
        return top + self.margins.bottom()

    def _pass_range(self) -> None:
        if self._near is not None:
            top, bottom = self._near
            for row in self.rows:
                above = row.block.y() if bottom > top else 0
                row.block.show_range(top - above, bottom - above)


def painted_by_style(widget: QWidget) -> None:
    """Let the style sheet draw the background and border of a plain widget."""
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
