"""Paints what was found: titles, passages with the words marked, and who said it when."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from gui.model.passage import Passage
from gui.qt.theme import ThemeSwitch
from gui.views.search.found_rows import NOTE_ROLE, ROW_ROLE, FoundRow, Index

LINES = 2
"""Of a passage."""


class FoundDelegate(QStyledItemDelegate):
    """A message is as tall as its passage is in the width that `view` has."""

    def __init__(self, view: QListView, *, theme: ThemeSwitch) -> None:
        super().__init__(view)
        self._view = view
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        del option
        theme = self._theme.theme
        row = index.data(ROW_ROLE)
        pad = theme.px("space_3")
        if not isinstance(row, FoundRow) or row.turn is None:
            return QSize(0, QFontMetrics(theme.font(bold=True)).lineSpacing() + pad)
        room = self._view.viewport().width() - 3 * pad
        text = self._laid_out(row.passage, room, bold=False, lines=LINES).boundingRect()
        height = QFontMetrics(theme.font("small")).lineSpacing() + math.ceil(text.height())
        return QSize(0, height + pad)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = index.data(ROW_ROLE)
        if not isinstance(row, FoundRow):
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, rect, state)
        theme = self._theme.theme
        pad = theme.px("space_3")
        room = rect.adjusted(pad, pad // 2, -pad, -(pad // 2))
        note = str(index.data(NOTE_ROLE) or "")
        if row.turn is None:
            self._paint_title(painter, room, str(index.data()), note, row.passage)
        else:
            room.setLeft(room.left() + pad)
            self._paint_message(painter, room, note, row.passage)
        painter.restore()

    def _paint_ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        theme = self._theme.theme
        chosen = state & QStyle.StateFlag.State_Selected
        if chosen or state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent_soft" if chosen else "hover"))
            painter.drawRoundedRect(rect, theme.px("radius"), theme.px("radius"))

    def _paint_title(
        self, painter: QPainter, room: QRect, title: str, note: str, passage: Passage
    ) -> None:
        theme = self._theme.theme
        small = QFontMetrics(theme.font("small"))
        self._paint_note(painter, room, note, Qt.AlignmentFlag.AlignRight)
        used = small.horizontalAdvance(note) + theme.px("space_3")
        left = room.adjusted(0, 0, -used, 0)
        shown = passage if passage.text else Passage(text=title)
        self._paint_marked(painter, left, shown, bold=True, lines=1)

    def _paint_message(self, painter: QPainter, room: QRect, note: str, passage: Passage) -> None:
        theme = self._theme.theme
        height = QFontMetrics(theme.font("small")).lineSpacing()
        line = QRect(room.left(), room.top(), room.width(), height)
        self._paint_note(painter, line, note, Qt.AlignmentFlag.AlignLeft)
        below = room.adjusted(0, height, 0, 0)
        self._paint_marked(painter, below, passage, bold=False, lines=LINES)

    def _paint_note(
        self, painter: QPainter, room: QRect, note: str, side: Qt.AlignmentFlag
    ) -> None:
        theme = self._theme.theme
        font = theme.font("small")
        words = QFontMetrics(font).elidedText(note, Qt.TextElideMode.ElideRight, room.width())
        painter.setFont(font)
        painter.setPen(theme.color("muted"))
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, words)

    def _paint_marked(
        self, painter: QPainter, room: QRect, passage: Passage, *, bold: bool, lines: int
    ) -> None:
        layout = self._laid_out(passage, room.width(), bold=bold, lines=lines)
        painter.setPen(self._theme.theme.color("text"))
        painter.setClipRect(room)
        free = room.height() - layout.boundingRect().height()
        above = max(0.0, free / 2) if lines == 1 else 0.0
        layout.draw(painter, QPointF(room.left(), room.top() + above))
        painter.setClipping(False)

    def _laid_out(self, passage: Passage, width: int, *, bold: bool, lines: int) -> QTextLayout:
        """At most so many lines; what does not fit makes place for an ellipsis."""
        text, marks = passage.text, passage.marks
        while True:
            layout = QTextLayout(text, self._theme.theme.font(bold=bold))
            option = QTextOption()
            option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
            layout.setTextOption(option)
            layout.setFormats([self._mark(text, *span) for span in marks])
            end = _break_lines(layout, width, lines)
            if end >= _units(text) or len(text) <= 1:
                return layout
            fits = text.encode("utf-16-le", "surrogatepass")[: 2 * end]
            kept = fits.decode("utf-16-le", "ignore").rstrip("… ")[:-1]
            text = kept + "…"
            marks = tuple((a, min(b, len(kept))) for a, b in marks if a < len(kept))

    def _mark(self, text: str, start: int, end: int) -> QTextLayout.FormatRange:
        """Qt counts in UTF-16."""
        mark = QTextLayout.FormatRange()
        mark.start = _units(text[:start])
        mark.length = _units(text[start:end])
        look = QTextCharFormat()
        look.setForeground(self._theme.theme.color("accent"))
        look.setFontWeight(600)
        look.setFontUnderline(True)
        mark.format = look
        return mark


def _break_lines(layout: QTextLayout, width: int, most: int) -> int:
    """Where the last line ends, in UTF-16."""
    end, top = 0, 0.0
    layout.beginLayout()
    for _ in range(most):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(1, width))
        line.setPosition(QPointF(0, top))
        top += line.height()
        end = line.textStart() + line.textLength()
    layout.endLayout()
    return end


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
