"""What is typed to search everything is read as it is meant, and never fails."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.search_query import NAMES, Filter, FilterName, read_day, read_query
from gui.model.search_text import words_of
from gui.model.title_typos import alike, edits

TODAY = date(2026, 12, 1)


def words(typed: str) -> list[tuple[str, bool]]:
    return [(" ".join(each.words), each.beginning) for each in read_query(typed, TODAY).words]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("docker ngi", [("docker", False), ("ngi", True)]),
        ("docker nginx ", [("docker", False), ("nginx", False)]),
        ('"exact phrase" more', [("exact phrase", False), ("more", True)]),
        ('"not closed', [("not closed", True)]),
        ("“全角 引号”", [("全 角 引 号", False)]),
        ("数据库", [("数 据 库", False)]),
        ("docker n", [("docker", False)]),  # a lone letter begins nearly everything
        ("n", [("n", False)]),
        ("http://example.org 12:30", [("http example org", False), ("12 30", True)]),
        (': "" ::', []),
    ],
)
def test_words(typed: str, expected: list[tuple[str, bool]]) -> None:
    query = read_query(typed, TODAY)
    assert words(typed) == expected
    assert query.misread == ()


@pytest.mark.parametrize(
    ("typed", "name", "value"),
    [
        ("agent:Data-Analyst", FilterName.AGENT, "data analyst"),
        ('in:"My chat"', FilterName.IN, "my chat"),
        ("tag:工作", FilterName.TAG, "工 作"),
        ("has：images", FilterName.HAS, "image"),
        ("IS:Pinned", FilterName.IS, "pinned"),
        ("before:2026-11", FilterName.BEFORE, "2026-11-01"),
        ("after:yesterday", FilterName.AFTER, "2026-11-30"),
        ("after:7d", FilterName.AFTER, "2026-11-24"),
    ],
)
def test_filters(typed: str, name: FilterName, value: str) -> None:
    assert read_query(typed, TODAY).filters == (Filter(name=name, value=value),)


def test_what_is_no_filter_is_looked_for_as_words_and_named() -> None:
    query = read_query("foo:bar has:nothing before:never agent:", TODAY)
    assert query.misread == ("foo:bar", "has:nothing", "before:never")
    assert [each.text for each in query.words] == list(query.misread)
    assert query.filters == ()


@given(st.text(), st.dates())
def test_nonsense_is_words(typed: str, today: date) -> None:
    query = read_query(typed, today)
    known = set(words_of(typed))
    assert all(known.issuperset(each.words) for each in query.words)


@given(
    st.lists(st.sampled_from(["a:b", "has:", "in:", '"', "“", "数", " ", "before:2026-13", "x"]))
)
def test_pieces_of_filters_are_never_an_error(pieces: list[str]) -> None:
    read_query("".join(pieces), TODAY, NAMES)


@given(st.from_regex(r"\d{1,5}[dwmy]|\d{4}(-\d{1,2}){0,2}", fullmatch=True), st.dates())
def test_days_are_days_or_nothing(value: str, today: date) -> None:
    day = read_day(value, today)
    assert day is None or date.min <= day <= date.max


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("databse", "database"), ("datbaase", "database"), ("recieve", "receive"), ("cat", None)],
)
def test_typing_errors(typed: str, meant: str | None) -> None:
    known = ("database", "date", "receive", "car", "debase")
    assert next(iter(alike(typed, known)), None) == meant


@given(st.text("abc", max_size=7), st.text("abc", max_size=7))
def test_edits_is_a_distance(a: str, b: str) -> None:
    whole = edits(a, b, 9)
    assert whole == edits(b, a, 9)
    assert (whole == 0) == (a == b)
    for limit in range(4):
        assert (edits(a, b, limit) <= limit) == (whole <= limit)
