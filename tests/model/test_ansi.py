"""Escape sequences of terminals: colours are kept, nothing of the rest is left."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.ansi import PLAIN, Ink, Run, last_ink, plain, runs

pieces = st.sampled_from(
    [
        "\x1b",
        "[",
        "31",
        ";",
        "1",
        "m",
        "]",
        "8",
        "\x07",
        "\\",
        "a",
        "\n",
        "38;5;",
        "48;2;1;2;3m",
        "P",
    ]
) | st.text(max_size=4)
outputs = st.lists(pieces, max_size=40).map("".join)


@given(outputs)
def test_the_runs_are_the_plain_text(text: str) -> None:
    found = runs(text)
    assert "".join(run.text for run in found) == plain(text)
    assert all(run.text for run in found)
    assert all(run.ink.colour is None or 0 <= run.ink.colour < 16 for run in found)


@given(outputs)
def test_lines_are_never_lost(text: str) -> None:
    assert plain(text).count("\n") == text.count("\n")


@given(st.text())
def test_text_without_escapes_is_left_alone(text: str) -> None:
    text = text.replace("\x1b", "")
    assert plain(text) == text
    assert runs(text) == ([Run(text, PLAIN)] if text else [])


@given(outputs, outputs)
def test_the_ink_goes_on_in_the_next_piece(a: str, b: str) -> None:
    first, second = f"{a}\n", f"{b}\n"
    ink = last_ink(first)
    apart = [*runs(first), *runs(second, ink)]
    assert "".join(run.text for run in apart) == plain(first + second)
    assert last_ink(second, ink) == last_ink(first + second)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("\x1b[31mred\x1b[0m", [Run("red", Ink(1))]),
        ("\x1b[1;92mok\x1b[m!", [Run("ok", Ink(10, bold=True)), Run("!", PLAIN)]),
        ("\x1b[38;5;9ma\x1b[39mb", [Run("a", Ink(9)), Run("b", PLAIN)]),
        ("\x1b[38;2;250;10;10ma", [Run("a", Ink(9))]),
        ("\x1b[38;5;196ma", [Run("a", Ink(9))]),
        ("\x1b[38;5;22ma", [Run("a", Ink(2))]),
        ("\x1b[38;5;240ma", [Run("a", Ink(8))]),
        ("\x1b[48;5;9ma", [Run("a", PLAIN)]),
        ("\x1b[1mA\x1b[22mB", [Run("A", Ink(bold=True)), Run("B", PLAIN)]),
        ("a\x1b[2K\x1b[1Gb", [Run("ab", PLAIN)]),
        ("\x1b]0;title\x07a", [Run("a", PLAIN)]),
        ("\x1b]8;;http://x.example\x1b\\words\x1b]8;;\x1b\\", [Run("words", PLAIN)]),
        ("\x1b(Ba", [Run("a", PLAIN)]),
        ("a\x1b", [Run("a\x1b", PLAIN)]),
    ],
)
def test_what_terminals_are_sent(text: str, found: list[Run]) -> None:
    assert runs(text) == found


def test_an_endless_sequence_is_read_in_time() -> None:
    assert len(plain("\x1b]" * 200_000)) <= 400_000
    assert runs("\x1b[" + "1;" * 500_000 + "m")[0:0] == []
