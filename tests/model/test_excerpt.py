"""The beginning of a long text: never more than was asked for, and honest about the rest."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gui.model.excerpt import Excerpt, LineCount, excerpt

texts = st.text(alphabet="ab\n", max_size=60)


@given(texts, st.integers(1, 6), st.integers(1, 20))
def test_an_excerpt_is_a_beginning_within_its_bounds(text: str, lines: int, most: int) -> None:
    found = excerpt(text, lines=lines, characters=most)
    assert text.startswith(found.text)
    assert len(found.text) <= most + 1
    assert len(found.text.removesuffix("\n").split("\n")) <= lines
    assert found.whole == (found.text == text)


@given(texts)
def test_a_short_text_is_whole(text: str) -> None:
    assert excerpt(text, lines=100, characters=100) == Excerpt(text, whole=True)


def test_the_last_line_end_is_no_line() -> None:
    assert excerpt("a\nb\n", lines=2) == ("a\nb\n", True)
    assert excerpt("a\nb\nc", lines=2) == ("a\nb", False)


@given(texts)
def test_lines_are_counted(text: str) -> None:
    count = LineCount(text)
    while not count.done:
        count.step()
    assert count.lines == len(text.removesuffix("\n").split("\n")) - (not text)
