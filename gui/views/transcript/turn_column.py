"""The turns of a chat that exist as widgets: one centred column, made from the newest back."""

from __future__ import annotations

from bisect import bisect_left

from PySide6.QtWidgets import QWidget

from gui.model.turn import Role, Turn
from gui.views.transcript.agent_turn import AgentTurn
from gui.views.transcript.block import Block
from gui.views.transcript.surroundings import Surroundings
from gui.views.transcript.turn_block import TurnBlock
from gui.views.transcript.user_turn import UserTurn

FIRST_PAGE = 30
"""Turns that are made into widgets when a chat opens."""

PAGE = 10
"""Turns that are added when the reader comes near the oldest one there is."""


class TurnColumn(Block):
    """Knows all turns as values and holds widgets for those from `_first` on.

    Widgets are made one by one by `build_next`, and can be dropped and made again.
    """

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._turns: dict[str, Turn] = {}
        self._order: dict[str, int] = {}
        self._ids: list[str] = []
        self._first = 0
        self._shown: list[TurnBlock] = []  # by their order in the chat
        self._changed: dict[str, Turn] = {}
        self._unbuilt: list[str] = []  # the next to be built is the last

    @property
    def blocks(self) -> tuple[TurnBlock, ...]:
        return tuple(self._shown)

    @property
    def session_id(self) -> str | None:
        return self._turns[self._ids[0]].session_id if self._ids else None

    @property
    def has_older(self) -> bool:
        return self._first > 0

    @property
    def is_built(self) -> bool:
        return not self._unbuilt

    def turn(self, turn_id: str) -> Turn | None:
        return self._turns.get(turn_id)

    def set_turns(self, turns: tuple[Turn, ...]) -> None:
        """Show these turns; widgets of turns that stay are kept."""
        oldest = next((b.turn.id for b in self._shown if b.turn is not None), None)
        self._ids = [turn.id for turn in turns]
        self._order = {turn_id: index for index, turn_id in enumerate(self._ids)}
        self._turns = {turn.id: turn for turn in turns}
        self._changed.clear()
        for block in self._shown:
            if block.turn is not None and block.turn.id not in self._turns:
                self._let_go(block)
        kept = [b for b in self._shown if b.turn is not None and b.turn.id in self._turns]
        self._shown = kept
        first = max(0, len(turns) - FIRST_PAGE)
        self._first = min(first, self._order.get(oldest or "", first))
        built = {block.turn.id for block in kept if block.turn is not None}
        wanted = self._ids[self._first :]
        self._unbuilt = [turn_id for turn_id in wanted if turn_id not in built]
        self._changed = {b: self._turns[b] for b in wanted if b in built}
        self.touch()

    def put_turn(self, turn: Turn) -> bool:
        """Take a new or changed turn; True where it is a new one at the end."""
        is_new = turn.id not in self._turns
        self._turns[turn.id] = turn
        if is_new:
            self._order[turn.id] = len(self._ids)
            self._ids.append(turn.id)
            self._unbuilt.append(turn.id)
        elif self._order[turn.id] >= self._first:
            self._changed[turn.id] = turn
        return is_new

    def add_page(self) -> None:
        """Want some older turns as well."""
        first = max(0, self._first - PAGE)
        self._unbuilt[:0] = self._ids[first : self._first]
        self._first = first

    def apply_changes(self) -> None:
        """Hand the changed values to the widgets; cheap, since rendering is put off."""
        if not self._changed:
            return
        for block in self._shown:
            turn = self._changed.pop(block.turn.id, None) if block.turn is not None else None
            if turn is not None and turn is not block.turn:
                block.show_turn(turn)

    def build_next(self) -> TurnBlock | None:
        """Make the newest turn that is still missing; None when all that are wanted are there."""
        if not self._unbuilt:
            return None
        turn = self._turns[self._unbuilt.pop()]
        block: TurnBlock
        if turn.role is Role.USER:
            block = UserTurn(self._around, parent=self)
        else:
            block = AgentTurn(self._around, parent=self)
        self._changed.pop(turn.id, None)
        block.show_turn(turn)
        orders = [self._order_of(shown) for shown in self._shown]
        self._shown.insert(bisect_left(orders, self._order[turn.id]), block)
        block.resized.connect(self._turn_resized)
        block.show()
        self.touch()
        return block

    def advance(self, until: float) -> bool:
        """Newest first: they are what is being read."""
        return all(block.advance(until) for block in reversed(self._shown))

    def restyle(self) -> None:
        for block in self._shown:
            block.restyle()
        self.touch()

    def turn_at(self, y: int) -> TurnBlock | None:
        """The turn at `y`, or the next one below."""
        index = bisect_left(self._shown, y + 1, key=_bottom)
        return self._shown[min(index, len(self._shown) - 1)] if self._shown else None

    def _order_of(self, block: TurnBlock) -> int:
        return -1 if block.turn is None else self._order[block.turn.id]

    def _let_go(self, block: TurnBlock) -> None:
        block.resized.disconnect(self._turn_resized)
        block.hide()
        block.deleteLater()

    def _arrange(self, width: int) -> int:
        theme = self._around.theme
        edge = theme.px("edge")
        inner = max(1, min(theme.px("column_width"), width - 2 * edge))
        left = (width - inner) // 2
        top = edge
        for block in self._shown:
            height = block.lay_out(inner)
            block.setGeometry(left, top, inner, height)
            top += height + theme.px("turn_gap")
        return top + edge

    def _turn_resized(self) -> None:
        if self._width is not None:
            self.touch()


def _bottom(block: TurnBlock) -> int:
    return block.geometry().bottom()
