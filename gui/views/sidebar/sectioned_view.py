"""A list view of rows in sections: it never lays out rows that nobody looks at."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
)
from PySide6.QtGui import QCursor, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QStyle,
    QStyleOptionViewItem,
)

from gui.qt.theme import ThemeSwitch
from gui.views.sidebar.row_geometry import RowGeometry
from gui.views.sidebar.session_delegate import SessionDelegate
from gui.views.sidebar.session_list_model import SessionListModel

Index = QModelIndex | QPersistentModelIndex
Action = QAbstractItemView.CursorAction
Hint = QAbstractItemView.ScrollHint
Flag = QItemSelectionModel.SelectionFlag

STEPS = {
    Action.MoveUp: -1,
    Action.MovePrevious: -1,
    Action.MoveDown: 1,
    Action.MoveNext: 1,
}


MARKED = (
    QStyle.StateFlag.State_Selected
    | QStyle.StateFlag.State_HasFocus
    | QStyle.StateFlag.State_KeyboardFocusChange
)


class SectionedView(QListView):
    """QListView would ask each of fifty thousand rows for its size after every change.

    It stays the base for what assistive tools know of lists.
    """

    def __init__(self, model: SessionListModel, *, theme: ThemeSwitch) -> None:
        """Who is ready for what Qt then calls sets the model."""
        super().__init__()
        self._chats = model
        self._delegate = SessionDelegate(self, theme=theme)
        self._geometry = RowGeometry((), row_height=1, heading_height=1)
        self._marked = -1
        model.layoutChanged.connect(self._measure)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def mark(self, row: int) -> None:
        """Show where something would be dropped; -1 is nowhere."""
        if row != self._marked:
            self._marked = row
            self.viewport().update()

    def doItemsLayout(self) -> None:
        self._measure()
        QAbstractItemView.doItemsLayout(self)

    def _measure(self) -> None:
        """At once when rows have moved: what is clicked before Qt lays out is where it was told."""
        self._geometry = RowGeometry(
            self._chats.rows.sections.all,
            row_height=self._delegate.row_height,
            heading_height=self._delegate.heading_height,
        )

    def updateGeometries(self) -> None:
        bar, page = self.verticalScrollBar(), self.viewport().height()
        bar.setRange(0, max(self._geometry.height - page, 0))
        bar.setPageStep(page)
        bar.setSingleStep(self._delegate.row_height)
        QAbstractItemView.updateGeometries(self)

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def horizontalOffset(self) -> int:
        return 0

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.viewport().scroll(dx, dy)

    def visualRect(self, index: Index) -> QRect:
        if not index.isValid() or index.row() >= self._chats.rowCount():
            return QRect()
        top, height = self._geometry.span(index.row())
        return QRect(0, top - self.verticalOffset(), self.viewport().width(), height)

    def indexAt(self, point: QPoint) -> QModelIndex:
        row = self._geometry.row_at(point.y() + self.verticalOffset())
        return QModelIndex() if row is None else self._chats.index(row, 0)

    def scrollTo(self, index: Index, hint: Hint = Hint.EnsureVisible) -> None:
        rect = self.visualRect(index)
        if rect.isNull():
            return
        bar, page = self.verticalScrollBar(), self.viewport().height()
        top = rect.top() + bar.value()
        bottom = top + rect.height() - page
        match hint:
            case Hint.PositionAtTop:
                bar.setValue(top)
            case Hint.PositionAtBottom:
                bar.setValue(bottom)
            case Hint.PositionAtCenter:
                bar.setValue((top + bottom) // 2)
            case _:
                bar.setValue(min(max(bar.value(), bottom), top))

    def moveCursor(self, action: Action, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        del modifiers
        current, last = self.currentIndex(), self._chats.rowCount() - 1
        page = max(self.viewport().height() // self._delegate.row_height - 1, 1)
        here = current.row() if current.isValid() else -1
        match action:
            case Action.MoveHome:
                return self._nearest(0, 1)
            case Action.MoveEnd:
                return self._nearest(last, -1)
            case Action.MovePageUp:
                return self._nearest(max(here - page, 0), 1)
            case Action.MovePageDown:
                return self._nearest(min(here + page, last), -1)
            case _ if action in STEPS:
                step = STEPS[action]
                found = self._nearest(here + step if here >= 0 else 0, step)
                return found if found.isValid() else current
            case _:
                return current

    def setSelection(self, rect: QRect, command: Flag) -> None:
        """All selectable rows from the top to the bottom of `rect`; headings are left out."""
        span = rect.normalized()
        offset, end = self.verticalOffset(), self._geometry.height - 1
        first = self._geometry.row_at(min(max(span.top() + offset, 0), end))
        last = self._geometry.row_at(min(max(span.bottom() + offset, 0), end))
        selection = QItemSelection()
        if first is not None and last is not None:
            model = self._chats
            selection.append(QItemSelectionRange(model.index(first, 0), model.index(last, 0)))
        self.selectionModel().select(selection, command)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        """All that is seen: finding out more would cost more than painting."""
        del selection
        return QRegion(self.viewport().rect())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        plain = option.state & ~(QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_Selected)
        hovered = self._hovered()
        chosen, current = self.selectionModel(), self.currentIndex().row()
        area, offset = event.rect(), self.verticalOffset()
        row = self._geometry.row_at(max(area.top() + offset, 0))
        while row is not None and row < self._chats.rowCount():
            index = self._chats.index(row, 0)
            option.rect = self.visualRect(index)
            if option.rect.top() > area.bottom():
                break
            option.state = plain
            if chosen.isSelected(index):
                option.state |= QStyle.StateFlag.State_Selected
            if row == self._marked:
                option.state |= MARKED
            if row == hovered:
                option.state |= QStyle.StateFlag.State_MouseOver
            if row == current and self.hasFocus():
                option.state |= QStyle.StateFlag.State_HasFocus
            self._delegate.paint(painter, option, index)
            row += 1
        painter.end()

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverMove, QEvent.Type.HoverLeave):
            self.viewport().update()
        return super().viewportEvent(event)

    def _hovered(self) -> int:
        view = self.viewport()
        if not view.underMouse():
            return -1
        return self.indexAt(view.mapFromGlobal(QCursor.pos())).row()

    def _nearest(self, row: int, step: int) -> QModelIndex:
        """The first row from `row` on that can be reached by key."""
        while 0 <= row < self._chats.rowCount():
            index = self._chats.index(row, 0)
            if index.flags() & Qt.ItemFlag.ItemIsEnabled:
                return index
            row += step
        return QModelIndex()
