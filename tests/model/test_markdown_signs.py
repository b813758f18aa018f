"""A line of Markdown without its marks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.markdown_signs import marks_of_markdown, without_marks


def _plain(text: str) -> str:
    return " ".join(without_marks(text).split())


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("# Tea\n\nTea is a drink.", "Tea Tea is a drink."),
        ("Green **tea** and *white* tea", "Green tea and white tea"),
        ("**Very *hot* tea**", "Very hot tea"),
        ("__Very__ _hot_ ~~cold~~", "Very hot cold"),
        ("- one\n- [ ] two\n* [x] three\n1. four", "one two three 1. four"),
        ("> quoted\n> > twice", "quoted twice"),
        ("Run `rm -rf *` or ``a ` b``", "Run rm -rf * or a ` b"),
        ('See [the tea](https://x.test/a_(b) "Tea")!', "See the tea!"),
        ("![a cup](cup.png)", "a cup"),
        ("| File | Lines |\n|---|---:|\n| a.log | 3 |", "File Lines a.log 3"),
        ("One\n***\nTwo\n===", "One Two"),
        ("2 \\* 3", "2 * 3"),
        ("绿茶和**白茶**", "绿茶和白茶"),
    ],
)
def test_marks_are_left_out(source: str, words: str) -> None:
    assert _plain(source) == words


@pytest.mark.parametrize(
    "text",
    [
        "2 * 3 = 6 and 3 * 2 = 6",
        "snake_case_name and __init_subclass",
        "C# is not C, #1 comes first, a|b",
        "a [b] (c), an array[0](1",
        "5 > 3 – and so on",
        "C:\\temp",
    ],
)
def test_what_is_no_mark_stays(text: str) -> None:
    assert _plain(text) == text


def test_code_keeps_its_signs() -> None:
    source = "Do:\n```python\n# not a heading\nx = a ** b ** c\n```\n**Done**"
    assert _plain(source) == "Do: python # not a heading x = a ** b ** c Done"


def test_a_piece_in_the_middle_knows_that_it_is_code() -> None:
    source = "```\n" + "# said\n" * 400 + "```\n# Said"
    middle = len(source) // 2
    assert not marks_of_markdown(source, middle, middle + 40)
    assert marks_of_markdown(source, len(source) - 6, len(source)) == {
        len(source) - 6,
        len(source) - 5,
    }


def test_a_text_made_to_be_slow_is_read_too() -> None:
    for source in ("*a" * 50_000, "*_" * 50_000, "`" * 50_000, "[" * 50_000, "[a](" * 20_000):
        assert marks_of_markdown(source, 600, 1_200) <= set(range(600, 1_200))


@given(st.text("ab *_`~[]()|#>-\\\n!1."), st.integers(0, 40), st.integers(0, 40))
def test_marks_lie_within_and_are_never_letters_of_words(text: str, start: int, more: int) -> None:
    marks = marks_of_markdown(text, start, min(len(text), start + more))
    assert all(start <= at < min(len(text), start + more) for at in marks)
