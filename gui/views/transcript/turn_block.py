"""What the column of turns knows of one turn, whoever speaks in it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from gui.model.turn import Turn
from gui.views.transcript.block import Block


class TurnBlock(Block):
    """Built from `Turn` values alone, so that it can be let go and made again at any time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.turn: Turn | None = None

    def show_turn(self, turn: Turn) -> None:
        """Show `turn` as it is now; only what differs from before is touched."""
        raise NotImplementedError
