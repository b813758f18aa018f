"""How many matches each turn of a chat has, told little by little, and which one is which."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Place(NamedTuple):
    """The match with this number, counted from 0, in a turn."""

    turn_id: str
    number: int


class MatchTally:
    """Turns are in the order of the chat. `complete` once all of them were counted."""

    def __init__(self, ids: Iterable[str]) -> None:
        self.ids = list(ids)
        self.total = 0
        self.complete = False
        self._places = {turn_id: place for place, turn_id in enumerate(self.ids)}
        self._counts: dict[str, int] = {}

    def count(self, turn_id: str) -> int:
        """The matches of a turn, as far as is known."""
        return self._counts.get(turn_id, 0)

    def put(self, turn_id: str, count: int) -> None:
        """Note the count of a turn, which is a new one at the end if it is not known."""
        if turn_id not in self._places:
            self._places[turn_id] = len(self.ids)
            self.ids.append(turn_id)
        self.total += count - self.count(turn_id)
        self._counts[turn_id] = count

    def ordinal(self, place: Place) -> int:
        """The how manieth of all matches it is, counted from 1."""
        before = self.ids[: self._places.get(place.turn_id, 0)]
        return sum(map(self.count, before)) + place.number + 1

    def step(self, place: Place, by: int) -> tuple[Place | None, bool]:
        """The next match (`by` 1) or the previous one (-1), and whether it goes on at the end.

        None where there is no other turn with matches, or none that is known yet.
        """
        number = place.number + by
        if 0 <= number < self.count(place.turn_id):
            return Place(place.turn_id, number), False
        at = self._places.get(place.turn_id, 0)
        ahead, around = self.ids[at + 1 :], self.ids[: at + 1]
        if by < 0:
            ahead, around = self.ids[:at][::-1], self.ids[at:][::-1]
        found = self._first(ahead, by)
        if found is not None or not self.complete:
            return found, False
        return self._first(around, by), True

    def _first(self, ids: Iterable[str], by: int) -> Place | None:
        for turn_id in ids:
            if count := self.count(turn_id):
                return Place(turn_id, 0 if by > 0 else count - 1)
        return None
