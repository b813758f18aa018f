"""Tokens of the slices into which growing Markdown is split; nothing is lost, none takes long."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import TYPE_CHECKING

from gui.model.markdown_blocks import MarkdownSplit, SettledBlock
from gui.model.markdown_cost import has_costly_words
from gui.qt.markdown_document import References, parse
from gui.qt.markdown_rules import add_rules

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_DEEPEST = 19  # the parser drops what is in a container of this level
_LEAVES = ("paragraph_open", "heading_open")


def block_tokens(text: str, block: SettledBlock, known: References) -> list[Token]:
    """The tokens of a slice of the whole `text` that is neither fence nor table.

    What lies in a list item that was cut is wrapped in items whose `meta["continues"]` says that
    they have no marker of their own.
    """
    source = block.source(text)
    if block.plain:
        return _wrapped(_plain_tokens(source), block.depth)
    tokens = parse(source, known)
    if any(_drops_content(token) for token in tokens):
        return _wrapped(_plain_tokens(source), block.depth)
    if block.number is not None and tokens and tokens[0].type == "ordered_list_open":
        tokens[0].attrs["start"] = block.number
    return _wrapped(tokens, block.depth)


def table_tokens(head: str, rows: str, known: References) -> list[Token]:
    """A table of the rows given, whole lines, under the header and delimiter row `head`."""
    lines = [line.strip(" \t") for line in (head + rows).split("\n")]
    source = "\n".join(line for line in lines if line)
    if not has_costly_words(source):
        return parse(source, known)
    tokens = _block_parser().parse(source)
    for token in tokens:
        if token.type == "inline":
            token.children = _lines_of_words(token.content)
    return tokens


def tail_tokens(split: MarkdownSplit, known: References) -> list[Token]:
    """The tokens of the open tail; a definition in it does not stay in `known`.

    None where an open fence or table begins the tail, which are shown in their own ways.
    """
    if split.open_fence is not None or split.open_table is not None:
        return []
    passing = dict(known)
    defined = known.get("references")
    if isinstance(defined, dict):
        passing["references"] = dict(defined)
    block = split.tail_block
    tokens = block_tokens(split.text, block, passing) if block.end > block.start else []
    if split.open_formula is not None:
        tokens += _plain_tokens(split.text[split.open_formula : split.tail_start + len(split.tail)])
    return tokens


def definitions(text: str, blocks: Iterable[SettledBlock], known: References) -> None:
    """Add the link definitions of those blocks to `known`; the first of a name counts."""
    for block in blocks:
        if block.fence is not None or block.table is not None or block.plain:
            continue
        if text.find("]:", block.start, block.end) < 0:
            continue
        _block_parser().parse(block.source(text), known)


@lru_cache(maxsize=1)
def _block_parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    return parser.use(add_rules).disable("inline")


def _drops_content(token: Token) -> bool:
    return token.level >= _DEEPEST and token.nesting == 1 and token.type not in _LEAVES


def _plain_tokens(source: str) -> list[Token]:
    from markdown_it.token import Token

    words = source.strip("\n")
    if not words:
        return []
    inline = Token("inline", "", 0, level=1, block=True, content=words)
    inline.children = _lines_of_words(words)
    opening = Token("paragraph_open", "p", 1, block=True)
    return [opening, inline, Token("paragraph_close", "p", -1, block=True)]


def _lines_of_words(words: str) -> list[Token]:
    from markdown_it.token import Token

    tokens: list[Token] = []
    for line in words.split("\n"):
        if tokens:
            tokens.append(Token("hardbreak", "br", 0))
        tokens.append(Token("text", "", 0, content=line))
    return tokens


def _wrapped(tokens: list[Token], depth: int) -> list[Token]:
    from markdown_it.token import Token

    if not depth or not tokens:
        return tokens
    before, after = list[Token](), list[Token]()
    for number in range(depth):
        level = 2 * number
        opening = Token("list_item_open", "li", 1, level=level + 1, block=True)
        opening.meta["continues"] = True
        before += [Token("bullet_list_open", "ul", 1, level=level, block=True), opening]
        after += [
            Token("bullet_list_close", "ul", -1, level=level, block=True),
            Token("list_item_close", "li", -1, level=level + 1, block=True),
        ]
    for token in tokens:
        token.level += 2 * depth
    return [*before, *tokens, *reversed(after)]
