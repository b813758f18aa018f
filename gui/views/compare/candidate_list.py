"""The list in which those who are to answer are ticked, anywhere in their row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QSize,
    Qt,
)
from PySide6.QtGui import QMouseEvent, QShowEvent
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from gui.views.compare.candidate import Candidate

Index = QModelIndex | QPersistentModelIndex

_PLACE = Qt.ItemDataRole.UserRole
_CHECK = Qt.ItemDataRole.CheckStateRole


class CandidateList(QListWidget):
    """What does not fit into a row is cut with an ellipsis, and whole in its tooltip."""

    def __init__(self, offered: Sequence[Candidate]) -> None:
        super().__init__()
        self.setObjectName("compareList")
        self.setItemDelegate(_TickedRows(self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._offered = offered
        for place, one in enumerate(offered):
            self._add(place, one)
        self.setCurrentRow(0)

    def checked(self) -> tuple[Candidate, ...]:
        items = (self.item(row) for row in range(self.count()))
        checked = (item for item in items if item.checkState() is Qt.CheckState.Checked)
        return tuple(self._offered[item.data(_PLACE)] for item in checked)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.doItemsLayout()  # the heights of rows are only now those of the style sheet

    def _add(self, place: int, one: Candidate) -> None:
        label = f"{one.name} · {one.about}" if one.about else one.name
        item = QListWidgetItem(label, self)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Unchecked)
        item.setToolTip(label)
        item.setData(_PLACE, place)


class _TickedRows(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, super().sizeHint(option, index).height())

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: Index,
    ) -> bool:
        if not isinstance(event, QMouseEvent):
            return super().editorEvent(event, model, option, index)
        if event.type() is not QEvent.Type.MouseButtonRelease:
            return False
        if event.button() is not Qt.MouseButton.LeftButton:
            return False
        ticked = Qt.CheckState(index.data(_CHECK)) is Qt.CheckState.Checked
        state = Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked
        return model.setData(index, state.value, _CHECK)
