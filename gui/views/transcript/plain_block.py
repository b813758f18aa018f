"""Text that is shown as it is: what the user wrote, tool output, details of an error."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPushButton, QWidget

from gui.qt.markdown_style import Place, Words
from gui.qt.markdown_words import breakable
from gui.qt.text_pane import TextPane
from gui.views.transcript.block import Block
from gui.views.transcript.surroundings import Surroundings

translate = QCoreApplication.translate

SHOWN = 6_000
"""Characters shown before the reader asks for more; each click shows ten times as many."""


class PlainBlock(Block):
    """Never read as Markdown. Long text is shown in part, with a button for more."""

    def __init__(
        self, around: Surroundings, *, code: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._around = around
        self._code = code
        self._shown = SHOWN
        self.text = ""
        self.pane = TextPane(self)
        self.more = QPushButton(self)
        self.more.setProperty("inline", "true")
        self.more.clicked.connect(self._show_more)
        self.more.hide()

    def show_text(self, text: str) -> None:
        if text != self.text:
            self.text = text
            self._write()

    def restyle(self) -> None:
        self._write()

    def ideal_width(self, widest: int) -> int:
        return self.pane.ideal_width(widest)

    def _show_more(self) -> None:
        self._shown *= 10
        self._write()

    def _write(self) -> None:
        style = self._around.look.style()
        self.pane.clear()
        self.pane.set_theme(style.theme, "code" if self._code else "body")
        cursor = QTextCursor(self.pane.document())
        cursor.beginEditBlock()
        cursor.setBlockFormat(style.block(Place(), code=self._code))
        cursor.insertText(
            breakable(self.text[: self._shown]), style.words(Words(code=self._code, bare=True))
        )
        cursor.endEditBlock()
        self.more.setVisible(len(self.text) > self._shown)
        self.more.setText(translate("Transcript", "Show more"))
        self.touch()

    def _arrange(self, width: int) -> int:
        height = self.pane.height_at(width)
        self.pane.setGeometry(0, 0, width, height)
        if not self.more.isHidden():
            size = self.more.sizeHint()
            self.more.setGeometry(0, height, size.width(), size.height())
            height += size.height()
        return height


def plain_text_flags() -> Qt.TextInteractionFlag:
    """For labels whose text can be selected, but holds nothing to click."""
    return (
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
