"""Markdown in the forms in which it is copied: plain, rich, and as its source."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from html import escape
from typing import TYPE_CHECKING

from gui.model.markdown_blocks import MarkdownSplit, SettledBlock, dedented, normalised
from gui.model.turn import Role, TextPart, Turn
from gui.model.visible_text import shown_code
from gui.qt.markdown_document import References
from gui.qt.markdown_plain import plain_words
from gui.qt.markdown_slices import block_tokens, definitions, table_tokens, tail_tokens
from gui.views.transcript.excerpt_copy import Excerpt, Excerpts

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

SCANNED_AT_ONCE = 8_000
ROWS_AT_ONCE = 40
"""Rows of a table between two looks at the clock."""


def answer_excerpts(turn: Turn) -> Excerpts:
    """The answer's words, without thoughts and tools."""
    if turn.role is Role.USER:
        yield plain_excerpt(turn.text)
        return
    for part in turn.parts:
        if isinstance(part, TextPart):
            yield from markdown_excerpts(part.text)


def markdown_excerpts(source: str) -> Excerpts:
    """All of a text."""
    text = normalised(source)
    split = MarkdownSplit()
    split.take(text)
    blocks: list[SettledBlock] = []
    while split.behind:
        blocks += split.advance(SCANNED_AT_ONCE)
        yield None
    blocks += split.ending()
    known: References = {}
    definitions(text, blocks, known)
    yield None
    yield from block_excerpts(text, blocks, known)


def block_excerpts(text: str, blocks: Iterable[SettledBlock], known: References) -> Excerpts:
    """Blocks that follow one another in `text`."""
    end = -1
    for block in blocks:
        source = text[block.start : block.end]
        if not source.isspace():
            for excerpt in _of_block(text, block, known):
                glued = excerpt.glued or block.start == end
                continues = excerpt.continues or (block.continues and block.start == end)
                yield excerpt._replace(glued=glued, continues=continues)
        end = block.end


def tail_excerpts(split: MarkdownSplit, known: References) -> Excerpts:
    """What is still being written, unless it is code or a table."""
    yield _of_tokens(tail_tokens(split, known), split.tail)


def row_excerpts(head: str, rows: str, known: References) -> Excerpts:
    """A table with these rows, whose source is `head` and `rows`; some rows at a time."""
    lines = rows.splitlines(keepends=True)
    for start in range(0, max(1, len(lines)), ROWS_AT_ONCE):
        some = "".join(lines[start : start + ROWS_AT_ONCE])
        tokens = table_tokens(head, some, known)
        found = _of_tokens(tokens, head + some)
        if start:
            plain = found.plain.partition("\n")[2]
            rich = found.rich.partition("<tbody>")[2]
            found = Excerpt(plain, rich, some, continues=True, glued=True)
        if start + ROWS_AT_ONCE < len(lines):
            found = found._replace(rich=found.rich.partition("</tbody>")[0])
        yield found


def plain_excerpt(words: str, *, as_code: bool = False) -> Excerpt:
    """Text that is shown as it is."""
    if as_code:
        return Excerpt(words, f"<pre><code>{escape(words)}</code></pre>", words)
    paragraphs = escape(words).replace("\n", "<br>")
    return Excerpt(words, f"<p>{paragraphs}</p>", words)


def _of_block(text: str, block: SettledBlock, known: References) -> Iterable[Excerpt]:
    source = text[block.start : block.end]
    if block.fence is not None:
        code = dedented(text[block.fence.body : block.body_end], block.fence.indent)
        found = plain_excerpt(shown_code(code.removesuffix("\n")), as_code=True)
        return (found._replace(markdown=source),)
    if block.table is not None:
        head = text[block.table.start : block.table.body]
        rows = row_excerpts(head, text[block.table.body : block.end], known)
        return (excerpt for excerpt in rows if excerpt is not None)
    return (_of_tokens(block_tokens(text, block, known), source),)


def _of_tokens(tokens: list[Token], source: str) -> Excerpt:
    return Excerpt(plain_words(tokens), _rich(tokens), source)


def _rich(tokens: list[Token]) -> str:
    writer = _writer()
    for token in tokens:
        _make_known(token)
        for child in token.children or ():
            _make_known(child)
    return str(writer.renderer.render(tokens, writer.options, {}))


def _make_known(token: Token) -> None:
    """Formulas are copied as their source, a box to tick as a sign; nothing is fetched."""
    if token.type == "html_inline":
        token.type, token.content = "text", "☑" if "checked" in token.content else "☐"
    elif token.type == "math_block":
        token.type = "code_block"
    elif token.type.startswith(("math_inline", "image")):
        token.type, token.children = "text", None
    elif token.type == "footnote_ref":
        token.type, token.content = "text", f"[{token.content or token.meta.get('label', '')}]"


@lru_cache(maxsize=1)
def _writer() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": False})
