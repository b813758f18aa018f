"""Text that is shown as it is: what the user wrote, tool output, details of an error."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QPushButton, QWidget

from gui.model.ansi import plain
from gui.model.excerpt import excerpt
from gui.model.visible_text import shown_code, shown_words
from gui.qt.breakable_text import breakable
from gui.qt.markdown_style import Place, Words
from gui.qt.text_pane import TextPane
from gui.views.transcript.block import Block
from gui.views.transcript.passages import Spot
from gui.views.transcript.surroundings import Surroundings

translate = QCoreApplication.translate

SHOWN, SHOWN_LINES = 6_000, 200
"""Characters and lines that are shown at first."""

MORE, MORE_LINES = 20_000, 600
"""What a click shows in place; a text that is longer opens in a window of its own."""


class PlainBlock(Block):
    """Never read as Markdown. Long text is shown in part, with a button for more."""

    def __init__(
        self, around: Surroundings, *, code: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._around = around
        self._code = code
        self._unfolded = False
        self.text = ""
        self.pane = TextPane(self)
        self.more: QPushButton | None = None  # most texts are short

    def show_text(self, text: str) -> None:
        if text != self.text:
            self.text = text
            self._unfolded = False
            self._write()

    def open_to(self, spot: Spot) -> None:
        """Where there is a window for all of the text, the button to it stands for the rest."""
        hidden = not self._unfolded and spot.start >= len(excerpt_at_first(self.text))
        if hidden and excerpt(self.text, lines=MORE_LINES, characters=MORE).whole:
            self._show_more()

    def restyle(self) -> None:
        self._write()

    def ideal_width(self, widest: int) -> int:
        return self.pane.ideal_width(widest)

    def _show_more(self) -> None:
        if excerpt(self.text, lines=MORE_LINES, characters=MORE).whole:
            self._unfolded = True
            self._write()
        else:
            from gui.views.output_view import open_output

            open_output(translate("Transcript", "Text"), self.text, self._around, self)

    def _write(self) -> None:
        style = self._around.look.style()
        self.pane.clear()
        self.pane.set_theme(style.theme, "code" if self._code else "body")
        cursor = QTextCursor(self.pane.document())
        cursor.beginEditBlock()
        cursor.setBlockFormat(style.block(Place(), code=self._code))
        lines, characters = (MORE_LINES, MORE) if self._unfolded else (SHOWN_LINES, SHOWN)
        shown = excerpt(self.text, lines=lines, characters=characters)
        words = (
            shown_code(plain(shown.text.replace("\r\n", "\n")))
            if self._code
            else shown_words(shown.text)
        )
        cursor.insertText(breakable(words), style.words(Words(code=self._code, bare=True)))
        cursor.endEditBlock()
        self._offer_more(wanted=not shown.whole)
        self.touch()

    def _offer_more(self, *, wanted: bool) -> None:
        if self.more is None:
            if not wanted:
                return
            self.more = QPushButton(self)
            self.more.setObjectName("showMoreButton")
            self.more.setProperty("inline", "true")
            self.more.clicked.connect(self._show_more)
        self.more.setVisible(wanted)
        if excerpt(self.text, lines=MORE_LINES, characters=MORE).whole:
            self.more.setText(translate("Transcript", "Show more"))
        else:
            self.more.setText(translate("Transcript", "Show all"))

    def _arrange(self, width: int) -> int:
        height = self.pane.height_at(width)
        self.pane.setGeometry(0, 0, width, height)
        if self.more is not None and not self.more.isHidden():
            size = self.more.sizeHint()
            self.more.setGeometry(0, height, size.width(), size.height())
            height += size.height()
        return height


def excerpt_at_first(text: str) -> str:
    return excerpt(text, lines=SHOWN_LINES, characters=SHOWN).text


def plain_text_flags() -> Qt.TextInteractionFlag:
    """For labels whose text can be selected, but holds nothing to click."""
    return (
        Qt.TextInteractionFlag.TextSelectableByMouse
        | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
