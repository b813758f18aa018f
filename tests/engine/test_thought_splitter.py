"""Thoughts and text are told apart in the same way however they are cut."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.engine.thought_splitter import (
    THOUGHT_CLOSE,
    THOUGHT_OPEN,
    Piece,
    PieceKind,
    ThoughtSplitter,
)

parts = st.sampled_from(
    [
        "<think>",
        "</think>",
        "<",
        "think",
        "\n",
        " ",
        "```",
        "`",
        "a",
        "你",
        "</",
        ">",
        THOUGHT_OPEN,
        THOUGHT_CLOSE,
        "~~~\n",
    ]
)


def split(*fragments: str) -> list[Piece]:
    """The pieces, neighbours of one kind joined."""
    splitter = ThoughtSplitter()
    pieces = [piece for fragment in fragments for piece in splitter.feed(fragment)]
    joined: list[Piece] = []
    for piece in [*pieces, *splitter.finish()]:
        if joined and joined[-1].kind is piece.kind and piece.kind is not PieceKind.THOUGHT_END:
            joined[-1] = Piece(piece.kind, joined[-1].text + piece.text)
        else:
            joined.append(piece)
    assert splitter.text == "".join(p.text for p in joined if p.kind is PieceKind.TEXT)
    return joined


@given(st.lists(parts, max_size=25), st.data())
def test_cuts_do_not_matter(words: list[str], data: st.DataObject) -> None:
    whole = "".join(words)
    places = sorted(data.draw(st.lists(st.integers(0, len(whole)), max_size=10)))
    pieces = [whole[a:b] for a, b in pairwise([0, *places, len(whole)])]
    assert split(*pieces) == split(whole)


@given(st.lists(parts, max_size=25))
def test_nothing_is_lost_or_made_up(words: list[str]) -> None:
    whole = "".join(words)
    kept = "".join(piece.text for piece in split(whole))
    for mark in (THOUGHT_OPEN, THOUGHT_CLOSE, "<think>", "</think>"):
        kept, whole = kept.replace(mark, ""), whole.replace(mark, "")
    assert "".join(kept.split()).strip("<>/") in "".join(whole.split()) or kept == ""


TEXT, THOUGHT, END = PieceKind.TEXT, PieceKind.THOUGHT, PieceKind.THOUGHT_END


@pytest.mark.parametrize(
    ("reply", "expected"),
    [
        ("plain", [(TEXT, "plain")]),
        ("<think>a</think>b", [(THOUGHT, "a"), (END, ""), (TEXT, "b")]),
        ("<think>a</think>\n\nb", [(THOUGHT, "a"), (END, ""), (TEXT, "b")]),
        ("<think>left open", [(THOUGHT, "left open"), (END, "")]),
        ("the tag `<think>` opens", [(TEXT, "the tag `<think>` opens")]),
        ("a\n<think>b</think>c", [(TEXT, "a\n"), (THOUGHT, "b"), (END, ""), (TEXT, "c")]),
        ("```\n<think>\n```", [(TEXT, "```\n<think>\n```")]),
        (
            f"{THOUGHT_OPEN}a</think>b{THOUGHT_CLOSE}c",
            [(THOUGHT, "a</think>b"), (END, ""), (TEXT, "c")],
        ),
        (f"x{THOUGHT_OPEN}a{THOUGHT_CLOSE}", [(TEXT, "x"), (THOUGHT, "a"), (END, "")]),
        ("a </think> b", [(TEXT, "a </think> b")]),
        ("<thin", [(TEXT, "<thin")]),
    ],
)
def test_examples(reply: str, expected: list[tuple[PieceKind, str]]) -> None:
    assert split(*reply) == [Piece(*piece) for piece in expected]
