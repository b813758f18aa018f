"""JSON as a tree that folds; rows are made when they are looked at."""

from __future__ import annotations

import json
from dataclasses import dataclass, field

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
)
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QPainter, QWheelEvent
from PySide6.QtWidgets import (
    QFrame,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from gui.model.visible_text import shown_code
from gui.qt.theme import Theme

GROUP = 100
"""So many entries stand below one row; more are put into rows of their own: 0 … 99."""

_LONGEST = 300  # characters of a value that are shown
_Index = QModelIndex | QPersistentModelIndex
_TOP = QModelIndex()


@dataclass(slots=True, eq=False)
class Node:
    """A row: its name, and its value, or that it stands for some entries of `value`."""

    name: str
    value: object
    parent: Node | None
    row: int
    span: range | None = None  # of the entries it stands for
    below: list[Node] = field(default_factory=list)
    made: bool = False

    def children(self) -> list[Node]:
        if not self.made:
            self.made = True
            self.below = _nodes(self)
        return self.below

    @property
    def unfolds(self) -> bool:
        return isinstance(self.value, dict | list) and bool(self.value)

    @property
    def words(self) -> str:
        """The value in one line."""
        value = self.value
        if self.span is not None:
            return ""
        if isinstance(value, dict):
            return f"{{{len(value)}}}"
        if isinstance(value, list):
            return f"[{len(value)}]"
        if isinstance(value, str):
            cut = value if len(value) <= _LONGEST else value[:_LONGEST] + "…"
            return shown_code(json.dumps(cut, ensure_ascii=False))
        return json.dumps(value)

    @property
    def token(self) -> str:
        """The colour of the value."""
        match self.value:
            case str():
                return "code_string"
            case bool() | None:
                return "code_keyword"
            case int() | float():
                return "code_number"
            case _:
                return "muted"


def _nodes(node: Node) -> list[Node]:
    value = node.value
    if not isinstance(value, dict | list):
        return []
    whole = node.span or range(len(value))
    step = GROUP
    while len(whole) > step * GROUP:
        step *= GROUP
    if len(whole) > GROUP:
        starts = range(whole.start, whole.stop, step)
        spans = [range(start, min(start + step, whole.stop)) for start in starts]
        return [
            Node(f"{span.start} … {span.stop - 1}", value, node, row, span)
            for row, span in enumerate(spans)
        ]
    entries = list(value.items()) if isinstance(value, dict) else list(enumerate(value))
    return [
        Node(shown_code(str(name)[:_LONGEST]), entry, node, row)
        for row, (name, entry) in enumerate(entries[whole.start : whole.stop])
    ]


class JsonModel(QAbstractItemModel):
    def __init__(self, value: object, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._root = Node("", value, None, 0)

    def node(self, index: _Index) -> Node:
        found = index.internalPointer() if index.isValid() else None
        return found if isinstance(found, Node) else self._root

    def index(self, row: int, column: int, parent: _Index = _TOP) -> QModelIndex:
        children = self.node(parent).children()
        if column or not 0 <= row < len(children):
            return QModelIndex()
        return self.createIndex(row, 0, children[row])

    def parent(self, index: _Index = _TOP) -> QModelIndex:  # type: ignore[override]
        above = self.node(index).parent
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.row, 0, above)

    def rowCount(self, parent: _Index = _TOP) -> int:
        return len(self.node(parent).children())

    def columnCount(self, parent: _Index = _TOP) -> int:
        del parent
        return 1

    def hasChildren(self, parent: _Index = _TOP) -> bool:
        return self.node(parent).unfolds

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        node = self.node(index)
        return f"{node.name}: {node.words}" if node.words else node.name


class JsonTree(QTreeView):
    """By keyboard: arrows fold and unfold, Ctrl+C copies the value of the row as JSON."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("jsonTree")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setAnimated(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self._paper = _JsonDelegate(theme, self)
        self.setItemDelegate(self._paper)
        self.setModel(JsonModel({}, self))
        self.set_theme(theme)

    def set_theme(self, theme: Theme) -> None:
        self._paper.theme = theme
        self.setFont(theme.font("code"))
        self.setIndentation(theme.px("space_4"))
        self.viewport().update()

    def show_data(self, value: object, *, open_rows: int) -> None:
        """Unfold level by level as long as no more than `open_rows` rows are open."""
        before = self.model()
        self.setModel(JsonModel(value, self))
        if isinstance(before, JsonModel):
            before.deleteLater()
        self._unfold(open_rows)

    def rows_open(self, most: int) -> int:
        """How many rows there are to be seen, counted up to `most`."""
        count = 0
        index = self.model().index(0, 0)
        while index.isValid() and count < most:
            count += 1
            index = self.indexBelow(index)
        return count

    def row_height(self) -> int:
        return self._paper.theme.px("line_code")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        model = self.model()
        if event.matches(QKeySequence.StandardKey.Copy) and isinstance(model, JsonModel):
            value = model.node(self.currentIndex()).value
            QGuiApplication.clipboard().setText(json.dumps(value, indent=2, ensure_ascii=False))
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """It takes the wheel only once it was clicked: what is around it scrolls on."""
        if self.hasFocus() and self.verticalScrollBar().maximum() > 0:
            super().wheelEvent(event)
        else:
            event.ignore()

    def _unfold(self, most: int) -> None:
        model = self.model()
        level = [model.index(row, 0) for row in range(min(model.rowCount(), most))]
        count = model.rowCount()
        while level:
            folded = [index for index in level if model.hasChildren(index)]
            count += sum(model.rowCount(index) for index in folded)
            if count > most:
                return
            for index in folded:
                self.expand(index)
            level = [
                model.index(row, 0, index)
                for index in folded
                for row in range(model.rowCount(index))
            ]


class _JsonDelegate(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QObject) -> None:
        super().__init__(parent)
        self.theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        del option, index
        height = self.theme.px("line_code")
        return QSize(height, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        model = index.model()
        if not isinstance(model, JsonModel):
            return
        node = model.node(index)
        place: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        if state & QStyle.StateFlag.State_Selected and state & QStyle.StateFlag.State_HasFocus:
            painter.fillRect(place, self.theme.color("selection"))
        painter.setFont(self.theme.font("code"))
        metrics = painter.fontMetrics()
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        name = f"{node.name}:" if node.words else node.name
        pen = "code_name" if node.words else "muted"
        room = place.adjusted(self.theme.px("space_1"), 0, 0, 0)
        for words, token in ((name, pen), (node.words, node.token)):
            painter.setPen(self.theme.color(token))
            cut = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, side, cut)
            room.setLeft(room.left() + metrics.horizontalAdvance(f"{words} "))
        painter.restore()
