"""Writes the tokens of a Markdown table into a table of a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor

from gui.qt.markdown_style import MarkdownStyle, Place

if TYPE_CHECKING:
    from markdown_it.token import Token

_ALIGNMENTS = {
    "text-align:center": Qt.AlignmentFlag.AlignHCenter,
    "text-align:right": Qt.AlignmentFlag.AlignRight,
}


class TableWriter:
    """One table, made at a cursor; `cursor` is where the words of the open cell go."""

    def __init__(
        self, at: QTextCursor, style: MarkdownStyle, place: Place, *, rtl: bool = False
    ) -> None:
        self._style = style
        self._table = at.insertTable(1, 1, style.table(place, rtl=rtl))
        self._row = self._column = -1
        self.cursor = self._table.cellAt(0, 0).firstCursorPosition()

    def open_row(self) -> None:
        self._row += 1
        self._column = -1
        if self._row > 0:
            self._table.appendRows(1)

    def open_cell(self, token: Token) -> None:
        self._column += 1
        if self._column >= self._table.columns():
            self._table.appendColumns(1)
        cell = self._table.cellAt(self._row, self._column)
        cell.setFormat(self._style.cell())
        self.cursor = cell.firstCursorPosition()
        side = _ALIGNMENTS.get(str(token.attrs.get("style", "")), Qt.AlignmentFlag.AlignLeft)
        self.cursor.setBlockFormat(self._style.cell_block(side))
