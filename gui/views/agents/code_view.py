"""Code that somebody else wrote, whole and in colours, to be read before it is allowed."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QSyntaxHighlighter, QTextDocument
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from gui.model.visible_text import shown_code
from gui.qt.highlighting import LONGEST_CODE, LONGEST_LINE, Lexers, code_formats, read_lines
from gui.qt.theme import ThemeSwitch

LINES_AT_ONCE = 14
"""Longer code scrolls."""


class CodeView(QPlainTextEdit):
    """Hidden characters are shown, so that what is read is what would run."""

    def __init__(self, code: str, language: str, *, theme: ThemeSwitch) -> None:
        super().__init__()
        self.setObjectName("codeView")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._theme = theme
        shown = shown_code(code)
        self.setPlainText(shown)
        self._ink = _Ink(self.document(), shown, language, theme)
        theme.changed.connect(self._restyle)
        self._restyle()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self.font())
        lines = min(self.blockCount(), LINES_AT_ONCE) + 1
        edge = 2 * self._theme.theme.px("space_2") + self._theme.theme.px("scroll_bar")
        return QSize(super().sizeHint().width(), metrics.lineSpacing() * lines + edge)

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def _restyle(self) -> None:
        self.setFont(self._theme.theme.font("code"))
        self._ink.use(self._theme)


class _Ink(QSyntaxHighlighter):
    def __init__(
        self, document: QTextDocument, code: str, language: str, theme: ThemeSwitch
    ) -> None:
        super().__init__(document)
        lexer = Lexers().find(language)
        longest = max(map(len, code.split("\n")))
        readable = lexer is not None and longest <= LONGEST_LINE and len(code) <= LONGEST_CODE
        self._lines = list(read_lines(code, lexer)) if lexer and readable else []
        self._formats = code_formats(theme.theme)

    def use(self, theme: ThemeSwitch) -> None:
        self._formats = code_formats(theme.theme)
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        number = self.currentBlock().blockNumber()
        for span in self._lines[number].spans if number < len(self._lines) else ():
            if span.start + span.length <= len(text):
                self.setFormat(span.start, span.length, self._formats[span.color])
