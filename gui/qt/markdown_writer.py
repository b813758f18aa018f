"""Writes Markdown tokens to the end of a document, block by block."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextDocument

from gui.qt.markdown_style import MARKER, MarkdownStyle, Place, Words
from gui.qt.markdown_table import TableWriter
from gui.qt.markdown_words import LINE_BREAK, WordsWriter

if TYPE_CHECKING:
    from markdown_it.token import Token

_BULLETS = "•◦▪"


@dataclass
class _OpenList:
    """A list being written: its bullet, or the number of its next item."""

    bullet: str = ""
    number: int = 1
    suffix: str = "."

    def next_marker(self) -> str:
        if self.bullet:
            return self.bullet
        self.number += 1
        return f"{self.number - 1}{self.suffix}"


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
        self._place = Place()
        self._words = Words()
        self._lists: list[_OpenList] = []
        self._marker_due = False  # the next block begins a list item
        self._tight = False
        self._table: TableWriter | None = None
        self._writers = {
            "paragraph_open": self._open_paragraph,
            "heading_open": self._open_heading,
            "heading_close": self._close_heading,
            "hr": self._write_rule,
            "fence": self._write_code,
            "code_block": self._write_code,
            "blockquote_open": self._open_quote,
            "blockquote_close": self._close_quote,
            "bullet_list_open": self._open_list,
            "ordered_list_open": self._open_list,
            "bullet_list_close": self._close_list,
            "ordered_list_close": self._close_list,
            "list_item_open": self._open_item,
            "list_item_close": self._close_item,
            "table_open": self._open_table,
            "table_close": self._close_table,
            "tr_open": self._write_table,
            "th_open": self._write_table,
            "td_open": self._write_table,
            "th_close": self._write_table,
            "td_close": self._write_table,
            "inline": self._write_inline,
        }

    def write(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            writer = self._writers.get(token.type)
            if writer is not None:
                writer(token)

    def _start_block(self, found: QTextBlockFormat) -> None:
        if self._marker_due and self._lists:
            self._marker_due = False
            found = QTextBlockFormat(found)
            found.setProperty(MARKER, self._lists[-1].next_marker())
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
        if self._lists and (self._tight or self._marker_due):
            return "item_gap" if self._tight or len(self._lists) > 1 else "paragraph_gap"
        return default

    def _open_paragraph(self, token: Token) -> None:
        self._tight = token.hidden
        self._start_block(self._style.block(self._place, gap=self._gap()))

    def _open_heading(self, token: Token) -> None:
        level = int(token.tag[1:])
        self._words = Words(heading=level)
        gap = self._gap("heading_gap")
        self._start_block(self._style.block(self._place, heading=level, gap=gap))

    def _close_heading(self, token: Token) -> None:
        del token
        self._words = Words()

    def _write_rule(self, token: Token) -> None:
        del token
        self._start_block(self._style.rule(self._place, gap=self._gap()))

    def _write_code(self, token: Token) -> None:
        """Code within a list or a quote, or indented code: one shaded block."""
        code = token.content.removesuffix("\n").replace("\n", LINE_BREAK)
        self._start_block(self._style.shaded_code(self._place, gap=self._gap()))
        self._cursor.insertText(code, self._style.words(Words(code=True)))

    def _open_quote(self, token: Token) -> None:
        del token
        place = self._place
        left = place.left if place.quotes else place.lists * self._style.indent_width
        self._place = place._replace(quotes=place.quotes + 1, left=left)
        self._words = self._words._replace(faded=True)

    def _close_quote(self, token: Token) -> None:
        del token
        self._place = self._place._replace(quotes=self._place.quotes - 1)
        if not self._place.quotes:
            self._words = self._words._replace(faded=False)

    def _open_list(self, token: Token) -> None:
        depth = len(self._lists) + 1
        if token.type == "ordered_list_open":
            start = int(token.attrs.get("start", 1))
            self._lists.append(_OpenList(number=start, suffix=token.markup or "."))
        else:
            self._lists.append(_OpenList(bullet=_BULLETS[min(depth, len(_BULLETS)) - 1]))
        self._place = self._place._replace(lists=depth)

    def _close_list(self, token: Token) -> None:
        del token
        self._lists.pop()
        self._place = self._place._replace(lists=len(self._lists))
        self._tight = self._tight and bool(self._lists)

    def _open_item(self, token: Token) -> None:
        del token
        self._marker_due = True

    def _close_item(self, token: Token) -> None:
        del token
        if self._marker_due:
            self._start_block(self._style.block(self._place, gap=self._gap()))

    def _open_table(self, token: Token) -> None:
        del token
        if not self._empty:
            self._start_block(self._style.sliver())
        self._marker_due = False
        self._table = TableWriter(self._cursor, self._style, self._place)

    def _write_table(self, token: Token) -> None:
        if self._table is None:
            return
        if token.type == "tr_open":
            self._table.open_row()
        elif token.nesting > 0:
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
        WordsWriter(cursor, self._style).write(token.children or (), self._words)
