"""Titles from first words and from a model's suggestion."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.titles import FIRST_WORDS_COLUMNS, TITLE_LENGTH, first_words, suggested_title


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Hello", "Hello"),
        ("  \n\n# Plan for *today*\nmore", "Plan for *today*"),
        ("- buy milk\n- and eggs", "buy milk"),
        ("one\ttwo\u200b three\x00four", "one two three four"),
        ("", ""),
        ("```python\nprint(1)\n```", "print(1)"),
        (
            "What is the difference between a process and a thread, in short?",
            "What is the difference between a process and a…",
        ),
        (
            "请帮我写一封信给我的房东,说明暖气坏了,需要尽快修理,谢谢你",
            "请帮我写一封信给我的房东,说明暖气坏了,需要尽快…",
        ),
        ("x" * 100, "x" * (FIRST_WORDS_COLUMNS - 1) + "…"),
    ],
)
def test_first_words(text: str, title: str) -> None:
    assert first_words(text) == title


@pytest.mark.parametrize(
    ("answer", "title"),
    [
        ("Broken heating", "Broken heating"),
        ('"Broken heating."', "Broken heating"),
        ("Title: Broken heating\n\nI hope this helps!", "Broken heating"),
        ("**Broken heating**", "Broken heating"),
        ("标题:《暖气坏了》", "暖气坏了"),
        ("\n\n", ""),
    ],
)
def test_suggestions_are_made_fit(answer: str, title: str) -> None:
    assert suggested_title(answer) == title


@given(st.text())
def test_first_words_are_one_visible_line_that_fits(text: str) -> None:
    title = first_words(text)
    assert width(title) <= FIRST_WORDS_COLUMNS
    assert title == title.strip()
    assert all(unicodedata.category(sign) not in ("Cc", "Cs") for sign in title)


@given(st.text())
def test_suggestions_are_one_line_that_fits(text: str) -> None:
    title = suggested_title(text)
    assert len(title) <= TITLE_LENGTH
    assert len(title.splitlines()) <= 1


@given(st.text(alphabet="ab \n#-", min_size=1))
def test_whoever_says_something_gets_a_title(text: str) -> None:
    assert bool(first_words(text)) or not text.strip(" \n#-")
