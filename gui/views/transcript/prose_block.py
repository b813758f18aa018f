"""Paragraphs, headings, lists and quotes of an answer: settled ones and the open tail."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from gui.qt.formulas import when_drawn
from gui.qt.markdown_document import GrowingDocument
from gui.qt.markdown_style import MarkdownStyle
from gui.qt.text_pane import TextPane
from gui.views.transcript.block import Block
from gui.views.transcript.surroundings import Surroundings

if TYPE_CHECKING:
    from markdown_it.token import Token

translate = QCoreApplication.translate

FULL = 2_000
"""Characters of settled Markdown after which the text goes on in another document.

Small documents keep every later change cheap, whatever the length of the answer.
"""


class ProseBlock(Block):
    """One document, to whose end tokens are written."""

    def __init__(
        self, around: Surroundings, *, faded: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._around = around
        self._faded = faded
        self.pane = TextPane(self)
        self.pane.link_activated.connect(around.outlet.link_activated)
        self.pane.setAccessibleName(translate("Transcript", "Text"))
        self._document = GrowingDocument(self.pane.document(), self._style())

    def begin_anew(self) -> None:
        """Throw all away; what is written next may be in another theme."""
        self._document.clear(self._style())
        self._document.begin()

    def begin(self) -> None:
        self._document.begin()

    def write(self, tokens: Sequence[Token], *, follows: bool) -> None:
        self._document.write(tokens, follows=follows)

    def settle(self, length: int) -> None:
        self._document.settle(length)

    def end(self) -> None:
        self._document.end()
        if when_drawn(self.pane.document(), self.touch):
            self.pane.scroll_sideways()  # a long formula is no narrower than it is
        self.touch()

    def _style(self) -> MarkdownStyle:
        style = self._around.look.style(faded=self._faded)
        self.pane.set_theme(style.theme)
        return style

    def _arrange(self, width: int) -> int:
        height = self.pane.height_at(width)
        self.pane.setGeometry(0, 0, width, height)
        return height
