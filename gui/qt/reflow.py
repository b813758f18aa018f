"""A row of widgets that becomes a column where it no longer fits its width."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """A widget with its alignment in a row, and the width below which a row is no good for it."""

    widget: QWidget
    align: Qt.AlignmentFlag | None
    comfort: Callable[[], int] | None

    @property
    def wanted(self) -> int:
        least = _least_width(self.widget)
        return max(least, self.comfort()) if self.comfort else least


class ReflowRow(QWidget):
    """Lays its widgets out side by side, or one below the other when they do not fit.

    `stretch` is each widget's share of the spare width. The row never asks for more width
    than its widest widget needs, so that the page around it can become narrow.
    """

    def __init__(self, parent: QWidget | None = None, *, spacing: int = 0) -> None:
        super().__init__(parent)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(spacing)
        self._places: list[_Place] = []

    def add(
        self,
        widget: QWidget,
        *,
        stretch: int = 0,
        align: Qt.AlignmentFlag | None = None,
        comfort: Callable[[], int] | None = None,
    ) -> None:
        """Append `widget`. `align` holds in the row only; with less than `comfort` pixels for
        this widget the row becomes a column, though it could still be squeezed.
        """
        self._box.addWidget(widget, stretch)
        self._places.append(_Place(widget=widget, align=align, comfort=comfort))
        if align is not None:
            self._box.setAlignment(widget, align)

    def fill(self) -> None:
        """Leave the spare width behind what was added: the row itself must be given all of it,
        since one that is only as wide as its column would never become a row again.
        """
        self._box.addStretch(1)

    @property
    def stacked(self) -> bool:
        return self._box.direction() == QBoxLayout.Direction.TopToBottom

    def minimumSizeHint(self) -> QSize:
        widest = max((_least_width(place.widget) for place in self._shown()), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._choose_direction()

    def event(self, event: QEvent) -> bool:
        handled = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._choose_direction()
        return handled

    def _shown(self) -> list[_Place]:
        return [place for place in self._places if not place.widget.isHidden()]

    def _choose_direction(self) -> None:
        shown = self._shown()
        needed = sum(place.wanted for place in shown) + self._box.spacing() * (len(shown) - 1)
        stacked = needed > self.width()
        if stacked == self.stacked:
            return
        directions = QBoxLayout.Direction
        self._box.setDirection(directions.TopToBottom if stacked else directions.LeftToRight)
        for place in self._places:
            if place.align is not None:
                align = Qt.AlignmentFlag.AlignLeft if stacked else place.align
                self._box.setAlignment(place.widget, align)


def _least_width(widget: QWidget) -> int:
    return max(widget.minimumSizeHint().width(), widget.minimumWidth())
