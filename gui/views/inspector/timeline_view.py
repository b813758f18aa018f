"""Draws the lanes of an answer: who worked when, who waited, and what went wrong."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from PySide6.QtCore import QCoreApplication, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QFrame, QWidget

from gui.model.timeline import Lane, Span, SpanKind, Timeline
from gui.qt.theme import ThemeSwitch
from gui.views.inspector.lane_words import lane_words
from gui.views.transcript.speaker_header import ASSISTANT, GUIDE

translate = QCoreApplication.translate

ZOOM_STEP = 1.25
MOST_ZOOM = 200.0
MOST_STACKED = 8
"""Calls at the same time for which a bar grows; more of them become thinner."""

WAITING_SHARE = 0.45
"""How much of its colour a span keeps while it waits."""


class TimelineView(QAbstractScrollArea):
    """Ctrl+wheel zooms around the pointer; a click says which part of the turn was meant."""

    span_clicked = Signal(object)  # int: the part of the turn, or None

    def __init__(self, theme: ThemeSwitch, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("timelineView")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the list beside it is for the keyboard
        self._theme = theme
        self._shown = Timeline()
        self._now = 0.0
        self._zoom = 1.0
        self._rows: list[int] = []
        self._tops = [0]
        theme.changed.connect(self._fit)

    @property
    def zoom(self) -> float:
        return self._zoom

    def show_timeline(self, timeline: Timeline, *, now: float) -> None:
        rows = [lane.rows for lane in timeline.lanes]
        self._shown, self._now = timeline, now
        if rows != self._rows:
            self._rows = rows
            self._fit()
        self.viewport().update()

    def span_at(self, place: QPointF) -> Span | None:
        """What stands under `place` in the viewport."""
        lane = bisect_right(self._tops, place.y() + self.verticalScrollBar().value()) - 1
        if not 0 <= lane < len(self._shown.lanes):
            return None
        bar = self._bar(lane)
        least = self._theme.theme.px("space_1")
        found = None
        for span in self._shown.lanes[lane].spans:
            area = self._area(bar, lane, span)
            over = area.top() <= place.y() <= area.bottom() or self._rows[lane] == 1
            if over and area.left() - least <= place.x() <= area.right() + least:
                found = span
        return found

    def bar_of(self, lane: int, span: int) -> QRectF:
        """Where a span is drawn in the viewport."""
        return self._area(self._bar(lane), lane, self._shown.lanes[lane].spans[span])

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self._theme.theme.font("small")
        painter.setFont(font)
        metrics = QFontMetrics(font)
        down = self.verticalScrollBar().value()
        for number in range(len(self._shown.lanes)):
            top, bottom = self._tops[number] - down, self._tops[number + 1] - down
            if top <= event.rect().bottom() and bottom >= event.rect().top():
                self._paint_lane(painter, metrics, number)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def wheelEvent(self, event: QWheelEvent) -> None:
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
            return
        steps = event.angleDelta().y() / 120
        before = self._zoom
        self._zoom = min(MOST_ZOOM, max(1.0, before * ZOOM_STEP**steps))
        bar = self.horizontalScrollBar()
        held = (bar.value() + event.position().x()) / before * self._zoom
        self._fit()
        bar.setValue(round(held - event.position().x()))
        self.viewport().update()
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        found = self.span_at(event.position())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self.span_clicked.emit(found.part)
        super().mouseReleaseEvent(event)

    def _bar_height(self, rows: int) -> int:
        """Calls beside each other share a higher bar, up to a bound."""
        one = self._theme.theme.px("lane_bar")
        return one if rows == 1 else one * min(rows, MOST_STACKED) // 2

    def _bar(self, number: int) -> QRect:
        """The ground of a lane, in the viewport."""
        px = self._theme.theme.px
        top = self._tops[number] + px("line_small") + px("space_1")
        height = self._bar_height(self._rows[number])
        room = self.viewport().width()
        return QRect(0, top - self.verticalScrollBar().value(), room, height)

    def _area(self, bar: QRect, number: int, span: Span) -> QRectF:
        whole = max(self._shown.end - self._shown.start, 0.001)
        scale = bar.width() * self._zoom / whole
        left = (span.start - self._shown.start) * scale - self.horizontalScrollBar().value()
        end = self._now if span.end is None else span.end
        least = float(self._theme.theme.px("space_1"))
        width = max(least, (end - span.start) * scale)
        height = bar.height() / self._rows[number]
        top = bar.top() + span.row * height
        return QRectF(min(left, bar.right() - least), top, width, height)

    def _paint_lane(self, painter: QPainter, metrics: QFontMetrics, number: int) -> None:
        theme = self._theme.theme
        lane, bar = self._shown.lanes[number], self._bar(number)
        painter.setPen(theme.color("muted"))
        line = QRect(
            0,
            bar.top() - theme.px("line_small") - theme.px("space_1"),
            bar.width(),
            theme.px("line_small"),
        )
        words = metrics.elidedText(lane_words(lane), Qt.TextElideMode.ElideRight, bar.width())
        painter.drawText(line, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.color("lane"))
        radius = theme.px("space_1")
        painter.drawRoundedRect(bar, radius, radius)
        painter.setClipRect(bar)
        for span in lane.spans:
            area = self._area(bar, number, span)
            if area.right() >= bar.left() and area.left() <= bar.right():
                painter.setBrush(self._color(lane, span))
                painter.drawRoundedRect(area, radius, radius)
        painter.setClipping(False)

    def _color(self, lane: Lane, span: Span) -> QColor:
        theme = self._theme.theme
        if span.kind is SpanKind.FAILED:
            return theme.color("bad")
        if lane.tool:
            color = theme.color("warn")
        else:
            order = 0 if lane.agent in (ASSISTANT, GUIDE) else None
            color = theme.agent_color(lane.agent, order)
        if span.kind is SpanKind.WAITS:
            color.setAlphaF(WAITING_SHARE)
        return color

    def _fit(self) -> None:
        """No taller than its lanes, so that what stands below follows them."""
        bar = self.horizontalScrollBar().sizeHint().height() if self._zoom > 1 else 0
        px = self._theme.theme.px
        around = px("line_small") + px("space_3")
        heights = (around + self._bar_height(rows) for rows in self._rows)
        self._tops = [0, *accumulate(heights)]
        self.setMaximumHeight(self._tops[-1] + bar + 1)
        room = self.viewport().size()
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        across.setPageStep(room.width())
        across.setRange(0, round(room.width() * (self._zoom - 1)))
        down.setPageStep(room.height())
        down.setSingleStep(around + px("lane_bar"))
        down.setRange(0, max(0, self._tops[-1] - room.height()))
        self.viewport().update()
