"""What is asked for while writing: where a "/" or an "@" means something, and where not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.typed_mark import LONGEST_QUERY, MarkKind, fits, mark_in


@pytest.mark.parametrize(
    ("before", "first", "kind", "query"),
    [
        ("/", True, MarkKind.PROMPT, ""),
        ("/sum up", True, MarkKind.PROMPT, "sum up"),
        ("／总结", True, MarkKind.PROMPT, "总结"),
        ("@", True, MarkKind.MEMBER, ""),
        ("ask @cod", True, MarkKind.MEMBER, "cod"),
        ("请@coder", False, MarkKind.MEMBER, "coder"),
        ("(@co", False, MarkKind.MEMBER, "co"),
        ("＠写", False, MarkKind.MEMBER, "写"),
    ],
)
def test_a_mark_is_seen(before: str, *, first: bool, kind: MarkKind, query: str) -> None:
    mark = mark_in(before, first=first)
    assert mark is not None
    assert (mark.kind, mark.query) == (kind, query)


@pytest.mark.parametrize(
    ("before", "first"),
    [
        ("", True),
        ("and/or", True),
        (" /", True),
        ("/", False),
        ("me@example.org", True),
        ("a.b@", True),
        ("@coder and", False),
        ("@@", False),
        ("/" + "x" * (LONGEST_QUERY + 1), True),
    ],
)
def test_what_only_looks_like_a_mark_is_none(before: str, *, first: bool) -> None:
    assert mark_in(before, first=first) is None


@given(st.text(), st.booleans())
def test_a_mark_always_ends_at_the_caret(before: str, first: bool) -> None:
    mark = mark_in(before, first=first)
    if mark is not None:
        assert before.endswith(mark.query)
        assert before[len(before) - mark.length] in "/／@＠"


def test_each_word_must_be_there_in_any_order_and_case() -> None:
    assert fits("", "Anything")
    assert fits("mail WRITE", "Write a mail")
    assert not fits("mail book", "Write a mail")
