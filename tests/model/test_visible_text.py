"""What hides in a text is made visible, and what belongs to a script stays."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.visible_text import shown_code, shown_words

ODD = st.text(
    alphabet=st.one_of(
        st.characters(codec=None),
        st.sampled_from("a\n\t\x00\x1b\u200d\u200c\u202e\ufe0f\U0001f3f4\U000e0067\U000e007f☁‍👩नم"),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\tb\n", "a\tb\n"),
        ("\x00\x1b[31m\x7f\r", "␀␛[31m␡␍"),
        ("if \u202eadmin\u202c:", "if ⟦U+202E⟧admin⟦U+202C⟧:"),
        ("pass\u200bword \ufeffx\xad", "pass⟦U+200B⟧word ⟦U+FEFF⟧x⟦U+00AD⟧"),
        ("a\u200db", "a⟦U+200D⟧b"),
        ("a\ufe0f", "a⟦U+FE0F⟧"),
        ("tag \U000e0041", "tag ⟦U+E0041⟧"),
        ("half \ud83d pair", "half \ufffd pair"),
        ("\ufdd0\ufffc", "\ufffd\ufffd"),
        ("next\u0085line\u2028", "next⟦U+0085⟧line⟦U+2028⟧"),
    ],
)
def test_what_hides_is_shown(text: str, shown: str) -> None:
    assert shown_code(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "👩\u200d💻",
        "❤\ufe0f\u200d🔥",
        "👩🏽\u200d🚀",
        "1\ufe0f\u20e3",
        "🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f",
        "می\u200cخواهم",
        "क\u094d\u200dष",
        "葛\U000e0100",
        "e\u0301 عربي עברית 中文\u3000Ünïcode",
    ],
)
def test_what_a_script_or_an_emoji_needs_stays(text: str) -> None:
    assert shown_code(text) == text
    assert shown_words(text) == text


def test_many_selectors_in_a_row_are_no_emoji() -> None:
    assert shown_code("😀\ufe0f\ufe0e\ufe0f") == "😀\ufe0f⟦U+FE0E⟧⟦U+FE0F⟧"


def test_a_paragraph_keeps_its_direction_marks_and_loses_what_would_break_it() -> None:
    assert shown_words("a\u200f\u2067b\u2069") == "a\u200f\u2067b\u2069"
    assert shown_words("a\x00\x1b\ud800\ufffc\u2029\x85b") == "a␀␛\ufffd\ufffd\ufffd\ufffdb"


@given(ODD)
def test_lines_stay_lines_and_nothing_hides(text: str) -> None:
    shown = shown_code(text)
    assert shown.count("\n") == text.count("\n")
    left = [c for c in shown if unicodedata.category(c) in ("Cc", "Cs")]
    assert set(left) <= {"\n", "\t"}
    assert not set(shown) & set("\u200b\u200e\u200f\u202a\u202d\u202e\u2066\u2069\ufeff\u2028")
    assert shown_code(shown) == shown


@given(ODD, ODD)
def test_text_that_goes_on_is_shown_as_if_it_came_at_once(a: str, b: str) -> None:
    assert shown_code(a) + shown_code(b, before=a) == shown_code(a + b)


@given(ODD)
def test_words_keep_their_places(text: str) -> None:
    assert len(shown_words(text)) == len(text)
