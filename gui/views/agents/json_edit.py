"""The JSON of a component, to be read and written: colours, line numbers, and marks."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QFontMetrics,
    QHelpEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextCursor,
    QTextFormat,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip, QWidget

from gui.qt.theme import ThemeSwitch
from gui.views.agents.json_ink import JsonInk

INDENT = "  "


class JsonEdit(QPlainTextEdit):
    """`edited` when the user has changed the text, by typing, pasting, Undo or Redo."""

    edited = Signal()

    def __init__(self, *, theme: ThemeSwitch) -> None:
        super().__init__()
        self.setObjectName("jsonEdit")
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setTabChangesFocus(True)
        self._theme = theme
        self._marks: dict[int, str] = {}
        self._told = False
        self._last_field = ""
        self._ink = JsonInk(self.document(), theme.theme)
        self._gutter = _Gutter(self)
        self.blockCountChanged.connect(self._make_room)
        self.updateRequest.connect(self._scroll_gutter)
        self.textChanged.connect(self._tell)
        theme.changed.connect(self._restyle)
        self._restyle()

    @property
    def marks(self) -> Mapping[int, str]:
        """What is wrong, by line, from 0."""
        return self._marks

    def begin_with(self, text: str) -> None:
        """Show `text`, and forget what was before: Undo does not lead back to it."""
        self._told = True
        self.setPlainText(text)
        self._told = False
        self._last_field = ""

    def change_to(self, text: str, *, field: str = "") -> None:
        """Turn the text into `text` as one step that Undo takes back, without an `edited`.

        Only what differs is replaced, so that the caret and the view stay where they are. Steps
        of the same `field` in a row count as one.
        """
        before = self.toPlainText()
        if before == text:
            return
        start = _common(before, text)
        end = min(_common(before[::-1], text[::-1]), min(len(before), len(text)) - start)
        self._told = True
        cursor = QTextCursor(self.document())
        if field and field == self._last_field:
            cursor.joinPreviousEditBlock()
        else:
            cursor.beginEditBlock()
        cursor.setPosition(_units(before, start))
        cursor.setPosition(_units(before, len(before) - end), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(text[start : len(text) - end])
        cursor.endEditBlock()
        self._told = False
        self._last_field = field

    def mark(self, marks: Mapping[int, str]) -> None:
        """Mark these lines as wrong; the words are shown where the mouse rests on them."""
        if dict(marks) != self._marks:
            self._marks = dict(marks)
            self._show_marks()

    def go_to(self, line: int) -> None:
        block = self.document().findBlockByNumber(line)
        if block.isValid():
            self.setTextCursor(QTextCursor(block))
            self.centerCursor()

    def gutter_width(self) -> int:
        theme = self._theme.theme
        digits = max(2, len(str(self.blockCount())))
        metrics = QFontMetrics(self.font())
        return metrics.horizontalAdvance("9") * digits + 2 * theme.px("space_2") + theme.px("dot")

    def paint_gutter(self, event: QPaintEvent) -> None:
        theme = self._theme.theme
        painter = QPainter(self._gutter)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        block = self.firstVisibleBlock()
        top = self.blockBoundingGeometry(block).translated(self.contentOffset()).top()
        height = QFontMetrics(self.font()).height()
        dot, pad = theme.px("dot"), theme.px("space_2")
        while block.isValid() and top <= event.rect().bottom():
            number = block.blockNumber()
            if number in self._marks:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.color("bad"))
                painter.drawEllipse(pad // 2, int(top) + (height - dot) // 2, dot, dot)
            painter.setPen(theme.color("bad" if number in self._marks else "faint"))
            place = QRect(0, int(top), self._gutter.width() - pad, height)
            painter.drawText(place, Qt.AlignmentFlag.AlignRight, str(number + 1))
            top += self.blockBoundingRect(block).height()
            block = block.next()
        painter.end()

    def mark_at(self, y: int) -> str:
        """What is wrong on the line at a height of the view."""
        return self._marks.get(self.cursorForPosition(QPoint(0, y)).blockNumber(), "")

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.mark_at(event.pos().y()), self)
            return True
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _tell(self) -> None:
        if not self._told:
            self._last_field = ""
            self.edited.emit()

    def _restyle(self) -> None:
        font = self._theme.theme.font("code")
        self.setFont(font)
        self.setTabStopDistance(QFontMetrics(font).horizontalAdvance(INDENT))
        self._ink.use(self._theme.theme)
        self._make_room()
        self._show_marks()

    def _show_marks(self) -> None:
        found = []
        for line in self._marks:
            block = self.document().findBlockByNumber(line)
            if block.isValid():
                selection = QTextEdit.ExtraSelection()
                selection.cursor = QTextCursor(block)
                selection.format.setBackground(self._theme.theme.color("bad_soft"))
                selection.format.setProperty(QTextFormat.Property.FullWidthSelection, True)
                found.append(selection)
        self.setExtraSelections(found)
        self._gutter.update()

    def _make_room(self) -> None:
        self.setViewportMargins(self.gutter_width(), 0, 0, 0)
        inside = self.contentsRect()
        self._gutter.setGeometry(inside.x(), inside.y(), self.gutter_width(), inside.height())

    def _scroll_gutter(self, area: QRect, dy: int) -> None:
        if dy:
            self._gutter.scroll(0, dy)
        else:
            self._gutter.update(0, area.y(), self._gutter.width(), area.height())


class _Gutter(QWidget):
    def __init__(self, edit: JsonEdit) -> None:
        super().__init__(edit)
        self._edit = edit
        self.setObjectName("jsonGutter")

    def sizeHint(self) -> QSize:
        return QSize(self._edit.gutter_width(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._edit.paint_gutter(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._edit.mark_at(event.pos().y()), self)
            return True
        return super().event(event)


def _common(one: str, other: str) -> int:
    """How many characters both begin with, found by halving."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _units(text: str, end: int) -> int:
    """Where Qt counts a place: a character outside the first plane is two of its units."""
    return len(text[:end].encode("utf-16-le")) // 2
