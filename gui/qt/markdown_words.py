"""Writes the words of a Markdown paragraph: emphasis, code, links, formulas, words for images."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QTextCursor

from gui.model.visible_text import shown_code, shown_words
from gui.qt.breakable_text import LINE_BREAK, breakable
from gui.qt.formulas import Formulas, Written
from gui.qt.links import allowed_link
from gui.qt.markdown_rules import source_of_formula
from gui.qt.markdown_style import TASK, MarkdownStyle, Words
from gui.qt.math_pictures import Formula

if TYPE_CHECKING:
    from markdown_it.token import Token

translate = QCoreApplication.translate


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

    def write_label(self, label: str, words: Words) -> None:
        """The label of a footnote, raised."""
        self._insert(shown_words(label), words._replace(raised=True, tone="accent"))

    def write_formula(self, token: Token, words: Words) -> None:
        """A picture of it, once that is drawn, or else its source."""
        source = source_of_formula(token.content, token.markup)
        math = self._style.math
        if math is None:
            shown = shown_code(source).replace("\n", LINE_BREAK)
            self._insert(shown, words._replace(code=True, address=""))
            return
        document = self._cursor.document()
        formulas = Formulas.of(document) or Formulas(document, math)
        formula = Formula(token.content, display=token.type != "math_inline")
        formulas.write(self._cursor, Written(formula, source), self._style, words)

    def _write_leaf(self, token: Token, words: Words) -> None:
        match token.type:
            case "code_inline":
                self._insert(shown_code(token.content), words._replace(code=True))
            case "softbreak" | "hardbreak":
                self._insert(LINE_BREAK, words)
            case "image":
                self._write_image(token, words)
            case "math_inline" | "math_inline_double":
                self.write_formula(token, words)
            case "footnote_ref":
                self.write_label(token.content, words)
            case "link_host":
                self._insert(shown_words(token.content), words._replace(faded=True))
            case _:
                at_start = self._cursor.atBlockStart()
                text = shown_words(token.content)
                self._insert(text.lstrip(" ") if at_start else text, words)

    def _write_check_box(self, token: Token) -> None:
        """The only HTML there is: what the parser makes of `[ ]` and `[x]` in a list."""
        found = self._cursor.blockFormat()
        found.setProperty(TASK, 'checked="checked"' in token.content)
        self._cursor.setBlockFormat(found)

    def _write_image(self, token: Token, words: Words) -> None:
        """An image is never loaded: its words stand for it, and lead to its address."""
        source = str(token.attrs.get("src", ""))
        text = translate("Markdown", "Image: {words}").format(words=token.content or source)
        address = words.address or allowed_link(source) or ""
        self._insert(shown_words(text), words._replace(address=address))

    def _insert(self, text: str, words: Words) -> None:
        self._cursor.insertText(breakable(text), self._style.words(words))
