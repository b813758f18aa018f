"""Writes Markdown tokens to the end of a document, block by block."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextDocument

from gui.model.text_direction import reads_rtl
from gui.model.visible_text import shown_code
from gui.qt.breakable_text import LINE_BREAK, breakable
from gui.qt.markdown_nesting import Nesting
from gui.qt.markdown_style import MARKER, MarkdownStyle, Words
from gui.qt.markdown_table import TableWriter
from gui.qt.markdown_words import WordsWriter

if TYPE_CHECKING:
    from markdown_it.token import Token

_TURNED = ("blockquote_open", "alert_open", "table_open")
"""Have two sides, which change places where text is read from right to left."""
_LOOKED_AT = 30


class DocumentWriter:
    """Appends blocks to one document.

    `follows` says that another widget's text stands above the document; `into_empty`, that
    its only block is not used yet.
    """

    def __init__(
        self,
        document: QTextDocument,
        style: MarkdownStyle,
        *,
        into_empty: bool = True,
        follows: bool = False,
    ) -> None:
        self._style = style
        self._follows = follows
        self._cursor = QTextCursor(document)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._empty = into_empty  # the block under the cursor is there but not used yet
        self._first = self._empty
        self._nesting = nesting = Nesting(list_indent=style.indent_width)
        self._words = Words()
        self._rtl = False  # what is about to be opened is read from right to left
        self._table: TableWriter | None = None
        self._writers = {
            "paragraph_open": self._open_paragraph,
            "heading_open": self._open_heading,
            "hr": self._write_rule,
            "fence": self._write_code,
            "code_block": self._write_code,
            "math_block": self._write_formula,
            "blockquote_open": self._open_quote,
            "alert_open": self._open_quote,
            "alert_title_open": self._open_title,
            "blockquote_close": nesting.close_quote,
            "alert_close": nesting.close_quote,
            "bullet_list_open": nesting.open_list,
            "ordered_list_open": nesting.open_list,
            "bullet_list_close": nesting.close_list,
            "ordered_list_close": nesting.close_list,
            "list_item_open": nesting.open_item,
            "list_item_close": self._close_item,
            "footnote_reference_open": nesting.open_note,
            "footnote_reference_close": nesting.close_note,
            "table_open": self._open_table,
            "table_close": self._close_table,
            "tr_open": self._write_table,
            "th_open": self._write_table,
            "td_open": self._write_table,
            "inline": self._write_inline,
        }

    def write(self, tokens: Sequence[Token]) -> None:
        for at, token in enumerate(tokens):
            writer = self._writers.get(token.type)
            if writer is None:
                continue
            if token.type in _TURNED:
                self._rtl = _reads_rtl(tokens, at)
            writer(token)

    def _start_block(self, found: QTextBlockFormat) -> None:
        if self._nesting.marker_due and self._nesting.place.lists:
            self._nesting.marker_due = False
            found = QTextBlockFormat(found)
            found.setProperty(MARKER, self._nesting.next_marker())
        plain = self._style.words(Words())
        if self._empty:
            self._cursor.setBlockFormat(found)
            self._cursor.setBlockCharFormat(plain)
        else:
            self._cursor.insertBlock(found, plain)
        self._empty = self._first = False

    def _gap(self, default: str = "paragraph_gap") -> str:
        if self._first:
            return "heading_lead" if self._follows and default == "heading_gap" else ""
        nesting = self._nesting
        if nesting.place.lists and (nesting.tight or nesting.marker_due):
            return "item_gap" if nesting.tight or nesting.place.lists > 1 else "paragraph_gap"
        return default

    def _open_paragraph(self, token: Token) -> None:
        self._nesting.tight = token.hidden
        self._words = self._nesting.words
        self._start_block(self._style.block(self._nesting.place, gap=self._gap()))

    def _open_heading(self, token: Token) -> None:
        level = int(token.tag[1:])
        self._words = Words(heading=level)
        gap = self._gap("heading_gap")
        self._start_block(self._style.block(self._nesting.place, heading=level, gap=gap))

    def _open_title(self, token: Token) -> None:
        """Of an alert."""
        del token
        self._words = Words(bold=True, tone=self._nesting.place.tone)
        found = QTextBlockFormat(self._style.block(self._nesting.place, gap=self._gap()))
        if self._nesting.place.rtl:
            found.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._start_block(found)

    def _write_rule(self, token: Token) -> None:
        del token
        self._start_block(self._style.rule(self._nesting.place, gap=self._gap()))

    def _write_code(self, token: Token) -> None:
        """Code within a list or a quote, or indented code: one shaded block."""
        code = token.content.removesuffix("\n")
        self._start_block(self._style.shaded_code(self._nesting.place, gap=self._gap()))
        shown = breakable(shown_code(code)).replace("\n", LINE_BREAK)
        self._cursor.insertText(shown, self._style.words(Words(code=True)))

    def _write_formula(self, token: Token) -> None:
        """A formula in a paragraph of its own."""
        self._start_block(self._style.formula(self._nesting.place, gap=self._gap()))
        WordsWriter(self._cursor, self._style).write_formula(token, self._nesting.words)

    def _open_quote(self, token: Token) -> None:
        self._nesting.open_quote(token, rtl=self._rtl)

    def _close_item(self, token: Token) -> None:
        del token
        if self._nesting.marker_due:
            self._start_block(self._style.block(self._nesting.place, gap=self._gap()))

    def _open_table(self, token: Token) -> None:
        del token
        if not self._empty:
            self._start_block(self._style.sliver())
        self._nesting.marker_due = False
        self._table = TableWriter(self._cursor, self._style, self._nesting.place, rtl=self._rtl)

    def _write_table(self, token: Token) -> None:
        if self._table is None:
            return
        if token.type == "tr_open":
            self._table.open_row()
        else:
            self._table.open_cell(token)
        self._words = Words(bold=token.type == "th_open")

    def _close_table(self, token: Token) -> None:
        del token
        self._table = None
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._cursor.setBlockFormat(self._style.sliver())
        self._empty = True

    def _write_inline(self, token: Token) -> None:
        cursor = self._cursor if self._table is None else self._table.cursor
        writer = WordsWriter(cursor, self._style)
        if self._nesting.note:
            writer.write_label(self._nesting.note, self._words)
            cursor.insertText(" ", self._style.words(self._words))
            self._nesting.note = ""
        writer.write(token.children or (), self._words)


def _reads_rtl(tokens: Sequence[Token], at: int) -> bool:
    """Whether the words that follow begin in a script that goes from right to left."""
    words = (
        token.content
        for before, token in pairwise(islice(tokens, at, at + _LOOKED_AT))
        if token.content and before.type != "alert_title_open"
    )
    return reads_rtl(next(words, ""))
