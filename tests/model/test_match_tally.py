"""Which match is which, whatever order the turns were counted in."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from gui.model.match_tally import MatchTally, Place

counts = st.lists(st.integers(0, 3), min_size=1, max_size=8)


def tally_of(counts: list[int]) -> MatchTally:
    tally = MatchTally(f"t{n}" for n in range(len(counts)))
    for number, count in reversed(list(enumerate(counts))):
        tally.put(f"t{number}", count)
    tally.complete = True
    return tally


@given(counts)
def test_steps_go_through_all_matches_and_around(counts: list[int]) -> None:
    tally = tally_of(counts)
    places = [Place(f"t{n}", k) for n, count in enumerate(counts) for k in range(count)]
    assert tally.total == len(places)
    for number, place in enumerate(places):
        assert tally.ordinal(place) == number + 1
        last = number + 1 == len(places)
        assert tally.step(place, 1) == (places[(number + 1) % len(places)], last)
        assert tally.step(place, -1) == (places[number - 1], number == 0)


def test_it_does_not_go_around_before_all_is_counted() -> None:
    tally = tally_of([1, 1])
    tally.complete = False
    assert tally.step(Place("t1", 0), 1) == (None, False)
    assert tally.step(Place("t0", 0), 1) == (Place("t1", 0), False)


def test_a_count_is_corrected_and_a_new_turn_is_the_last() -> None:
    tally = tally_of([2, 1])
    tally.put("t0", 1)
    tally.put("new", 3)
    assert tally.total == 5
    assert tally.ordinal(Place("new", 2)) == 5
    assert tally.ids == ["t0", "t1", "new"]
