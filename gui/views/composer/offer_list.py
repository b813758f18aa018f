"""A list of offers of which one is chosen; the keys come from whoever has the caret."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView

from gui.qt.keyed_delegate import KEYS_ROLE, KeyedDelegate
from gui.qt.phrases import labelled
from gui.qt.theme import ThemeSwitch
from gui.views.composer.offer import Offer

MOST_ROWS = 8
"""So many are seen at once."""

_LONGEST = 160


class OfferList(QListView):
    def __init__(self, *, theme: ThemeSwitch) -> None:
        super().__init__()
        self.setObjectName("offerList")
        self._offers: tuple[Offer, ...] = ()
        self._found = QStandardItemModel(self)
        self.setModel(self._found)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(KeyedDelegate(self, theme=theme))
        self.clicked.connect(self._take)

    @property
    def chosen(self) -> Offer | None:
        row = self.currentIndex().row()
        return self._offers[row] if 0 <= row < len(self._offers) else None

    def show_offers(self, offers: Sequence[Offer]) -> None:
        """What was chosen stays so while it is offered under the same words."""
        before = self.chosen
        self._offers = tuple(offers)
        self._found.clear()
        for offer in self._offers:
            item = QStandardItem(" ".join(offer.title[:_LONGEST].split()))
            item.setData(offer.note, KEYS_ROLE)
            item.setData(labelled(offer.title, offer.note), Qt.ItemDataRole.AccessibleTextRole)
            item.setEnabled(offer.take is not None)
            self._found.appendRow(item)
        same = (row for row, one in enumerate(self._offers) if before and one.title == before.title)
        eager = (row for row, one in enumerate(self._offers) if one.take and one.eager)
        self._choose(next(same, next(eager, -1)))
        if self._offers:
            self.setFixedHeight(min(MOST_ROWS, len(self._offers)) * self.sizeHintForRow(0))

    def move_by(self, steps: int) -> None:
        """Past the last one comes the first."""
        rows = [row for row, offer in enumerate(self._offers) if offer.take is not None]
        if not rows:
            return
        now = self.currentIndex().row()
        if now not in rows:
            self._choose(rows[0] if steps > 0 else rows[-1])
            return
        self._choose(rows[(rows.index(now) + steps) % len(rows)])

    def take(self) -> bool:
        """Take what is chosen; False where nothing is."""
        offer = self.chosen
        if offer is None or offer.take is None:
            return False
        offer.take()
        return True

    def _choose(self, row: int) -> None:
        self.setCurrentIndex(self._found.index(row, 0) if row >= 0 else QModelIndex())

    def _take(self, index: QModelIndex) -> None:
        offer = self._offers[index.row()]
        if offer.take is not None:
            offer.take()
