"""Words are found whatever their case and spacing, and counted alike in one piece or in many."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.search_words import SearchWords

# Few characters, so that matches are not rare; some grow when they are folded.
signs = st.text("aAbBsSßıİ \t\n\u00a0重要*_", max_size=40)
queries = st.text("aAbsßİ \n重要*", max_size=4)


@pytest.mark.parametrize(
    ("query", "text", "count"),
    [
        ("word", "a Word, a WORD, a sword", 3),
        ("two words", "two\n\t words and two words", 2),
        (" trimmed ", "trimmed", 1),
        ("strasse", "Straße", 1),
        ("重要", "这很重要，也重要", 2),
        ("aa", "aaaaa", 2),
        ("a.c", "abc a.c", 1),
        ("", "anything", 0),
        (" \n", "any  thing", 0),
        ("missing", "", 0),
    ],
)
def test_what_is_counted(query: str, text: str, count: int) -> None:
    assert SearchWords(query).count(text) == count


@given(queries, signs)
def test_each_match_that_is_counted_has_its_place(query: str, text: str) -> None:
    words = SearchWords(query)
    spans = list(words.spans(text))
    assert words.count(text) == len(spans)
    wanted = query.casefold().split()
    for start, end in spans:
        assert 0 <= start < end <= len(text)
        if len(text.casefold()) == len(text):
            assert text[start:end].casefold().split() == wanted
    starts = [start for start, _ in spans]
    assert starts == sorted(starts)


@given(queries, st.lists(signs, max_size=5))
def test_where_a_text_is_cut_does_not_matter(query: str, pieces: list[str]) -> None:
    words = SearchWords(query)
    assert words.count_in(pieces) == words.count("".join(pieces))


def test_a_match_may_lie_across_pieces_with_a_long_gap() -> None:
    pieces = ["so fa", "r", *["   \n" * 1000] * 50, "A", "way"]
    assert SearchWords("far away").count_in(pieces) == 1


@given(queries, signs)
def test_markdown_with_a_match_in_its_source_is_never_ruled_out(query: str, text: str) -> None:
    words = SearchWords(query)
    if words.count(text):
        assert words.may_show_in(text)


@pytest.mark.parametrize(
    ("query", "markdown"),
    [
        ("world", "w**or**ld"),
        ("重要的", "**重要**的"),
        ("snake_case", "snake\\_case"),
        ("docs here", "the [docs](http://example.org/x_y) here"),
        ("docs here", "the [docs][1] here"),
        ("a[i](x)", "`a[i](x)`"),
        ("R&D", "R&amp;D"),
        ("Été", "&Eacute;t&eacute;"),
        ("next day", "next[^1] day"),
        ("*", "\\*"),
    ],
)
def test_markup_within_words_hides_nothing(query: str, markdown: str) -> None:
    assert SearchWords(query).may_show_in(markdown)


def test_most_texts_are_ruled_out() -> None:
    words = SearchWords("needle")
    assert not words.may_show_in("Some **bold** words about a [haystack](http://example.org).")
    assert not SearchWords(" ").may_show_in("anything *at* all")
