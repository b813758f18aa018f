"""Identifiers sort in the order in which they were given out."""

from __future__ import annotations

import uuid

from hypothesis import given
from hypothesis import strategies as st

from gui.services.identifiers import Identifiers


@given(st.lists(st.integers(1, 2**40), min_size=2, max_size=50))
def test_they_increase_whatever_the_clock_does(moments: list[int]) -> None:
    clock = iter(moments)
    ids = Identifiers(lambda: next(clock))
    given_out = [ids.new() for _ in moments]
    assert given_out == sorted(set(given_out))


def test_many_within_one_millisecond_increase_too() -> None:
    ids = Identifiers(lambda: 1_700_000_000_000)
    given_out = [ids.new() for _ in range(10_000)]
    assert given_out == sorted(set(given_out))


def test_they_are_uuids_of_version_seven_with_their_time() -> None:
    moment = 1_700_000_000_123
    found = uuid.UUID(Identifiers(lambda: moment).new())
    assert (found.version, found.variant) == (7, uuid.RFC_4122)
    assert found.int >> 80 == moment
