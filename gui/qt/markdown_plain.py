"""Markdown as plain text to paste elsewhere: the words without their marks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from gui.model.markdown_blocks import normalised
from gui.qt.markdown_document import parse
from gui.qt.markdown_rules import source_of_formula

if TYPE_CHECKING:
    from markdown_it.token import Token


def plain_text(source: str) -> str:
    """Lists keep their bullets and numbers, tables become columns between tabs."""
    return plain_words(parse(normalised(source), {}))


def plain_words(tokens: Iterable[Token]) -> str:
    """The same of what has been parsed."""
    writer = _PlainWriter()
    for token in tokens:
        writer.take(token)
    return "\n".join(writer.lines).strip("\n")


class _PlainWriter:
    def __init__(self) -> None:
        self.lines: list[str] = []
        self._numbers: list[int | None] = []  # of the next item; None in a bullet list
        self._marker = ""
        self._row: list[str] | None = None

    def take(self, token: Token) -> None:
        match token.type:
            case "inline" if self._row is not None:
                self._row.append(_words(token))
            case "inline":
                self._write(_words(token))
            case "fence" | "code_block":
                self._write(token.content.removesuffix("\n"))
                self._end_block()
            case "math_block":
                self._write(source_of_formula(token.content, token.markup))
                self._end_block()
            case "hr":
                self._write("———")
                self._end_block()
            case "tr_open":
                self._row = []
            case "tr_close":
                self.lines.append("\t".join(self._row or []))
                self._row = None
            case "paragraph_close" if token.hidden:
                pass
            case "paragraph_close" | "heading_close" | "table_close" | "alert_title_close":
                self._end_block()
            case _:
                self._take_list(token)

    def _take_list(self, token: Token) -> None:
        match token.type:
            case "bullet_list_open":
                self._numbers.append(None)
            case "ordered_list_open":
                self._numbers.append(int(token.attrs.get("start", 1)))
            case "list_item_open":
                number = self._numbers[-1]
                self._marker = "• " if number is None else f"{number}. "
                if number is not None:
                    self._numbers[-1] = number + 1
            case "footnote_reference_open":
                self._marker = f"[{token.meta['label']}] "
            case "bullet_list_close" | "ordered_list_close":
                self._numbers.pop()
                if not self._numbers:
                    self._end_block()

    def _write(self, text: str) -> None:
        depth = max(0, len(self._numbers) - 1) if self._marker else len(self._numbers)
        first, *rest = text.split("\n")
        self.lines.append("  " * depth + self._marker + first)
        inner = "  " * len(self._numbers)
        self.lines.extend(inner + line for line in rest)
        self._marker = ""

    def _end_block(self) -> None:
        if self.lines and self.lines[-1]:
            self.lines.append("")


def _words(token: Token) -> str:
    found = []
    for child in token.children or ():
        match child.type:
            case "text" | "code_inline" | "image" | "link_host":
                found.append(child.content)
            case "math_inline" | "math_inline_double":
                found.append(source_of_formula(child.content, child.markup))
            case "footnote_ref":
                found.append(f"[{child.content}]")
            case "softbreak" | "hardbreak":
                found.append("\n")
            case "html_inline":
                found.append("☑" if 'checked="checked"' in child.content else "☐")
    return "".join(found)
