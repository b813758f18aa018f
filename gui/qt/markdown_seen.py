"""What a reader sees of Markdown, as plain texts in which words can be looked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from gui.model.markdown_blocks import MarkdownSplit, SettledBlock, dedented, normalised
from gui.model.visible_text import shown_code, shown_words
from gui.qt.markdown_rules import source_of_formula
from gui.qt.markdown_slices import block_tokens, definitions, table_tokens

if TYPE_CHECKING:
    from markdown_it.token import Token

    from gui.qt.markdown_document import References

_BREAKS = {"softbreak": " ", "hardbreak": "\n"}
_WORDS = {"text", "image", "footnote_ref", "link_host"}
_FORMULAS = {"math_inline", "math_inline_double"}
_ROWS = 100  # of a table that are parsed at a time: the tokens of thousands would be felt
_PICTURE = "\ufffc"  # stands for what is no text, so that words on both sides of it are no phrase


def seen_texts(markdown: str, matters: Callable[[str], bool]) -> Iterator[str]:
    """A text for each paragraph, heading, cell and piece of code, in their order.

    Blocks whose source does not matter are left out unread, which saves nearly all the time.
    The marks and numbers of lists and pictures are no text; a formula is its source.
    """
    text = normalised(markdown)
    split = MarkdownSplit()
    blocks = (*split.feed(text), *split.ending())
    known: References | None = None
    for block in blocks:
        if block.fence is not None:
            yield dedented(text[block.fence.body : block.body_end], block.fence.indent)
        elif matters(text[block.start : block.end]):
            if known is None:
                known = {}
                definitions(text, blocks, known)
            for tokens in _tokens(text, block, known):
                yield from seen_in(tokens)


def seen_in(tokens: Iterable[Token]) -> Iterator[str]:
    """The same of tokens."""
    label = ""  # of a footnote whose words come next
    for token in tokens:
        if token.type == "footnote_reference_open":
            label = shown_words(str(token.meta.get("label", "")))
        elif token.type == "footnote_reference_close":
            label = ""
        elif token.type == "inline" and label:
            yield f"{label} {_seen(token)}"
            label = ""
        elif seen := _seen(token):
            yield seen


def _tokens(text: str, block: SettledBlock, known: References) -> Iterator[list[Token]]:
    """All of the block, a long table in pieces."""
    table = block.table
    if table is None:
        yield block_tokens(text, block, known)
        return
    head = text[table.start : table.body]
    rows = text[table.body : block.end].split("\n")
    for start in range(0, max(1, len(rows)), _ROWS):
        tokens = table_tokens(head, "\n".join(rows[start : start + _ROWS]), known)
        yield tokens if start == 0 else _without_header(tokens)


def _without_header(tokens: list[Token]) -> list[Token]:
    places = (place for place, token in enumerate(tokens) if token.type == "tbody_open")
    return tokens[next(places, len(tokens)) :]


def _seen(token: Token) -> str:
    if token.type in ("fence", "code_block"):
        return shown_code(token.content)
    if token.type == "math_block":
        return source_of_formula(token.content, token.markup)
    return "".join(map(_word, (child for child in token.children or () if child.nesting == 0)))


def _word(token: Token) -> str:
    if token.type in _WORDS:
        return shown_words(token.content)
    if token.type == "code_inline":
        return shown_code(token.content)
    if token.type in _FORMULAS:
        return source_of_formula(token.content, token.markup)
    return _BREAKS.get(token.type, _PICTURE)
