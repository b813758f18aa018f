"""How Markdown looks in one theme: the formats of its paragraphs, lists, tables and words."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QBrush,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextFormat,
    QTextFrameFormat,
    QTextTableCellFormat,
    QTextTableFormat,
)

from gui.qt.math_pictures import MathPictures
from gui.qt.theme import Theme

_OWN = QTextFormat.Property.UserProperty.value
QUOTE_DEPTH = _OWN + 1
"""On a block: how many quotes it lies in; the pane draws a bar for each."""
QUOTE_LEFT = _OWN + 2
"""On a block in a quote: where the outermost bar stands, in pixels."""
SHADED = _OWN + 3
"""On a block of code between paragraphs: the pane draws its ground."""
RULE = _OWN + 4
"""On the empty block of a horizontal rule: the pane draws its line."""
MARKER = _OWN + 5
"""On the first block of a list item: the bullet or number that the pane draws before it."""
TASK = _OWN + 6
"""On an item of a task list: whether it is done; the pane draws a box instead of a bullet."""

QUOTE_RTL = _OWN + 7
"""On a block in a quote that is read from right to left: its bars stand on the right."""
QUOTE_TONE = _OWN + 8
"""On a block in an alert: the colour of its innermost bar."""

ALERT_TONES = {
    "note": "accent",
    "tip": "ok",
    "important": "agent_3",
    "warning": "warn",
    "caution": "bad",
}
"""The colours of alerts by their kind."""

_HEADINGS = {1: ("heading", "line_heading"), 2: ("subheading", "line_subheading")}


class Words(NamedTuple):
    """What sets some words apart; `heading` is 0 in body text."""

    heading: int = 0
    bold: bool = False
    italic: bool = False
    struck: bool = False
    code: bool = False
    faded: bool = False
    bare: bool = False  # code that has its ground from elsewhere
    small: bool = False
    raised: bool = False
    tone: str = ""  # a colour other than that of text
    address: str = ""


class Place(NamedTuple):
    """Where a block stands: nested in `lists` lists and `quotes` quotes, the latter at `left`."""

    lists: int = 0
    quotes: int = 0
    left: int = 0
    rtl: bool = False  # the quote is read from right to left
    tone: str = ""  # of the alert that it lies in
    small: bool = False  # a footnote


class MarkdownStyle:
    """Formats of one theme, made once each and shared by all documents.

    `math` draws formulas; without it they are shown as they are written.
    """

    def __init__(
        self, theme: Theme, *, faded: bool = False, math: MathPictures | None = None
    ) -> None:
        self.theme = theme
        self.math = math
        self._faded = faded
        self.words = lru_cache(maxsize=256)(self._words)
        self.block = lru_cache(maxsize=256)(self._block)
        self.indent_width = theme.px("list_indent")
        self.quote_indent = theme.px("quote_indent")

    def _words(self, words: Words) -> QTextCharFormat:
        theme = self.theme
        size = _HEADINGS.get(words.heading, ("small" if words.small else "body", ""))[0]
        found = QTextCharFormat()
        font = theme.font("code" if words.code else size)
        bold = words.bold or words.heading > 0
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        font.setItalic(words.italic)
        found.setFont(font)
        found.setFontStrikeOut(words.struck)
        muted = words.faded or words.small or self._faded
        found.setForeground(theme.color(words.tone or ("muted" if muted else "text")))
        if words.raised:
            found.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignSuperScript)
        if words.code and not words.bare:
            found.setBackground(theme.color("code"))
        if words.address:
            found.setAnchor(True)
            found.setAnchorHref(words.address)
            found.setToolTip(words.address)
            found.setForeground(theme.color("accent"))
            found.setFontUnderline(not words.raised)
        return found

    def _block(
        self, place: Place, *, heading: int = 0, gap: str = "", code: bool = False
    ) -> QTextBlockFormat:
        """A paragraph's format; `gap` is the size of the space above it, "" for none."""
        theme = self.theme
        found = QTextBlockFormat()
        plain = "line_small" if place.small else "line_body"
        line = "line_code" if code else _HEADINGS.get(heading, ("", plain))[1]
        found.setLineHeight(theme.px(line), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        found.setTopMargin(theme.px(gap) if gap else 0)
        found.setIndent(place.lists)
        found.setHeadingLevel(heading)
        if code:
            found.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        if place.quotes:
            room = place.quotes * self.quote_indent
            (found.setRightMargin if place.rtl else found.setLeftMargin)(room)
            found.setProperty(QUOTE_RTL, place.rtl)
            found.setProperty(QUOTE_TONE, place.tone)
            found.setProperty(QUOTE_DEPTH, place.quotes)
            found.setProperty(QUOTE_LEFT, place.left)
        return found

    def shaded_code(self, place: Place, *, gap: str) -> QTextBlockFormat:
        """Code that stands between paragraphs, in a list or a quote."""
        pad = self.theme.px("space_2")
        found = QTextBlockFormat(self.block(place, gap=gap, code=True))
        found.setTopMargin(found.topMargin() + pad)
        found.setBottomMargin(pad)
        found.setLeftMargin(found.leftMargin() + pad)
        found.setRightMargin(found.rightMargin() + pad)
        found.setProperty(SHADED, pad)
        return found

    def rule(self, place: Place, *, gap: str) -> QTextBlockFormat:
        found = QTextBlockFormat(self.block(place, gap=gap))
        height = self.theme.px("line_rule")
        found.setLineHeight(height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        found.setProperty(RULE, self.theme.px("hairline"))
        return found

    def formula(self, place: Place, *, gap: str) -> QTextBlockFormat:
        """A formula between paragraphs."""
        found = self.roomy(self.block(place, gap=gap))
        room = self.theme.px("space_1")  # which words have within their lines
        found.setTopMargin(found.topMargin() + room)
        found.setBottomMargin(room)
        if not place.lists:
            found.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        return found

    def sliver(self) -> QTextBlockFormat:
        """For the empty block that a document always has after a table."""
        found = QTextBlockFormat()
        height = self.theme.px("hairline")
        found.setLineHeight(height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        return found

    def table(self, place: Place, *, rtl: bool) -> QTextTableFormat:
        found = QTextTableFormat()
        if rtl:
            found.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        found.setBorder(0)
        found.setCellSpacing(0)
        found.setCellPadding(0)
        left = place.lists * self.indent_width + place.quotes * self.quote_indent
        found.setLeftMargin(left)
        found.setHeaderRowCount(1)
        return found

    def cell(self) -> QTextTableCellFormat:
        """Room on the right and a hairline below; there are no other lines in a table.

        A line of fixed height has its words below its middle, hence the smaller room above.
        """
        theme = self.theme
        found = QTextTableCellFormat()
        found.setTopPadding(theme.px("cell_pad") - theme.px("space_1"))
        found.setBottomPadding(theme.px("cell_pad"))
        found.setRightPadding(theme.px("space_4"))
        found.setBottomBorder(theme.px("hairline"))
        found.setBottomBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        found.setBottomBorderBrush(QBrush(theme.color("line")))
        return found

    def cell_block(self, alignment: Qt.AlignmentFlag) -> QTextBlockFormat:
        """Of fixed height, so that the words of a row share a baseline, whatever their fonts."""
        found = QTextBlockFormat(self.block(Place()))
        found.setAlignment(alignment)
        return found

    def roomy(self, found: QTextBlockFormat) -> QTextBlockFormat:
        """The same, but a line becomes higher where what is in it is."""
        found = QTextBlockFormat(found)
        least = QTextBlockFormat.LineHeightTypes.MinimumHeight.value
        found.setLineHeight(found.lineHeight(), least)
        return found
