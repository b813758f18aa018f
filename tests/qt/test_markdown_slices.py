"""Tokens of slices: together they are those of the whole text, and nothing is lost."""

from __future__ import annotations

import json
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from gui.model.markdown_blocks import MarkdownSplit, SettledBlock, dedented, normalised
from gui.qt.markdown_document import References, parse
from gui.qt.markdown_slices import block_tokens, definitions, table_tokens, tail_tokens
from gui.qt.markdown_style import MARKER, MarkdownStyle
from gui.qt.markdown_writer import DocumentWriter
from gui.qt.theme import load_theme
from tests import corpus
from tests.model.test_markdown_bounds import MORE_LINES

EXAMPLES = json.loads((Path(corpus.__file__).parent / "commonmark.json").read_text("utf-8"))
ROWS_AT_ONCE = 3


class _Shape(NamedTuple):
    """What counts of a token."""

    type: str
    nesting: int
    level: int
    markup: str
    info: str
    content: str
    attrs: tuple[tuple[str, object], ...]
    children: tuple[_Shape, ...]


def _shape(token: Token) -> _Shape:
    fence = token.type == "fence"  # an open one's last line may be blank or not be there
    return _Shape(
        token.type,
        token.nesting,
        token.level,
        token.markup,
        token.info.strip(),
        token.content.rstrip() if fence else token.content,
        tuple(token.attrs.items()),
        tuple(map(_shape, token.children or ())),
    )


def _fence_tokens(text: str, block: SettledBlock) -> list[Token]:
    fence = block.fence
    assert fence is not None
    code = dedented(text[fence.body : block.body_end], fence.indent)
    return [Token("fence", "code", 0, markup=fence.marker, info=fence.info, content=code)]


def _table_tokens(text: str, block: SettledBlock, known: References) -> list[Token]:
    """The table as it is drawn: some rows at a time, under the same head."""
    table = block.table
    assert table is not None
    head = text[table.start : table.body]
    rows = text[table.body : block.end].removesuffix("\n").split("\n")
    found = table_tokens(head, "\n".join(rows[:ROWS_AT_ONCE]), known)
    for at in range(ROWS_AT_ONCE, len(rows), ROWS_AT_ONCE):
        more = table_tokens(head, "\n".join(rows[at : at + ROWS_AT_ONCE]), known)
        body = next(number for number, token in enumerate(more) if token.type == "tbody_open")
        found[-2:] = more[body + 1 :]
    return found


def _slices_tokens(text: str, blocks: list[SettledBlock], known: References) -> list[Token]:
    found: list[Token] = []
    for block in blocks:
        if block.fence is not None:
            found += _fence_tokens(text, block)
        elif block.table is not None:
            found += _table_tokens(text, block, known)
        else:
            found += block_tokens(text, block, known)
    return found


def _streamed(text: str, cuts: list[int]) -> tuple[list[SettledBlock], MarkdownSplit]:
    split, blocks = MarkdownSplit(), list[SettledBlock]()
    for cut in [*cuts, len(text)]:
        blocks += split.feed(text[:cut])
    return blocks, split


def _check(text: str, cuts: list[int]) -> None:
    blocks, split = _streamed(text, cuts)
    whole = [*blocks, *split.ending()]
    known: References = {}
    definitions(text, whole, known)
    tokens = list(map(_shape, _slices_tokens(text, whole, known)))
    assert tokens == list(map(_shape, parse(text)))


@st.composite
def _cut_text(draw: st.DrawFn) -> tuple[str, list[int]]:
    lines = draw(st.lists(st.sampled_from(MORE_LINES), max_size=14))
    text = "\n".join(lines) + draw(st.sampled_from(["", "\n", "\n\n"]))
    cuts = draw(st.lists(st.integers(0, len(text)), max_size=6))
    return text, sorted(cuts)


@settings(max_examples=500, deadline=None)
@given(_cut_text())
def test_slices_have_the_tokens_of_the_whole(case: tuple[str, list[int]]) -> None:
    _check(*case)


@pytest.mark.parametrize("entry", EXAMPLES, ids=lambda entry: str(entry["number"]))
def test_every_example_of_the_specification_streams_as_it_is(entry: dict[str, str]) -> None:
    text = normalised(entry["markdown"])
    _check(text, [])
    _check(text, list(range(len(text))))


def _tokens_of(text: str) -> list[Token]:
    blocks, split = _streamed(text, [])
    return _slices_tokens(text, [*blocks, *split.ending()], {})


def test_html_is_that_of_the_specification_where_the_dialect_is_the_same() -> None:
    """Where neither raw HTML nor an extension is involved, the examples' own HTML comes out."""
    plain = MarkdownIt("commonmark")
    same = 0
    for entry in EXAMPLES:
        text = normalised(entry["markdown"])
        blocks, split = _streamed(text, list(range(len(text))))
        whole = [*blocks, *split.ending()]
        if "<" in text or list(map(_shape, plain.parse(text))) != list(map(_shape, parse(text))):
            continue
        known: References = {}
        definitions(text, whole, known)
        tokens = _slices_tokens(text, whole, known)
        html = plain.renderer.render(tokens, plain.options, known)
        # The renderer ends lines elsewhere around empty quotes, and after code that we cut.
        assert html.replace("\n", "") == entry["html"].replace("\n", ""), entry["number"]
        same += 1
    assert same > 500


def test_a_table_keeps_its_cells_however_its_rows_are_grouped() -> None:
    head = "  | a | b \\| c |\n|:-:|--:|\n"
    rows = ["| 1 | `x \\| y` |", "2", "| 3 | 4 | 5 |", "\t| *6* |", "||"]
    whole = table_tokens(head, "\n".join(rows) + "\n", {})
    cells = [token.content for token in whole if token.type == "inline"][2:]
    apart = [
        token.content
        for row in rows
        for token in table_tokens(head, row + "\n", {})[2:]
        if token.type == "inline"
    ]
    assert [cell for number, cell in enumerate(apart) if number % 4 > 1] == cells


def test_a_table_of_what_takes_long_shows_it_as_it_is() -> None:
    tokens = table_tokens("|a|b|\n|-|-|\n", "|" + "[" * 3_000 + "|**x**|\n", {})
    cells = [token.children for token in tokens if token.type == "inline"]
    assert [[child.content for child in cell or ()] for cell in cells[2:]] == [
        ["[" * 3_000],
        ["**x**"],
    ]


def test_the_tail_is_its_slice_and_defines_nothing() -> None:
    split = MarkdownSplit()
    split.feed("[a]: /u\n[a]")
    known: References = {"references": {}}
    tokens = tail_tokens(split, known)
    assert any(child.type == "link_open" for token in tokens for child in token.children or ())
    assert known == {"references": {}}
    split.feed(split.text + "\n\n```\ncode")
    assert tail_tokens(split, known) == []


def test_an_open_formula_is_shown_as_it_is_written() -> None:
    split = MarkdownSplit()
    split.feed("words\n$$\nx *a* y\n")
    inlines = [token for token in tail_tokens(split, {}) if token.type == "inline"]
    assert [token.content for token in inlines] == ["words", "$$\nx *a* y"]
    (*_, formula) = split.feed(split.text + "$$\n")
    (token,) = block_tokens(split.text, formula, {})
    assert (token.type, token.content) == ("math_block", "x *a* y")


def test_a_list_goes_on_with_its_number() -> None:
    text = "1. item\n" * 300 + "\nafter\n"
    blocks, _ = _streamed(text, [])
    starts = []
    for block in blocks:
        first = block_tokens(text, block, {})[0]
        assert first.type == "ordered_list_open"
        starts.append(first.attrs.get("start", 1))
    items = [text[: block.start].count("\n") + 1 for block in blocks]
    assert starts == items


def test_the_inside_of_a_cut_item_is_indented_and_has_no_marker() -> None:
    text = "1. begin\n" + "   more words\n" * 600
    blocks, _ = _streamed(text, [])
    tokens = block_tokens(text, blocks[1], {})
    assert [token.type for token in tokens] == [
        "bullet_list_open",
        "list_item_open",
        "paragraph_open",
        "inline",
        "paragraph_close",
        "list_item_close",
        "bullet_list_close",
    ]
    assert tokens[1].meta["continues"]
    assert [token.level for token in tokens] == [0, 1, 2, 3, 2, 1, 0]


def test_the_inside_of_a_cut_item_is_drawn_without_a_marker(qapp: QApplication) -> None:
    text = "1. begin\n" + "   more words\n" * 600
    blocks, _ = _streamed(text, [])
    document = QTextDocument()
    writer = DocumentWriter(document, MarkdownStyle(load_theme(dark=False)))
    for block in blocks[:2]:
        writer.write(block_tokens(text, block, {}))
    first, second = document.begin().blockFormat(), document.lastBlock().blockFormat()
    assert first.property(MARKER) == "1."
    assert second.property(MARKER) is None
    assert second.indent() == first.indent() > 0


@pytest.mark.parametrize("text", [">" * 30 + " deep", "- " * 15 + "deep", "> - " * 9 + "> deep"])
def test_what_is_nested_too_deeply_is_shown_as_it_is(text: str) -> None:
    _, inline, _ = _tokens_of(text)
    assert inline.content == text
    assert inline.children is not None
    assert [child.content for child in inline.children] == [text]


def test_definitions_are_looked_for_where_they_may_be() -> None:
    text = "[a]: /a\n\n[^n]: note\n\n```\n[c]: /c\n```\n[A]: /second\n\nwords\n\n"
    blocks, _ = _streamed(text, [])
    known: References = {}
    definitions(text, blocks, known)
    found = known["references"]
    assert isinstance(found, dict)
    assert {label: entry["href"] for label, entry in found.items()} == {"A": "/a"}
