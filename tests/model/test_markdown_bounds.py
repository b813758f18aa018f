"""Markdown of any length is cut the same way however it came, into pieces below a bound."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gui.model.growing_text import GrowingText, normalised, seems_to_grow
from gui.model.markdown_blocks import LONGEST_SLICE, LONGEST_TAIL, MarkdownSplit, SettledBlock
from gui.model.open_slice import HARD
from tests.model.test_markdown_blocks import LINES

MORE_LINES = [
    *LINES, "$$", "$$ x $$", "\\[", "\\]", "\\[ y \\]", "x = $y$", "words $$", "[^1]", "[^1]: note",
    "| a | b |", "|---|---|", "| 1 | 2 |", "| 1", "a | b", "--|--", ":-:|-", "|a|", "|-|", "> $$",
    "> a | b", "- a | b", "\u4f60\u597d", "e\u0301", "\U0001f642", "\u2028", "\t- tab", " \t x",
    "![i](u)", "https://a.example/b", "&amp;", "2. two", "   more", "      deep", "> > two",
    ">lazy",
]  # fmt: skip
LONG_LINES = [
    "word " * 300, "x" * 1_500, "- " + "item " * 400, "> " + "quote " * 500, "y" * 5_000,
    "    " + "code " * 700, "  " + "z " * 1_000, "1. " + "w" * 4_200, "| a | " + "b" * 2_500 + " |",
    "$$ " + "t " * 2_000, "# " + "head " * 900, "```" + " info" * 900, "   in " * 300,
]  # fmt: skip

lines = st.lists(st.sampled_from(MORE_LINES), max_size=14)
repeated = st.builds(
    lambda some, times: some * times,
    st.lists(st.sampled_from(MORE_LINES), min_size=1, max_size=4),
    st.integers(1, 90),
)
long_lines = st.lists(st.sampled_from([*LONG_LINES, "", "a"]), max_size=3)
pieces = st.lists(st.one_of(lines, repeated, long_lines), max_size=5)
texts = st.builds(
    lambda groups, end: "\n".join(line for group in groups for line in group) + end,
    pieces,
    st.sampled_from(["", "\n", "\n\n"]),
)
cuts = st.lists(st.floats(0, 1), max_size=8)


def _parts(text: str, places: list[float]) -> Iterator[str]:
    for place in sorted(places):
        yield text[: int(place * len(text))]
    yield text


def _in_steps(split: MarkdownSplit, text: str, characters: int) -> list[SettledBlock]:
    split.take(text)
    blocks = [*split.advance(characters)]
    while split.behind:
        blocks += split.advance(characters)
    return blocks


@settings(max_examples=300, deadline=None)
@given(texts, cuts, st.integers(1, 5_000))
def test_what_settles_depends_on_the_text_only(
    text: str, places: list[float], characters: int
) -> None:
    whole, parts = MarkdownSplit(), MarkdownSplit()
    at_once = whole.feed(text)
    in_parts = [block for part in _parts(text, places) for block in parts.feed(part)]
    assert in_parts == list(at_once)
    assert parts.ending() == whole.ending()
    assert _in_steps(MarkdownSplit(), text, characters) == list(at_once)


@settings(max_examples=300, deadline=None)
@given(texts, cuts)
def test_slices_cover_the_text_and_stay_below_the_bound(text: str, places: list[float]) -> None:
    split, at = MarkdownSplit(), 0
    for part in [*_parts(text, places), None]:
        for block in split.ending() if part is None else split.feed(part):
            assert block.start == at
            assert block.end > block.start
            at = block.end
            if block.fence is None and block.table is None:
                assert at - block.start <= LONGEST_SLICE
        if split.open_fence is None and split.open_table is None:
            assert len(split.tail) <= LONGEST_TAIL
    assert at == len(text)


@settings(max_examples=200, deadline=None)
@given(texts, cuts)
def test_an_open_table_gives_the_rows_that_the_settled_one_has(
    text: str, places: list[float]
) -> None:
    split, rows, seen = MarkdownSplit(), "", 0
    for part in _parts(text, places):
        for block in split.feed(part):
            if block.table is not None:
                assert text[block.table.body : block.end].startswith(rows)
            if block.end > seen:
                rows, seen = "", 0
        if (table := split.open_table) is not None:
            more, seen = split.rows_from(max(seen, table.body))
            rows += more
            assert text[table.body : seen] == rows


def test_the_end_of_a_text_changes_nothing() -> None:
    split = MarkdownSplit()
    split.feed("```\ncode\n")
    (block,) = split.ending()
    assert block.fence is not None
    assert (block.fence.body, block.body_end) == (4, 9)
    assert split.open_fence is not None
    assert split.ending() == (block,)


def test_a_table_settles_with_all_its_rows() -> None:
    text = "words\n| a | b |\n|---|--:|\n| 1 | 2 |\n| 3\n# after\n"
    words, table, after = MarkdownSplit().feed(text)
    assert text[words.start : words.end] == "words\n"
    assert table.table is not None
    assert text[table.table.start : table.table.body] == "| a | b |\n|---|--:|\n"
    assert text[table.table.body : table.end] == "| 1 | 2 |\n| 3\n"
    assert table.table.columns == 2
    assert text[after.start : after.end] == "# after\n"


@pytest.mark.parametrize(
    "text",
    ["a | b\n--|--|--\n", "a b\n---\n", "    a | b\n--|--\n", "> a | b\n--|--\n", "a | b\n- -\n"],
)
def test_what_only_looks_like_a_table_is_none(text: str) -> None:
    split = MarkdownSplit()
    assert not any(block.table for block in split.feed(text + "1 | 2\n\n"))


def test_rows_come_as_they_are_written() -> None:
    split = MarkdownSplit()
    split.feed("a|b\n-|-\n1|2\n3|")
    table = split.open_table
    assert table is not None
    assert split.rows_from(table.body) == ("1|2\n", 12)
    split.feed(split.text + "4\n")
    assert split.rows_from(12) == ("3|4\n", 16)


def test_a_formula_is_open_until_it_ends() -> None:
    split = MarkdownSplit()
    assert split.feed("so\n$$\nx\n") == ()
    assert split.open_formula == 3
    words, formula = split.feed("so\n$$\nx\n- y $$\n")
    assert (words.end, formula.end) == (3, 15)
    assert split.open_formula is None


def test_what_began_like_a_formula_is_text_after_all() -> None:
    split = MarkdownSplit()
    (block,) = split.feed("$$ 5 and\n- item\n\nnext\n")[:1]
    assert split.text[block.start : block.end] == "$$ 5 and\n"


def test_a_numbered_list_goes_on_with_its_numbers() -> None:
    text = "".join(f"{number}. item\n" for number in range(7, 400))
    first, *others = MarkdownSplit().feed(text)
    assert not first.continues
    for block in others:
        assert block.continues
        assert block.number is not None
        assert text[block.start : block.end].startswith(f"{block.number}. ")


def test_a_list_item_is_cut_at_a_line_and_the_list_goes_on_after_it() -> None:
    text = "3. begin\n" + "   more words\n" * 600 + "4. end\n   - one\n\nafter\n"
    split = MarkdownSplit()
    blocks = [*split.feed(text), *split.ending()]
    inside = [block for block in blocks if block.depth]
    assert len(inside) > 3
    for block in inside:
        assert set(block.source(text).strip("\n").split("\n")) == {"more words"}
    last = next(block for block in blocks if block.end == text.index("after"))
    assert (last.number, last.continues, last.depth) == (4, True, 0)
    assert not blocks[-1].continues


def test_code_in_a_list_item_goes_on_as_code() -> None:
    text = "1. Do this:\n   ```py\n" + "   x = 1\n" * 900 + "   ```\n2. end\n\nafter\n"
    first, code, second = MarkdownSplit().feed(text)
    assert code.fence is not None
    assert code.fence.language == "py"
    assert set(text[code.fence.body : code.body_end].split("\n")) == {"   x = 1", ""}
    assert code.fence.indent == 3
    assert not first.depth
    assert second.number == 2


def test_code_in_a_quote_goes_on_as_code() -> None:
    text = "> ```py\n" + "> x = 1\n" * 900 + "> ```\n\n"
    _, *others = MarkdownSplit().feed(text)
    assert all(block.source(text).startswith("> ```py\n> x") for block in others)


def test_a_long_line_is_cut_at_a_space() -> None:
    text = "word " * 2_000
    blocks = MarkdownSplit().feed(text)
    assert len(blocks) == 2
    assert all(text[block.end - 1] == " " and block.end % 5 == 0 for block in blocks)
    assert [block.continues for block in blocks] == [False, True]


def test_a_long_line_in_a_quote_stays_in_the_quote() -> None:
    text = "> " + "word " * 2_000
    blocks = MarkdownSplit().feed(text)
    assert all(block.source(text).startswith("> word") for block in blocks)


@pytest.mark.parametrize("unit", ["[", "*_", "![", "://", "&", "$$"])
def test_what_would_take_long_is_plain(unit: str) -> None:
    blocks = MarkdownSplit().feed(unit * 5_000)
    assert blocks[0].plain


def test_what_people_write_is_not_plain() -> None:
    text = "**bold** and *it* `c` [a](https://b.example/c) &amp; " * 40 + "\n\n"
    text += "- [ ] do **it**\n" * 70 + "\n| a | b |\n|---|---|\n"
    assert not any(block.plain for block in MarkdownSplit().feed(text))


def test_a_text_that_was_taken_must_grow() -> None:
    split = MarkdownSplit()
    split.take("abc")
    assert split.behind
    with pytest.raises(ValueError, match="grow"):
        split.take("abd")


@given(st.text(st.sampled_from("ab\r\n\0"), max_size=30), cuts)
def test_a_growing_text_is_normalised_as_a_whole_one(raw: str, places: list[float]) -> None:
    growing = GrowingText()
    for part in _parts(raw, places):
        text = growing.set(part)
        assert text == normalised(part)


def test_a_text_that_is_another_is_normalised_anew() -> None:
    growing = GrowingText()
    growing.set("a\r\nb")
    assert growing.set("c\r") == "c\n"
    assert not seems_to_grow("ab", "a")


@contextmanager
def _calls() -> Iterator[list[int]]:
    """Counts calls of functions, Python's and C's: work that no clock measures."""
    count = [0]

    def _count(frame: FrameType, event: str, arg: object) -> None:
        count[0] += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(_count)
    try:
        yield count
    finally:
        sys.setprofile(before)


def _work(text: str, step: int) -> int:
    split = MarkdownSplit()
    with _calls() as count:
        for end in range(0, len(text) + step, step):
            split.take(text[:end])
            split.advance(None)
        split.ending()
    return count[0]


@pytest.mark.parametrize(
    "text",
    [
        lambda n: "x" * 40 * n,
        lambda n: "word " * 8 * n,
        lambda n: "> quoted\n" * 4 * n,
        lambda n: "- item\n" * 4 * n,
        lambda n: "- a\nlazy\n  ```\n" + "x\n" * 8 * n,
        lambda n: "1. a\n" + "   more\n" * 4 * n,
        lambda n: "a|b\n-|-\n" + "1|2\n" * 4 * n,
        lambda n: "a|b\n-|-\n" * 2 * n,
        lambda n: "```\n" + "x = 1\n" * 4 * n,
        lambda n: "```\n" + "x = 1 " * 4 * n,
        lambda n: "$$a\n" * 4 * n,
        lambda n: "$$a\n\\[b\n" * 2 * n,
        lambda n: "\n" * 20 * n,
        lambda n: "=\n" * 8 * n,
        lambda n: ">" * 40 * n,
        lambda n: "  - a\n    - b\n" * 2 * n,
        lambda n: "[a]: /u\n" * 4 * n,
    ],
)
@pytest.mark.parametrize("step", [100, 1_000_000])
def test_twice_the_text_is_twice_the_work(text: Callable[[int], str], step: int) -> None:
    once, twice = _work(text(1_000), step), _work(text(2_000), step)
    assert twice <= 2.3 * once + 1_000


def test_an_append_to_a_long_text_is_cheap() -> None:
    split = MarkdownSplit()
    text = "word " * 200_000
    split.feed(text)
    with _calls() as count:
        split.take(text + "more words\n")
        split.advance()
    assert count[0] < 200
    assert len(split.tail) <= HARD
