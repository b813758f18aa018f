"""Rows and matches of long texts: nothing is lost, nothing is found that is not there."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.line_index import LONGEST_ROW, LineIndex
from gui.model.text_search import TextSearch

texts = st.text(alphabet="abA\n\x1b[m", max_size=80)


def indexed(text: str) -> LineIndex:
    index = LineIndex(text)
    while not index.done:
        index.step()
    return index


def searched(index: LineIndex, words: str) -> TextSearch:
    search = TextSearch(index, words)
    while not search.done:
        search.step()
    return search


@given(texts)
def test_the_rows_are_the_lines(text: str) -> None:
    index = indexed(text)
    rows = [index.original(row) for row in range(index.rows)]
    assert rows == [line.rstrip("\r\n") for line in text.split("\n")][: len(rows)]
    assert index.lines == len(text.removesuffix("\n").split("\n")) - (not text)


@pytest.mark.parametrize("length", [LONGEST_ROW, LONGEST_ROW + 1, LONGEST_ROW + 3, 35_001])
def test_a_long_line_is_broken_and_whole(length: int) -> None:
    text = "a\n" + "x" * length + "\nb"
    index = indexed(text)
    pieces = [text[index.start(row) : index.start(row + 1)] for row in range(index.rows)]
    assert "".join(pieces) == text
    assert max(map(len, pieces)) <= LONGEST_ROW + 2
    assert index.lines == 3
    assert index.broken == (length > LONGEST_ROW + 1)


@given(texts, st.sampled_from(["a", "ab", "b", "aa"]))
def test_all_matches_are_found_in_their_order(text: str, words: str) -> None:
    index = indexed(text)
    search = searched(index, words)
    shown = [index.shown(row) for row in range(index.rows)]
    expected = [
        (row, found.start(), len(words))
        for row, line in enumerate(shown)
        for found in re.finditer(words, line, re.IGNORECASE)
    ]
    assert [search.match(number) for number in range(search.count)] == expected
    for number, (row, column, _) in enumerate(expected):
        assert search.first_from(row, column) == number
        assert search.first_from(row, column + 1) == number + 1


def test_matches_of_many_stretches_keep_their_numbers() -> None:
    lines = ["needle" if number % 700 == 0 else "hay" * 40 for number in range(5_000)]
    index = indexed("\n".join(lines))
    search = searched(index, "needle")
    assert [search.match(n).row for n in range(search.count)] == list(range(0, 5_000, 700))
    assert search.first_from(701, 0) == 2
    assert [match.row for match in search.in_rows(650, 720, most=9)] == [700]


@pytest.mark.parametrize("line", ["word " * 10 + "\n", "x" * 99_999 + "\n", "\n"])
def test_each_step_is_short(line: str) -> None:
    text = line * (2_000_000 // len(line))
    index = LineIndex(text)
    search = TextSearch(index, "r")
    steps = 0
    while not search.done:
        index.step()
        search.step()
        steps += 1
    assert steps > len(text) // 300_000
