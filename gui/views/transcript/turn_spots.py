"""Where all matches of a turn are, found in small slices of time and kept for some turns."""

from __future__ import annotations

import asyncio
from time import perf_counter

from gui.model.search_words import SearchWords
from gui.model.turn import Turn
from gui.views.transcript.passages import Spot, passages_of

SLICE = 0.005
"""Seconds of work at a time, so that the window never waits."""

_KEPT = 8


class TurnSpots:
    """Looks for the same words in one turn after the other."""

    def __init__(self, words: SearchWords) -> None:
        self._words = words
        self._kept: dict[str, tuple[Turn, tuple[Spot, ...]]] = {}

    def kept(self, turn_id: str) -> tuple[Spot, ...] | None:
        """The matches of a turn as it was when it was last looked at."""
        known = self._kept.get(turn_id)
        return None if known is None else known[1]

    async def of(self, turn: Turn) -> tuple[Spot, ...]:
        """The matches of a turn as it is now."""
        known = self._kept.get(turn.id)
        if known is not None and known[0] is turn:
            return known[1]
        found: list[Spot] = []
        until = perf_counter() + SLICE
        for passage in passages_of(turn):
            if passage is not None:
                found += passage.spots(self._words)
            if perf_counter() > until:
                await asyncio.sleep(0)
                until = perf_counter() + SLICE
        self._kept.pop(turn.id, None)
        self._kept[turn.id] = (turn, tuple(found))
        if len(self._kept) > _KEPT:
            del self._kept[next(iter(self._kept))]
        return tuple(found)

    def correct(self, turn_id: str, spots: tuple[Spot, ...]) -> None:
        """The screen has shown other ones."""
        if (known := self._kept.get(turn_id)) is not None:
            self._kept[turn_id] = (known[0], spots)
