"""The strokes of a team's picture: lines with heads and labels, and an agent's initial."""

from __future__ import annotations

from itertools import pairwise
from math import atan2, cos, hypot, pi, sin

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from gui.model.team_layout import Line, Point, label_place
from gui.model.team_shape import Node, NodeKind
from gui.qt.icons import pixmap
from gui.qt.theme import Theme

SIGNS = {
    NodeKind.SELECTOR: "branch",
    NodeKind.ORCHESTRATOR: "branch",
    NodeKind.CODE: "computer",
}
"""What stands for a node that is not told by the initial of its name."""


def node_color(theme: Theme, node: Node) -> QColor:
    """A member's colour by its place in the team; what only leads the others has none."""
    if node.kind in (NodeKind.SELECTOR, NodeKind.ORCHESTRATOR, NodeKind.USER):
        return theme.color("muted")
    return theme.agent_color(node.name, node.order)


def paint_sign(painter: QPainter, place: QRectF, node: Node, theme: Theme) -> None:
    """The initial of `node` in its colour, or the drawing for what it is."""
    radius = min(theme.px("radius"), place.height() / 3.5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(node_color(theme, node))
    painter.drawRoundedRect(place, radius, radius)
    sign = SIGNS.get(node.kind)
    on = theme.color("on_accent")
    if sign is None:
        font = theme.font("small", bold=True)
        font.setPixelSize(max(6, min(font.pixelSize(), int(place.height() * 0.55))))
        painter.setFont(font)
        painter.setPen(on)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, node.name[:1].upper())
        return
    side = int(place.height() * 0.6)
    ratio = painter.device().devicePixelRatio()
    corner = place.center() - QPointF(side / 2, side / 2)
    painter.drawPixmap(corner, pixmap(sign, on, size=side, ratio=ratio))


def paint_line(
    painter: QPainter, line: Line, theme: Theme, color: QColor, *, small: bool = False
) -> None:
    """The way of `line`, with a head where it arrives."""
    pen = QPen(color, theme.px("hairline") * 1.4)
    if line.tool:
        pen.setStyle(Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPath(_way(line, theme.px("radius")))
    if line.tool:
        return
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(color)
    side = theme.px("arrow") * (0.7 if small else 1.0)
    _paint_head(painter, line.points[-2], line.points[-1], side, level=line.curved)
    if line.both:
        _paint_head(painter, line.points[1], line.points[0], side, level=line.curved)


def paint_label(painter: QPainter, line: Line, theme: Theme, *, widest: float) -> None:
    """The condition of a line, on the ground of the picture so that it can be read."""
    if not line.label:
        return
    painter.setFont(theme.font("small"))
    metrics = painter.fontMetrics()
    words = metrics.elidedText(line.label, Qt.TextElideMode.ElideRight, int(widest))
    at = label_place(line.points)
    width, height = metrics.horizontalAdvance(words), metrics.height()
    pad = theme.px("space_1")
    ground = QRectF(at.x - width / 2 - pad, at.y - height / 2, width + 2 * pad, height)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(theme.color("window"))
    painter.drawRoundedRect(ground, pad, pad)
    painter.setPen(theme.color("muted"))
    painter.drawText(ground, Qt.AlignmentFlag.AlignCenter, words)


def _way(line: Line, radius: float) -> QPainterPath:
    points = [QPointF(point.x, point.y) for point in line.points]
    path = QPainterPath(points[0])
    if line.curved:
        for here, there in pairwise(points):
            middle = (here.x() + there.x()) / 2
            path.cubicTo(QPointF(middle, here.y()), QPointF(middle, there.y()), there)
        return path
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        near, far = _towards(corner, before, radius), _towards(corner, after, radius)
        path.lineTo(near)
        path.quadTo(corner, far)
    path.lineTo(points[-1])
    return path


def _towards(start: QPointF, end: QPointF, distance: float) -> QPointF:
    """A point on the way from `start` to `end`, at most half of it away."""
    way = end - start
    length = hypot(way.x(), way.y())
    return start + way * (min(distance, length / 2) / length) if length else start


def _paint_head(painter: QPainter, before: Point, tip: Point, side: float, *, level: bool) -> None:
    """`level`: the line arrives level, however its ends stand to each other."""
    rise = 0.0 if level else tip.y - before.y
    angle = atan2(rise, tip.x - before.x)
    end = QPointF(tip.x, tip.y)
    corners = [
        end - QPointF(cos(angle + turn), sin(angle + turn)) * side * 1.5
        for turn in (pi / 7, -pi / 7)
    ]
    painter.drawPolygon(QPolygonF([end, *corners]))
