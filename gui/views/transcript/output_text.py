"""The beginning of an output as text: in the colours of its escape sequences, nothing hidden."""

from __future__ import annotations

from PySide6.QtGui import QTextCursor

from gui.model.ansi import runs
from gui.model.visible_text import shown_code
from gui.qt.breakable_text import breakable
from gui.qt.ink_formats import InkFormats
from gui.qt.markdown_style import Place
from gui.qt.text_pane import TextPane
from gui.views.transcript.block import Block
from gui.views.transcript.surroundings import Surroundings


class OutputText(Block):
    """Whoever fills it sees to it that the text is short."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self.setObjectName("outputTextBlock")
        self._around = around
        self._text = ""
        self.pane = TextPane(self)

    def show_text(self, text: str) -> None:
        self._text = text.replace("\r\n", "\n")
        self._write()

    def restyle(self) -> None:
        self._write()

    def _write(self) -> None:
        style = self._around.look.style()
        formats = InkFormats(style.theme)
        self.pane.clear()
        self.pane.set_theme(style.theme, "code")
        cursor = QTextCursor(self.pane.document())
        cursor.beginEditBlock()
        cursor.setBlockFormat(style.block(Place(), code=True))
        before = ""
        for words, ink in runs(self._text.removesuffix("\n")):
            cursor.insertText(breakable(shown_code(words, before=before)), formats.format(ink))
            before = words
        cursor.endEditBlock()
        self.touch()

    def _arrange(self, width: int) -> int:
        height = self.pane.height_at(width)
        self.pane.setGeometry(0, 0, width, height)
        return height
