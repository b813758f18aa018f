"""A table of an answer; where it is wider than the column, it scrolls sideways within itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QWidget

from gui.qt.markdown_writer import DocumentWriter
from gui.qt.text_pane import TextPane
from gui.views.transcript.block import Block
from gui.views.transcript.surroundings import Surroundings

if TYPE_CHECKING:
    from markdown_it.token import Token

translate = QCoreApplication.translate


class TableBlock(Block):
    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("tableBlock")
        self._around = around
        self.pane = TextPane(self)
        self.pane.setAccessibleName(translate("Transcript", "Table"))
        self.pane.scroll_sideways()
        self.pane.link_activated.connect(around.outlet.link_activated)

    def show_table(self, tokens: Sequence[Token]) -> None:
        """Write the table anew: its columns depend on every row."""
        style = self._around.look.style()
        self.pane.clear()
        self.pane.set_theme(style.theme)
        edit = QTextCursor(self.pane.document())
        edit.beginEditBlock()  # else Qt lays the table out anew for each cell
        DocumentWriter(self.pane.document(), style).write(tokens)
        edit.endEditBlock()
        self.touch()

    def _arrange(self, width: int) -> int:
        height = self.pane.height_at(width)
        self.pane.setGeometry(0, 0, width, height)
        return height
