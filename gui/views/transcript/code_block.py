"""A block of code: its language, Wrap and Copy, and lines that take their colours as they come."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QCoreApplication, QMargins
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from gui.qt.highlighting import CodeHighlighter
from gui.qt.markdown_style import Place, Words
from gui.qt.text_pane import TextPane
from gui.views.transcript.block import Block, BlockColumn, painted_by_style
from gui.views.transcript.fold import elided_label
from gui.views.transcript.surroundings import Surroundings

translate = QCoreApplication.translate

LINES_AT_ONCE = 200
"""How many lines go into the document before the clock is looked at."""


class CodeBlock(BlockColumn):
    """Lines are only ever appended, so that a long block costs what its new lines cost."""

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("codeBlock")
        painted_by_style(self)
        self._around = around
        self._header = _CodeHeader(around)
        self._body = _CodeBody(around)
        edge = around.theme.px("hairline")
        self.margins = QMargins(edge, edge, edge, edge)
        self.append(self._header)
        self.append(self._body)
        self._header.copy.clicked.connect(self._copy)
        self._header.wrap.toggled.connect(self._body.set_wrapped)
        self.retranslate()

    @property
    def pane(self) -> TextPane:
        return self._body.pane

    @property
    def code(self) -> str:
        return self._body.code

    def show_code(self, code: str, language: str, *, complete: bool) -> None:
        self._header.language.setText(language)
        self._body.show_code(code.removesuffix("\n"), language, complete=complete)
        self.retranslate()

    def advance(self, until: float) -> bool:
        return self._body.advance(until)

    def restyle(self) -> None:
        self.retranslate()
        super().restyle()

    def retranslate(self) -> None:
        self._header.wrap.setText(translate("Transcript", "Wrap"))
        self._header.copy.setText(translate("Transcript", "Copy"))
        self._header.copy.setAccessibleName(translate("Transcript", "Copy code"))
        name = translate("Transcript", "Code: {language}")
        language = self._header.language.text() or translate("Transcript", "plain text")
        self.setAccessibleName(name.format(language=language))
        self.pane.setAccessibleName(self.accessibleName())

    def _copy(self) -> None:
        self._around.outlet.copy(self.code)


class _CodeHeader(Block):
    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        theme = around.theme
        self.setObjectName("codeHeader")
        painted_by_style(self)
        self.language = elided_label()
        self.wrap = QPushButton()
        self.wrap.setCheckable(True)
        self.copy = QPushButton()
        row = QHBoxLayout(self)
        side = theme.px("space_3")
        row.setContentsMargins(side, 0, theme.px("space_1"), 0)
        row.setSpacing(0)
        row.addWidget(self.language, 1)
        for button in (self.wrap, self.copy):
            button.setProperty("inline", "true")
            row.addWidget(button)

    def _arrange(self, width: int) -> int:
        del width
        return self._around.theme.px("card_header")


class _CodeBody(Block):
    """The lines. What is not in the document yet waits in `_rest`."""

    def __init__(self, around: Surroundings) -> None:
        super().__init__()
        self._around = around
        self.pane = TextPane(self, wrap=False)
        self.code = ""
        self._rest = ""
        self._language: str | None = None
        self._complete = False
        self._lines: list[str] = [""]
        self._colours: CodeHighlighter | None = None

    def show_code(self, code: str, language: str, *, complete: bool) -> None:
        if language != self._language or not code.startswith(self.code):
            self._clear(language)
        self._complete = complete
        self._rest += code[len(self.code) :]
        self.code = code

    def set_wrapped(self, wrap: bool) -> None:
        self.pane.set_wrapped(wrap)
        self.touch()

    def restyle(self) -> None:
        code, complete = self.code, self._complete
        language = self._language or ""
        self._clear(language)
        self.show_code(code, language, complete=complete)
        self.touch()

    def advance(self, until: float) -> bool:
        if self._rest:
            self._insert(until)
            self.touch()
        if self._rest or self._colours is None:
            return not self._rest
        return self._colours.advance(self._lines, complete=self._complete, until=until)

    def _insert(self, until: float) -> None:
        style = self._around.look.style()
        cursor = QTextCursor(self.pane.document())
        cursor.beginEditBlock()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        while self._rest and perf_counter() < until:
            chunk = _first_lines(self._rest, LINES_AT_ONCE)
            self._rest = self._rest[len(chunk) :]
            cursor.insertText(chunk, style.words(Words(code=True, bare=True)))
            first, *more = chunk.split("\n")
            self._lines[-1] += first
            self._lines += more
        cursor.endEditBlock()

    def _clear(self, language: str) -> None:
        theme = self._around.theme
        self.pane.clear()
        self.pane.set_theme(theme, "code")
        cursor = QTextCursor(self.pane.document())
        cursor.setBlockFormat(self._around.look.style().block(Place(), code=True))
        self._colours = CodeHighlighter(
            self.pane.document(), self._around.look.lexers, language=language, theme=theme
        )
        self._language, self.code, self._rest, self._lines = language, "", "", [""]

    def _arrange(self, width: int) -> int:
        pad, top = self._around.theme.px("space_3"), self._around.theme.px("space_2")
        height = self.pane.height_at(width - 2 * pad)
        self.pane.setGeometry(pad, top, width - 2 * pad, height)
        return height + 2 * top


def _first_lines(text: str, count: int) -> str:
    end = -1
    for _ in range(count):
        end = text.find("\n", end + 1)
        if end < 0:
            return text
    return text[: end + 1]
