"""Poison, streamed and cut: each piece is small and cheap, and no text is lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

import pytest
from markdown_it.token import Token

from gui.model.markdown_blocks import (
    LONGEST_SLICE,
    LONGEST_TAIL,
    MarkdownSplit,
    SettledBlock,
    normalised,
)
from gui.model.markdown_cost import is_costly
from gui.model.open_slice import HARD, HARD_LINES
from gui.qt.markdown_slices import block_tokens, definitions, table_tokens, tail_tokens
from tests.corpus.poison import POISON

MOST_LOOKED_AT = 25
"""Slices of a text that are parsed: the first, the last, and some between."""
_WORD = re.compile(r"[^\W_]+")
_NOT_SHOWN = {"entities of nothing"}  # what they stand for is shown


def _blocks(text: str) -> Iterator[SettledBlock]:
    """The blocks of the text as it comes in five pieces, in steps."""
    split = MarkdownSplit()
    for part in range(1, 6):
        split.take(text[: len(text) * part // 5])
        while split.behind:
            yield from split.advance()
        if split.open_fence is None and split.open_table is None:
            assert len(split.tail) <= LONGEST_TAIL
            assert sum(map(len, map(_words, tail_tokens(split, {})))) <= 3 * LONGEST_TAIL
    yield from split.ending()


def _words(token: Token) -> str:
    """What of a token is shown, or is known of a link."""
    shown = [token.content if token.type != "inline" else "", *map(str, token.attrs.values())]
    return "\n".join([*shown, token.info, *map(_words, token.children or ())])


def _missing(source: str, tokens: Iterable[Token]) -> list[str]:
    shown = "\n".join(map(_words, tokens))
    return [word for word in _WORD.findall(source) if word not in shown and not word.isdigit()]


def _some(blocks: list[SettledBlock]) -> list[SettledBlock]:
    step = max(1, len(blocks) // MOST_LOOKED_AT)
    return [*blocks[::step], *blocks[-2:]]


@pytest.mark.parametrize("recipe", POISON.values(), ids=POISON.keys())
def test_every_slice_is_small_and_nothing_is_lost(
    recipe: Callable[[], str], request: pytest.FixtureRequest
) -> None:
    text, at = normalised(recipe()), 0
    blocks = list(_blocks(text))
    for block in blocks:
        assert block.start == at
        at = block.end
    assert at == len(text)
    prose = [block for block in blocks if block.fence is None and block.table is None]
    for block in prose:
        source = block.source(text)
        assert block.end - block.start <= LONGEST_SLICE
        assert source.strip("\n").count("\n") <= HARD_LINES
        assert block.plain or not is_costly(source)
    for block in _some(prose):
        known: dict[str, object] = {}
        definitions(text, [block], known)
        tokens = block_tokens(text, block, known)
        assert len(tokens) <= HARD
        if not known and not any(name in request.node.name for name in _NOT_SHOWN):
            assert not _missing(block.source(text), tokens)


@pytest.mark.parametrize("recipe", POISON.values(), ids=POISON.keys())
def test_some_rows_of_a_table_are_all_its_cells(recipe: Callable[[], str]) -> None:
    text = normalised(recipe())
    for block in _blocks(text):
        if (table := block.table) is None:
            continue
        rows = text[table.body : block.end].split("\n")[:5]
        tokens = table_tokens(text[table.start : table.body], "\n".join(rows), {})
        assert not _missing("\n".join(rows), tokens)
        cells = sum(token.type == "td_open" for token in tokens)
        assert cells == table.columns * sum(bool(row) for row in rows)
        break
