"""Draws the rows of the tree of a chat: the lines of its branches, a dot for each turn, words."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from gui.model.turn import Role, TurnState
from gui.model.turn_tree import TurnNode
from gui.qt.theme import ThemeSwitch
from gui.views.inspector.tree_model import ABOUT_ROLE, DRAWN_ROLE, Drawn
from gui.views.transcript.speaker_header import ASSISTANT, GUIDE

Index = QModelIndex | QPersistentModelIndex

MOST_LEVELS = 8
"""What is further aside is drawn at the last level, so that words keep their room."""


class TreeDelegate(QStyledItemDelegate):
    def __init__(self, parent: QWidget, *, theme: ThemeSwitch) -> None:
        super().__init__(parent)
        self._switch = theme
        self._read_theme()
        theme.changed.connect(self._read_theme)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option, index
        return QSize(0, self._height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        drawn = index.data(DRAWN_ROLE)
        if not isinstance(drawn, Drawn):
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, state)
        self._paint_lines(painter, rect, drawn)
        self._paint_dot(painter, rect, drawn)
        left = round(self._x(rect, drawn.row.level)) + self._step
        room = QRect(left, rect.top(), rect.right() - left - self._step // 2, rect.height())
        self._paint_words(painter, room, drawn, (str(index.data()), str(index.data(ABOUT_ROLE))))
        painter.restore()

    def _read_theme(self) -> None:
        theme = self._theme = self._switch.theme
        self._font, self._small = theme.font(), theme.font("small")
        self._metrics, self._small_metrics = QFontMetrics(self._font), QFontMetrics(self._small)
        self._step = theme.px("space_4")
        self._height = self._metrics.height() + self._small_metrics.height() + theme.px("space_3")

    def _x(self, rect: QRect, level: int) -> float:
        return rect.left() + self._step * (min(level, MOST_LEVELS) + 0.75)

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color("accent_soft" if chosen else "hover"))
            radius = self._theme.px("radius")
            painter.drawRoundedRect(rect, radius, radius)
        if chosen and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(self._theme.color("accent"), self._theme.px("hairline")))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            radius = self._theme.px("radius")
            painter.drawRoundedRect(rect.adjusted(0, 0, -1, -1), radius, radius)

    def _paint_lines(self, painter: QPainter, rect: QRect, drawn: Drawn) -> None:
        row, top, bottom = drawn.row, float(rect.top()), float(rect.bottom() + 1)
        middle = self._middle(rect)
        for level in range(min(row.level, MOST_LEVELS)):
            self._use(painter, current=level == 0 and drawn.leads_on)
            x = self._x(rect, level)
            painter.drawLine(QPointF(x, middle if drawn.first else top), QPointF(x, bottom))
        x = self._x(rect, row.level)
        if row.begins:
            self._use(painter, current=False)
            painter.drawLine(QPointF(self._x(rect, row.level - 1), middle), QPointF(x, middle))
        elif not drawn.first:
            self._use(painter, current=row.current)
            painter.drawLine(QPointF(x, top), QPointF(x, middle))
        if row.goes_on:
            self._use(painter, current=row.level == 0 and drawn.leads_on)
            painter.drawLine(QPointF(x, middle), QPointF(x, bottom))

    def _use(self, painter: QPainter, *, current: bool) -> None:
        line = self._theme.px("hairline") * (2 if current else 1)
        pen = QPen(self._theme.color("accent" if current else "line_strong"), line)
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)

    def _paint_dot(self, painter: QPainter, rect: QRect, drawn: Drawn) -> None:
        """Hollow for the user, filled for an answer; the end of what is read has a ring."""
        node, center = drawn.row.node, QPointF(self._x(rect, drawn.row.level), self._middle(rect))
        radius = self._theme.px("space_1")
        color = self._color(node)
        line = self._theme.px("hairline")
        painter.setPen(QPen(color, 2 * line))
        said = node.role is Role.USER
        painter.setBrush(self._theme.color("window") if said else color)
        painter.drawEllipse(center, radius, radius)
        if drawn.head:
            painter.setPen(QPen(self._theme.color("accent"), line))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(center, radius + 3 * line, radius + 3 * line)

    def _paint_words(
        self, painter: QPainter, room: QRect, drawn: Drawn, words: tuple[str, str]
    ) -> None:
        theme, right = self._theme, Qt.TextElideMode.ElideRight
        above = (room.height() - self._metrics.height() - self._small_metrics.height()) // 2
        line = QRect(room.left(), room.top() + above, room.width(), self._metrics.height())
        painter.setFont(self._font)
        painter.setPen(theme.color("text" if drawn.row.current else "muted"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(line, flags, self._metrics.elidedText(words[0], right, line.width()))
        below = QRect(line.left(), line.bottom() + 1, line.width(), self._small_metrics.height())
        failed = drawn.row.node.state is TurnState.FAILED
        painter.setFont(self._small)
        painter.setPen(theme.color("bad" if failed else "faint"))
        cut = self._small_metrics.elidedText(words[1], right, below.width())
        painter.drawText(below, flags, cut)

    def _middle(self, rect: QRect) -> float:
        """At the height of the first line of words."""
        below = self._small_metrics.height() / 2
        return rect.center().y() - below + 0.5

    def _color(self, node: TurnNode) -> QColor:
        if node.role is Role.USER:
            return self._theme.color("muted")
        if node.state is TurnState.FAILED:
            return self._theme.color("bad")
        name = node.agent or ASSISTANT
        return self._theme.agent_color(name, 0 if name in (ASSISTANT, GUIDE) else None)
