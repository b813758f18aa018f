"""One member in the picture of a team: its initial, its name and what it does."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from gui.model.team_shape import Node
from gui.qt.form_controls import paint_chevron
from gui.qt.theme import Theme, ThemeSwitch
from gui.views.agents.node_words import node_name, node_sentence, role_words
from gui.views.agents.team_painting import paint_sign

ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


class TeamNode(QAbstractButton):
    """A control like any other, so that keys, focus and screen readers find it.

    `frame` shows a group as a frame around its members. Places are those of the parent.
    """

    chosen = Signal()
    opened = Signal()
    fold_wanted = Signal()
    menu_wanted = Signal(QPoint)  # on the screen
    step_wanted = Signal(int, int)  # to the node in this direction
    move_wanted = Signal(int)  # one place back or forth in the order
    remove_wanted = Signal()
    dragged = Signal(QPoint)
    dropped = Signal(QPoint)

    def __init__(self, node: Node, parent: QWidget, *, theme: ThemeSwitch) -> None:
        super().__init__(parent)
        self.setObjectName("teamNode")
        self.node = node
        self.frame = False
        self.marked = False  # something would be dropped on it
        self._theme = theme
        self._pressed: QPoint | None = None
        self._dragging = False
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self._choose)

    def show_node(self, node: Node) -> None:
        self.node = node
        self.setAccessibleName(node_sentence(node))
        self.setToolTip(node_sentence(node))
        self.update()

    def sizeHint(self) -> QSize:
        theme = self._theme.theme
        return QSize(theme.px("node_width"), theme.px("node_height"))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme = self._theme.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_card(painter, theme)
        height = theme.px("node_heading") if self.frame else self.height()
        pad = theme.px("space_3")
        side = min(theme.px("avatar"), height - theme.px("space_4"))
        sign = QRectF(pad, (height - side) / 2, side, side)
        paint_sign(painter, sign, self.node, theme)
        left = sign.right() + theme.px("space_2") + theme.px("hairline")
        right = self.width() - pad
        if self.node.inside is not None:
            right -= side
            place = QRectF(right, 0, side, height).toRect()
            paint_chevron(painter, place, theme.color("muted"), up=self.frame)
        self._paint_words(painter, theme, QRectF(left, 0, right - left, height))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        here = event.position().toPoint()
        if self._pressed is not None and event.buttons() & Qt.MouseButton.LeftButton:
            far = (here - self._pressed).manhattanLength() >= QApplication.startDragDistance()
            self._dragging = self._dragging or far
            if self._dragging:
                self.dragged.emit(self.mapToParent(here))
                return
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if self._dragging:
            self._dragging = False
            self.setDown(False)
            self.dropped.emit(self.mapToParent(event.position().toPoint()))
        elif pressed is not None and self._is_on_chevron(pressed):
            self.setDown(False)
            self.fold_wanted.emit()
        else:
            super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        del event
        self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        alt = bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if key in ARROWS and alt:
            self.move_wanted.emit(sum(ARROWS[key]))
        elif key in ARROWS:
            self.step_wanted.emit(*ARROWS[key])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_wanted.emit()
        elif key == Qt.Key.Key_Space and self.node.inside is not None:
            self.fold_wanted.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def _choose(self) -> None:
        self.setChecked(True)
        self.chosen.emit()

    def _is_on_chevron(self, point: QPoint) -> bool:
        theme = self._theme.theme
        side = theme.px("avatar") + theme.px("space_3")
        height = theme.px("node_heading") if self.frame else self.height()
        inside = self.node.inside is not None
        return inside and point.x() >= self.width() - side and point.y() <= height

    def _paint_card(self, painter: QPainter, theme: Theme) -> None:
        ring = self.hasFocus() or self.marked
        token = "accent" if ring or self.isChecked() else "line"
        stroke = theme.px("hairline") * (2 if ring else 1)
        painter.setPen(QPen(theme.color(token), stroke))
        ground = theme.color("accent_soft" if self.isChecked() else "raised")
        painter.setBrush(Qt.BrushStyle.NoBrush if self.frame else ground)
        edge = stroke / 2
        shape = QRectF(self.rect()).adjusted(edge, edge, -edge, -edge)
        radius = theme.px("radius_card")
        if self.node.inside is not None and not self.frame:
            step = theme.px("arrow")
            painter.drawRoundedRect(shape.adjusted(step, step, 0, 0), radius, radius)
            shape = shape.adjusted(0, 0, -step, -step)
        painter.drawRoundedRect(shape, radius, radius)

    def _paint_words(self, painter: QPainter, theme: Theme, place: QRectF) -> None:
        role = "" if self.frame else role_words(self.node)
        lines = [("body", "text", node_name(self.node)), ("small", "muted", role)]
        fonts = [theme.font(size, bold=size == "body") for size, _color, said in lines if said]
        heights = []
        for font in fonts:
            painter.setFont(font)
            heights.append(painter.fontMetrics().height())
        y = place.y() + (place.height() - sum(heights)) / 2
        for (_size, color, said), font, height in zip(lines, fonts, heights, strict=False):
            painter.setFont(font)
            painter.setPen(theme.color(color))
            cut = painter.fontMetrics().elidedText(
                said, Qt.TextElideMode.ElideRight, int(place.width())
            )
            line = QRectF(place.x(), y, place.width(), height)
            painter.drawText(line, Qt.AlignmentFlag.AlignVCenter, cut)
            y += height
