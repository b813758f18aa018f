"""Writes the words of a Markdown paragraph: emphasis, code, links and what stands for images."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QTextCursor

from gui.qt.links import allowed_link
from gui.qt.markdown_style import TASK, MarkdownStyle, Words

if TYPE_CHECKING:
    from markdown_it.token import Token

translate = QCoreApplication.translate

LINE_BREAK = "\u2028"
_PARAGRAPH_BREAK = "\u2029"
_RUN = 4_000
"""Long enough that no short line is seen in most runs, short enough to be laid out at once."""

_LONG_RUN = re.compile(rf"[^\s\u200b]{{{_RUN}}}")


class WordsWriter:
    """Inserts inline tokens at a cursor, one stretch of equal looks after the other."""

    def __init__(self, cursor: QTextCursor, style: MarkdownStyle) -> None:
        self._cursor = cursor
        self._style = style

    def write(self, tokens: Iterable[Token], words: Words) -> None:
        """`words` is the look of plain words here."""
        for token in tokens:
            match token.type:
                case "strong_open" | "strong_close":
                    words = words._replace(bold=token.nesting > 0)
                case "em_open" | "em_close":
                    words = words._replace(italic=token.nesting > 0)
                case "s_open" | "s_close":
                    words = words._replace(struck=token.nesting > 0)
                case "link_open":
                    address = allowed_link(str(token.attrs.get("href", "")))
                    words = words._replace(address=address or "")
                case "link_close":
                    words = words._replace(address="")
                case "html_inline":
                    self._write_check_box(token)
                case _:
                    self._write_leaf(token, words)

    def _write_leaf(self, token: Token, words: Words) -> None:
        match token.type:
            case "code_inline":
                self._insert(token.content, words._replace(code=True))
            case "softbreak" | "hardbreak":
                self._insert(LINE_BREAK, words)
            case "image":
                self._write_image(token, words)
            case _:
                at_start = self._cursor.atBlockStart()
                self._insert(token.content.lstrip(" ") if at_start else token.content, words)

    def _write_check_box(self, token: Token) -> None:
        """The only HTML there is: what the parser makes of `[ ]` and `[x]` in a list."""
        found = self._cursor.blockFormat()
        found.setProperty(TASK, 'checked="checked"' in token.content)
        self._cursor.setBlockFormat(found)

    def _write_image(self, token: Token, words: Words) -> None:
        """An image is never loaded: its words stand for it, and lead to its address."""
        source = str(token.attrs.get("src", ""))
        text = translate("Markdown", "Image: {words}").format(words=token.content or source)
        self._insert(text, words._replace(address=words.address or allowed_link(source) or ""))

    def _insert(self, text: str, words: Words) -> None:
        text = breakable(text.replace(_PARAGRAPH_BREAK, " "))
        self._cursor.insertText(text, self._style.words(words))


def breakable(text: str) -> str:
    """`text` with invisible places to break in runs without any.

    Qt tries each line of such a run to its end, which takes seconds for a very long one.
    """
    return _LONG_RUN.sub("\\g<0>\u200b", text) if len(text) > _RUN else text
