"""Pages of a PDF that are filled with pieces of HTML; no line of text is cut between two."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import (
    QBuffer,
    QIODevice,
    QLocale,
    QMarginsF,
    QPointF,
    QRectF,
    Qt,
    QUrl,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QTextCursor,
    QTextDocument,
    QTextOption,
)

RESOLUTION = 600
"""Dots per inch, to which letters are placed."""

CSS_RESOLUTION = 96
"""Pixels per inch, as sizes in HTML are meant."""

_MARGINS_MM = QMarginsF(20, 18, 20, 18)
_EDGE = 2.0
"""Dots: lines that only touch what is drawn would be written, too, though nobody sees them."""
_BAR = 0.1
"""How broad the line beside a step is, in lines of text."""
_DEEPEST = 12
"""Steps to the right."""
_LEAST_LINES = 4
"""What must fit below the head of a turn; else it begins on the next page."""


@dataclass(frozen=True, kw_only=True)
class PdfLook:
    """`css` is in what QTextDocument knows of CSS; `footer` has a place for {page}."""

    font: QFont
    css: str
    muted: QColor
    title: str
    footer: str


class PdfPages:
    """To be used by one thread from beginning to end."""

    def __init__(self, look: PdfLook) -> None:
        self._look = look
        self._buffer = QBuffer()
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._writer = QPdfWriter(self._buffer)
        self._writer.setResolution(RESOLUTION)
        metric = QLocale().measurementSystem() is QLocale.MeasurementSystem.MetricSystem
        size = QPageSize.PageSizeId.A4 if metric else QPageSize.PageSizeId.Letter
        self._writer.setPageSize(QPageSize(size))
        self._writer.setPageMargins(_MARGINS_MM, QPageLayout.Unit.Millimeter)
        self._writer.setTitle(look.title)
        self._writer.setCreator("Parley")
        self._small = QFont(look.font)
        self._small.setPointSizeF(look.font.pointSizeF() * 0.8)
        line = QFontMetricsF(look.font, self._writer).lineSpacing()
        self._width = float(self._writer.width())
        self._height = self._writer.height() - 2 * line  # the footer has the rest
        self._line = line
        self._page = 1
        self._depth = 0
        self._y = 0.0
        self._painter = QPainter(self._writer)

    @property
    def width(self) -> int:
        """Of the text, in pixels of CSS."""
        return int((self._width - self._left) * CSS_RESOLUTION / RESOLUTION)

    @property
    def _left(self) -> float:
        return min(self._depth, _DEEPEST) * self._line

    @property
    def height(self) -> int:
        return int(self._height * CSS_RESOLUTION / RESOLUTION)

    def keep_together(self) -> None:
        """What comes now begins on the next page if only a few lines are left on this one."""
        if self._y and self._height - self._y < _LEAST_LINES * self._line:
            self._turn_page()

    def skip(self, lines: float) -> None:
        if self._y:
            self._draw_bars(lines * self._line)
            self._y += lines * self._line

    def indent(self, more: int) -> None:
        """What comes now stands so many steps further to the right, each beside a line."""
        self._depth += more

    def add(self, html: str, pictures: Mapping[str, QImage]) -> None:
        """`pictures` by the address that the HTML gives them."""
        document = self._document(html, pictures)
        taken, whole = _lines(document), document.size().height()
        start = 0.0
        while start < whole:
            end = self._end(taken, start, whole)
            if end > start:
                self._draw(document, start, end)
                if all(bottom <= end + _EDGE for _, bottom in taken):
                    break
                if _forget(document, end):
                    taken, whole, end = _lines(document), document.size().height(), 0.0
                start = min((max(top, end) for top, bottom in taken if bottom > end), default=whole)
            if start < whole:
                self._turn_page()

    def finish(self) -> bytes:
        self._draw_footer()
        self._painter.end()
        self._buffer.close()
        return bytes(self._buffer.data().data())

    def _document(self, html: str, pictures: Mapping[str, QImage]) -> QTextDocument:
        document = QTextDocument()
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.documentLayout().setPaintDevice(self._writer)
        document.setDefaultFont(self._look.font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(option)
        document.setDefaultStyleSheet(self._look.css)
        for address, picture in pictures.items():
            kind = QTextDocument.ResourceType.ImageResource.value
            document.addResource(kind, QUrl(address), picture)
        document.setTextWidth(self._width - self._left)
        # What is inserted is laid out at once; `setHtml` would start timers for the rest.
        QTextCursor(document).insertHtml(html)
        return document

    def _end(self, taken: list[tuple[float, float]], start: float, whole: float) -> float:
        """Where what fits on this page ends; `start` where nothing does."""
        room = start + self._height - self._y
        if whole <= room:
            return whole
        fitting = [bottom for _, bottom in taken if start < bottom <= room]
        if fitting:
            return fitting[-1]
        return start if self._y else room  # a line that is taller than a page

    def _draw(self, document: QTextDocument, start: float, end: float) -> None:
        self._painter.save()
        self._painter.translate(QPointF(self._left, self._y - start))
        within = QRectF(0, start + _EDGE, self._width, end - start - 2 * _EDGE)
        document.drawContents(self._painter, within)
        self._painter.restore()
        self._draw_bars(end - start)
        self._y += end - start

    def _draw_bars(self, height: float) -> None:
        within = min(height, self._height - self._y)
        for step in range(min(self._depth, _DEEPEST)):
            place = QRectF(step * self._line, self._y, self._line * _BAR, within)
            self._painter.fillRect(place, self._look.muted)

    def _turn_page(self) -> None:
        self._draw_footer()
        self._writer.newPage()
        self._page += 1
        self._y = 0.0

    def _draw_footer(self) -> None:
        painter = self._painter
        painter.save()
        painter.setFont(self._small)
        painter.setPen(self._look.muted)
        place = QRectF(0, self._height + self._line, self._width, self._line)
        number = self._look.footer.format(page=self._page)
        metrics = QFontMetricsF(self._small, self._writer)
        room = self._width - metrics.horizontalAdvance(number) - 2 * self._line
        title = metrics.elidedText(self._look.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(place, Qt.AlignmentFlag.AlignLeft, title)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight, number)
        painter.restore()


def _forget(document: QTextDocument, end: float) -> bool:
    """Take out all above `end`, where that is within a paragraph; whether there was one.

    When Qt draws a part of a paragraph, it writes the line above it, too, out of sight.
    """
    place = document.documentLayout().hitTest(QPointF(0, end + _EDGE), Qt.HitTestAccuracy.FuzzyHit)
    cursor = QTextCursor(document)
    cursor.setPosition(max(0, place))
    block = cursor.block()
    line = block.layout().lineForTextPosition(cursor.positionInBlock())
    if not line.isValid() or line.lineNumber() == 0 or block.textList() is not None:
        return False
    if cursor.currentTable() is not None:
        return False
    shape = block.blockFormat()
    cursor.setPosition(block.position() + line.textStart())
    cursor.movePosition(QTextCursor.MoveOperation.Start, QTextCursor.MoveMode.KeepAnchor)
    cursor.removeSelectedText()
    cursor.setBlockFormat(shape)
    return True


def _lines(document: QTextDocument) -> list[tuple[float, float]]:
    """From where to where lines go, from the top; those beside each other count as one."""
    found: list[tuple[float, float]] = []
    layout = document.documentLayout()
    block = document.begin()
    while block.isValid():
        lines = block.layout()
        above = layout.blockBoundingRect(block).top() - lines.boundingRect().top()
        for number in range(lines.lineCount()):
            place = lines.lineAt(number).rect()
            found.append((above + place.top(), above + place.bottom()))
        block = block.next()
    joined: list[tuple[float, float]] = []
    for top, bottom in sorted(found):
        if joined and top < joined[-1][1] - 1:
            joined[-1] = (joined[-1][0], max(bottom, joined[-1][1]))
        else:
            joined.append((top, bottom))
    return joined
