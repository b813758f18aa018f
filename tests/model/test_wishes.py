"""What one start tells another: understood exactly, or nothing but a wish to be shown."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.wishes import (
    ANSWER,
    LONGEST_LINE,
    MOST_OPENED,
    Wishes,
    is_answer,
    line_of,
    wishes_of,
)

opened = st.text(min_size=1, max_size=80).filter(lambda text: "\0" not in text)
wishes = st.builds(
    Wishes,
    open=st.lists(opened, max_size=5).map(tuple),
    quick_ask=st.booleans(),
    front=st.booleans(),
    token=st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=40),
)
WHOLE = {"v": 1, "raise": True, "open": ["/a"], "quick_ask": False, "token": ""}


@given(wishes)
def test_wishes_arrive_as_they_were_sent(sent: Wishes) -> None:
    line = line_of(sent)
    assert line.endswith(b"\n")
    assert line.count(b"\n") == 1
    assert wishes_of(line) == sent


@given(st.binary(max_size=200))
def test_whatever_a_stranger_writes_only_shows_the_window(line: bytes) -> None:
    assert wishes_of(line) == Wishes()
    assert is_answer(line) in (True, False)


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"v": "1"},
        {"raise": "yes"},
        {"open": "/etc/passwd"},
        {"open": [1]},
        {"open": [""]},
        {"open": ["/a\0b"]},
        {"open": ["/a"] * (MOST_OPENED + 1)},
        {"quick_ask": 1},
        {"token": "two\nlines"},
        {"token": "x" * 1000},
        {"token": None},
    ],
    ids=str,
)
def test_a_line_that_is_wrong_anywhere_only_shows_the_window(change: dict[str, object]) -> None:
    assert wishes_of(json.dumps(WHOLE).encode()) == Wishes(open=("/a",))
    assert wishes_of(json.dumps({**WHOLE, **change}).encode()) == Wishes()


def test_a_line_has_a_bound() -> None:
    many = Wishes(open=tuple(f"/{number}/" + "x" * 5000 for number in range(90)))
    line = line_of(many)
    assert len(line) <= LONGEST_LINE
    kept = wishes_of(line).open
    assert kept
    assert kept == many.open[: len(kept)]
    assert wishes_of(b" " * LONGEST_LINE + line_of(Wishes(open=("/a",)))) == Wishes()


def test_file_names_that_are_no_text_arrive_too() -> None:
    strange = Wishes(open=("/home/\udcff.parley",))
    assert wishes_of(line_of(strange)) == strange


def test_an_answer_is_known() -> None:
    assert is_answer(ANSWER)
    assert not any(is_answer(other) for other in (b"", b"raised\n", b"[]", b"[" * 100_000))
