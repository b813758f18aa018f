"""A table of an answer; where it is wider than the column, it scrolls sideways within itself."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from gui.model.markdown_blocks import MarkdownSplit, Table
from gui.qt.markdown_document import References
from gui.qt.text_pane import TextPane
from gui.views.transcript.sideways_block import SidewaysBlock
from gui.views.transcript.surroundings import Surroundings
from gui.views.transcript.table_rows import TableRows

translate = QCoreApplication.translate


class TableBlock(SidewaysBlock):
    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        self.rows = TableRows(around)
        super().__init__(self.rows, parent)
        self.setObjectName("tableBlock")
        self._grown = 0  # how far in the growing text its rows are known

    @property
    def panes(self) -> tuple[TextPane, ...]:
        return self.rows.panes

    def show_table(self, head: str, rows: str, known: References) -> None:
        self._grown = 0
        self.rows.show_rows(head, rows, known)

    def grow(self, split: MarkdownSplit, table: Table, known: References) -> None:
        """Take the rows that have come since the last time."""
        if not self._grown:  # "" would leave what is there
            self.rows.clear()
            self.rows.show_rows(split.text[table.start : table.body], "", known)
        more, self._grown = split.rows_from(self._grown or table.body)
        if more:
            self.rows.append(more)

    def restyle(self) -> None:
        self.setAccessibleName(translate("Transcript", "Table"))
        super().restyle()
