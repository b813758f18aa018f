"""Markdown of any length as HTML, block by block, none of which takes long to make or to show."""

from __future__ import annotations

from collections.abc import Iterator

from gui.model.growing_text import normalised
from gui.model.markdown_blocks import MarkdownSplit
from gui.model.settled_block import SettledBlock, dedented
from gui.qt.markdown_document import References
from gui.qt.markdown_html import HtmlDress, html_of_tokens
from gui.qt.markdown_slices import block_tokens, definitions, table_tokens

MOST_ROWS = 100
"""Of a table; longer ones become several, each with the head."""


def html_blocks(markdown: str, dress: HtmlDress, *, most_lines: int | None = None) -> Iterator[str]:
    """`most_lines` of code come at a time, so that long code becomes several blocks."""
    text = normalised(markdown)
    split = MarkdownSplit()
    blocks = [*split.feed(text), *split.ending()]
    known: References = {}
    definitions(text, blocks, known)
    for block in blocks:
        if block.fence is not None:
            code = dedented(text[block.fence.body : block.body_end], block.fence.indent)
            yield from code_blocks(code, block.fence.language, dress, most_lines=most_lines)
        elif block.table is not None:
            yield from _tables(text, block, known, dress)
        else:
            yield html_of_tokens(block_tokens(text, block, known), dress)


def code_blocks(
    code: str, language: str, dress: HtmlDress, *, most_lines: int | None = None
) -> Iterator[str]:
    lines = code.removesuffix("\n").split("\n")
    for start in range(0, len(lines), most_lines or len(lines)):
        some = "\n".join(lines[start : start + (most_lines or len(lines))])
        yield f"<pre><code>{dress.code(some, language)}</code></pre>\n"


def _tables(text: str, block: SettledBlock, known: References, dress: HtmlDress) -> Iterator[str]:
    table = block.table
    if table is None:
        return
    head, rows = text[table.start : table.body], text[table.body : block.end].splitlines(True)
    for start in range(0, max(1, len(rows)), MOST_ROWS):
        some = "".join(rows[start : start + MOST_ROWS])
        yield html_of_tokens(table_tokens(head, some, known), dress)
