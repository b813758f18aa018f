"""The passages that a search shows: plain words, with what was looked for where it is marked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.passage import beginning_of, passage_of
from gui.model.search_query import Words


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# Tea\n\nA **green** one.", "Tea A green one."),
        ("> > Quoted `x = 1`\n> on", "Quoted x = 1 on"),
        ("One\n\n---\n\n~~two~~ - three", "One two - three"),
        ("a * b ** c C# 5 > 4", "a * b ** c C# 5 > 4"),
    ],
)
def test_of_markdown_only_the_words_are_shown(text: str, shown: str) -> None:
    assert beginning_of(text, markdown=True).text == shown
    assert "".join(beginning_of(text).text.split()) == "".join(text.split())


DRESSED = st.text("ab #*`>~_-\n", max_size=400)


@given(DRESSED, DRESSED, st.booleans())
def test_what_is_marked_is_what_was_looked_for(before: str, after: str, markdown: bool) -> None:
    words = (Words(text="needle", words=("needle",)),)
    found = passage_of(f"{before} needle {after}", words, markdown=markdown)
    assert found is not None
    assert [found.text[a:b] for a, b in found.marks] == ["needle"]
