"""Leads from a turn to the widget that shows one of its spots, as far as widgets exist."""

from __future__ import annotations

from typing import NamedTuple

from gui.qt.text_pane import TextPane
from gui.views.transcript.block import Block
from gui.views.transcript.passages import Spot, Stretch

_DEEPEST = 20


class Arrival(NamedTuple):
    """How far the way leads: to `block`, which is the last one where the way is complete."""

    block: Block
    top: int
    """Where the spot's block begins, or will begin, in the turn: as far as it is known now."""
    stretch: Stretch | None
    """What the block shows; None for the whole turn."""
    complete: bool

    @property
    def pane(self) -> TextPane | None:
        """What shows the text of the spot, once it exists."""
        pane = getattr(self.block, "pane", None)
        return pane if self.complete and isinstance(pane, TextPane) else None


def follow(turn: Block, spot: Spot) -> Arrival:
    """Where `spot` is; whatever is folded away is represented by what it is folded into."""
    block, top, stretch = turn, 0, None
    for _ in range(_DEEPEST):
        way = block.way(spot)
        if way is None:
            return Arrival(block, top, stretch, complete=True)
        top += way.top
        if way.block is None:
            return Arrival(block, top, stretch, complete=False)
        block = way.block
        stretch = way.stretch or stretch
    return Arrival(block, top, stretch, complete=True)


def unfold(turn: Block, spot: Spot) -> None:
    """Unfold everything that hides `spot`, as far as it exists."""
    block: Block | None = turn
    while block is not None:
        block.open_to(spot)
        way = block.way(spot)
        block = None if way is None else way.block
