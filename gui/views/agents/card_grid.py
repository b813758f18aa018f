"""Cards side by side, as many as there is room for, all of a row equally high."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget


class CardGrid(QWidget):
    """`least` is the width below which a card would be too narrow."""

    def __init__(self, *, least: int, spacing: int) -> None:
        super().__init__()
        self._least = least
        self._cards: list[QWidget] = []
        self._columns = 1
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(spacing)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    @property
    def cards(self) -> tuple[QWidget, ...]:
        return tuple(self._cards)

    def show_cards(self, cards: Sequence[QWidget]) -> None:
        """Show these instead of those before, which are deleted."""
        for card in self._cards:
            if card not in cards:
                self._grid.removeWidget(card)
                card.hide()
                card.deleteLater()
        self._cards = list(cards)
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        height = super().minimumSizeHint().height()
        widths = (card.minimumSizeHint().width() for card in self._cards)
        return QSize(max(widths, default=0), height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitting() != self._columns:
            self._arrange()
        else:
            self._share_width()

    def _fitting(self) -> int:
        gap = self._grid.spacing()
        return max(1, (self.width() + gap) // (self._least + gap))

    def _arrange(self) -> None:
        self._grid.setColumnStretch(self._columns, 0)
        self._columns = self._fitting()
        for number, card in enumerate(self._cards):
            self._grid.addWidget(card, number // self._columns, number % self._columns)
            card.show()
        self._grid.setColumnStretch(self._columns, 1)  # what is left stays empty
        self._share_width()

    def _share_width(self) -> None:
        """Cards are equally wide, also in a row that has fewer of them."""
        gaps = self._grid.spacing() * (self._columns - 1)
        share = max(0, self.width() - gaps) // self._columns
        for card in self._cards:
            card.setFixedWidth(share)
