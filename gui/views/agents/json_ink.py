"""The colours of JSON while it is written."""

from __future__ import annotations

import re

from PySide6.QtGui import QSyntaxHighlighter, QTextDocument

from gui.qt.highlighting import code_formats
from gui.qt.theme import Theme

_TOKEN = re.compile(
    r'(?P<name>"(?:[^"\\]|\\.)*"(?=\s*:))|(?P<string>"(?:[^"\\]|\\.)*"?)'
    r"|(?P<keyword>\b(?:true|false|null)\b)|(?P<number>-?\b\d[\d.eE+-]*)"
)

LONGEST_LINE = 5_000
"""A longer line is left plain, so that typing in it stays quick."""


class JsonInk(QSyntaxHighlighter):
    def __init__(self, document: QTextDocument, theme: Theme) -> None:
        super().__init__(document)
        self._formats = code_formats(theme)

    def use(self, theme: Theme) -> None:
        self._formats = code_formats(theme)
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        if len(text) > LONGEST_LINE:
            return
        for match in _TOKEN.finditer(text):
            color = match.lastgroup
            if color is not None:
                self.setFormat(match.start(), match.end() - match.start(), self._formats[color])
