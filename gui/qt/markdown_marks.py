"""Draws what a text document cannot hold: bars of quotes, rules, task boxes, grounds of code."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QTextBlock, QTextBlockFormat, QTextDocument

from gui.qt.markdown_style import (
    MARKER,
    QUOTE_DEPTH,
    QUOTE_LEFT,
    QUOTE_RTL,
    QUOTE_TONE,
    RULE,
    SHADED,
    TASK,
)
from gui.qt.theme import Theme

_TICK = ((0.22, 0.52), (0.42, 0.72), (0.78, 0.28))
"""The tick in a box, in parts of the box's side."""


def paint_marks(painter: QPainter, document: QTextDocument, theme: Theme, area: QRect) -> None:
    """Draw the marks of the blocks within `area`; to be called before the text is drawn."""
    marks = _Marks(painter, document, theme)
    layout = document.documentLayout()
    position = max(0, layout.hitTest(QPointF(area.topLeft()), Qt.HitTestAccuracy.FuzzyHit))
    block = document.findBlock(position)
    while block.isValid() and layout.blockBoundingRect(block).top() <= area.bottom():
        marks.paint(block)
        block = block.next()


class _Marks:
    def __init__(self, painter: QPainter, document: QTextDocument, theme: Theme) -> None:
        self._painter = painter
        self._layout = document.documentLayout()
        self._width = document.textWidth()
        self._theme = theme

    def paint(self, block: QTextBlock) -> None:
        look = block.blockFormat()
        if look.hasProperty(QUOTE_DEPTH):
            self._paint_bars(block)
        if look.hasProperty(SHADED):
            self._paint_ground(block)
        if look.hasProperty(RULE):
            self._paint_rule(block)
        if look.hasProperty(TASK):
            self._paint_task(block)
        elif look.hasProperty(MARKER):
            self._paint_marker(block)

    def _paint_bars(self, block: QTextBlock) -> None:
        look = block.blockFormat()
        bottom = _last_line(block).bottom()
        left = float(look.property(QUOTE_LEFT))
        above = block.previous()
        depth_above = _depth_above(above.blockFormat(), look) if above.isValid() else 0
        width, step = self._theme.px("quote_bar"), self._theme.px("quote_indent")
        depth = int(look.property(QUOTE_DEPTH))
        for bar in range(depth):
            goes_on = depth_above > bar
            top = _last_line(above).bottom() if goes_on else _first_line(block).top()
            x = left + bar * step
            if look.property(QUOTE_RTL):
                x = self._width - x - width
            tone = str(look.property(QUOTE_TONE) or "") if bar == depth - 1 else ""
            area = QRectF(x, top, width, bottom - top)
            self._painter.fillRect(area, self._theme.color(tone or "line_strong"))

    def _paint_ground(self, block: QTextBlock) -> None:
        pad = int(block.blockFormat().property(SHADED))
        frame = self._layout.blockBoundingRect(block)
        line = _first_line(block)
        height = block.layout().lineCount() * self._theme.px("line_code")
        area = QRectF(
            line.left() - pad, frame.top() - pad, line.width() + 2 * pad, height + 2 * pad
        )
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(self._theme.color("code"))
        radius = self._theme.px("radius")
        self._painter.drawRoundedRect(area, radius, radius)

    def _paint_rule(self, block: QTextBlock) -> None:
        frame = self._layout.blockBoundingRect(block)
        left = _first_line(block).left()
        height = int(block.blockFormat().property(RULE))
        area = QRectF(left, round(frame.center().y()), self._width - left, height)
        self._painter.fillRect(area, self._theme.color("line"))

    def _paint_marker(self, block: QTextBlock) -> None:
        """Close to the start of the text, on its first line."""
        line = _first_line(block)
        gap = self._theme.px("marker_gap")
        side = Qt.AlignmentFlag.AlignAbsolute
        if _is_rtl(block):
            room = QRectF(line.right() + gap, line.top(), self._width, line.height())
            side |= Qt.AlignmentFlag.AlignLeft
        else:
            room = QRectF(0, line.top(), line.left() - gap, line.height())
            side |= Qt.AlignmentFlag.AlignRight
        self._painter.setFont(self._theme.font())
        self._painter.setPen(self._theme.color("muted"))
        flags = side | Qt.AlignmentFlag.AlignVCenter
        self._painter.drawText(room, flags, str(block.blockFormat().property(MARKER)))

    def _paint_task(self, block: QTextBlock) -> None:
        line = _first_line(block)
        side = self._theme.px("task_box")
        middle = line.center().y()
        gap = self._theme.px("marker_gap")
        left = line.right() + gap if _is_rtl(block) else line.left() - side - gap
        box = QRectF(round(left) + 0.5, round(middle - side / 2) + 0.5, side, side)
        done = bool(block.blockFormat().property(TASK))
        color = self._theme.color("accent" if done else "faint")
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._painter.setPen(QPen(color, self._theme.px("hairline")))
        self._painter.setBrush(color if done else Qt.BrushStyle.NoBrush)
        corner_radius = side / 4
        self._painter.drawRoundedRect(box, corner_radius, corner_radius)
        if done:
            pen = QPen(self._theme.color("on_accent"), 1.5 * self._theme.px("hairline"))
            self._painter.setPen(pen)
            points = [QPointF(box.x() + x * side, box.y() + y * side) for x, y in _TICK]
            self._painter.drawPolyline(points)


def _depth_above(above: QTextBlockFormat, look: QTextBlockFormat) -> int:
    """How many of the bars of the block above may go on: none if it is in another quote."""
    if any(above.property(name) != look.property(name) for name in (QUOTE_RTL, QUOTE_TONE)):
        return 0
    return int(above.property(QUOTE_DEPTH) or 0)


def _first_line(block: QTextBlock) -> QRectF:
    """Where the block's first line stands in the document."""
    return _line(block, 0)


def _last_line(block: QTextBlock) -> QRectF:
    return _line(block, max(0, block.layout().lineCount() - 1))


def _line(block: QTextBlock, number: int) -> QRectF:
    line = block.layout().lineAt(number)
    if not line.isValid():
        return QRectF()
    return line.rect().translated(block.layout().position())


def _is_rtl(block: QTextBlock) -> bool:
    return block.textDirection() is Qt.LayoutDirection.RightToLeft
