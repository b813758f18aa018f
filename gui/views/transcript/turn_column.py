"""All turns of a chat in one centred column: marks of every one, widgets of those that are near."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QMargins, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget

from gui.model.turn import Role, Turn, TurnMark, TurnState
from gui.qt.text_pane import PaneSelector
from gui.qt.theme import Theme
from gui.views.transcript.agent_turn import AgentTurn
from gui.views.transcript.height_estimate import TextHeight
from gui.views.transcript.sliced_column import Slice, SlicedColumn
from gui.views.transcript.surroundings import Surroundings
from gui.views.transcript.tab_order import next_in_order
from gui.views.transcript.turn_block import TurnBlock
from gui.views.transcript.user_turn import UserTurn

KEPT = 200
"""So many turns are kept as values while they are far away; the store has all of them."""

TALLEST = 1 << 23
"""Pixels that the widget is tall at most; Qt allows twice as much."""


class TurnSlice(Slice):
    """One turn of the chat; what is in it may not be known here yet."""

    def __init__(self, mark: TurnMark, gap: int) -> None:
        super().__init__(gap=gap)
        self.mark = mark


class TurnColumn(SlicedColumn[TurnSlice]):
    """Knows the order of all turns, and the values of some of them."""

    def __init__(self, around: Surroundings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._around = around
        self._turns: dict[str, Turn] = {}
        self._by_id: dict[str, TurnSlice] = {}
        self._changed: dict[str, Turn] = {}
        self._estimates: _TurnHeights | None = None
        self._unknown: list[str] = []  # near, and not asked for yet
        self._asked: set[str] = set()
        self.reloadable = False  # whether turns that were let go can be had again
        self.session_id: str | None = None
        self.pane_selector: PaneSelector | None = None

    @property
    def blocks(self) -> tuple[TurnBlock, ...]:
        """The turns that exist as widgets, oldest first."""
        return tuple(p.block for p in self.live if isinstance(p.block, TurnBlock))

    @property
    def last_id(self) -> str | None:
        return self.slices[-1].mark.id if self.slices else None

    def turn(self, turn_id: str) -> Turn | None:
        return self._turns.get(turn_id)

    def index_of(self, turn_id: str) -> int | None:
        piece = self._by_id.get(turn_id)
        return None if piece is None else piece.index

    def set_turns(self, marks: Sequence[TurnMark], turns: Iterable[Turn]) -> None:
        """Show these turns; widgets of turns that stay are kept."""
        before = self._turns
        self._turns = {turn.id: turn for turn in turns}
        self._changed = {i: turn for i, turn in self._turns.items() if before.get(i) is not turn}
        self._unknown, self._asked = [], set()
        self.reloadable = len(marks) > len(self._turns)
        session = next((turn.session_id for turn in self._turns.values()), None)
        if session != self.session_id:
            self._by_id = {}
        elif self.reloadable:
            self._turns = {m.id: before[m.id] for m in marks if m.id in before} | self._turns
        self.session_id = session
        gap = self._around.theme.px("turn_gap")
        old = self._by_id
        pieces = [old.get(mark.id) or TurnSlice(mark, gap) for mark in marks]
        self._by_id = {piece.mark.id: piece for piece in pieces}
        self.replace_slices(pieces)

    def put_turn(self, turn: Turn) -> bool:
        """Take a new or changed turn; True where it is a new one at the end."""
        piece = self._by_id.get(turn.id)
        self._turns[turn.id] = turn
        self.session_id = turn.session_id
        if piece is not None:
            self._changed[turn.id] = turn
            return False
        piece = TurnSlice(TurnMark.of(turn), self._around.theme.px("turn_gap"))
        self._by_id[turn.id] = piece
        self.append_slice(piece)
        return True

    def put_known(self, turns: Iterable[Turn]) -> None:
        """Take turns that were asked for; one that is known here is newer."""
        for turn in turns:
            if turn.id in self._by_id and turn.session_id == self.session_id:
                self._asked.discard(turn.id)
                self._turns.setdefault(turn.id, turn)
        if len(self._turns) > 2 * KEPT and self.reloadable:
            self._forget_far()

    def take_unknown(self) -> tuple[str, ...]:
        """The turns that are near and whose values are missing, each told once."""
        wanted = tuple(self._unknown)
        self._asked.update(wanted)
        self._unknown.clear()
        return wanted

    def apply_changes(self) -> None:
        """Hand the changed values to the widgets; cheap, since rendering is put off."""
        for turn_id, turn in self._changed.items():
            piece = self._by_id.get(turn_id)
            if piece is None:
                continue
            if isinstance(piece.block, TurnBlock):
                if piece.block.turn is not turn:
                    piece.block.show_turn(turn)
            elif piece.mark.size != (mark := TurnMark.of(turn)).size:
                piece.mark = mark
                self.forget_height(piece)
        self._changed.clear()

    def turn_at(self, y: int) -> TurnBlock | None:
        """The turn at `y`, where it exists as a widget."""
        if not self.slices:
            return None
        block = self.slices[self.index_at(y)].block
        return block if isinstance(block, TurnBlock) else None

    def make(self, piece: TurnSlice) -> TurnBlock | None:
        turn = self._turns.get(piece.mark.id)
        if turn is None:
            if piece.mark.id not in self._asked and piece.mark.id not in self._unknown:
                self._unknown.append(piece.mark.id)
            return None
        block: TurnBlock
        if turn.role is Role.USER:
            block = UserTurn(self._around, parent=self)
        else:
            block = AgentTurn(self._around, parent=self)
        block.show_turn(turn)
        self._changed.pop(turn.id, None)
        return block

    def estimate(self, piece: TurnSlice, width: int) -> int:
        known = self._estimates
        if known is None or known.width != width:
            known = self._estimates = _TurnHeights(self._around.theme, width)
        return known.of(piece.mark)

    def restyle(self) -> None:
        self._estimates = None
        super().restyle()

    def place(self, width: int) -> int:
        """Lay out for a viewport of `width`; the height of the whole chat."""
        theme = self._around.theme
        edge = theme.px("edge")
        inner = max(1, min(theme.px("column_width"), width - 2 * edge))
        left = (width - inner) // 2
        self.margins = QMargins(left, edge, width - left - inner, edge)
        return self.lay_out(width)

    def move_to(self, top: int, *, height: int) -> None:
        """Stand so that `top` is at the parent's upper edge; `height` is that of the whole."""
        origin = max(0, (top // (TALLEST // 2) - 1) * (TALLEST // 2))
        if origin != self.origin:
            self.origin = origin
            self._width = None
            self.lay_out(self.width())
        self.setGeometry(0, origin - top, self.width(), min(height - origin, TALLEST))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.pane_selector is None or not self.pane_selector.take_key(event):
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.pane_selector is not None:
            self.pane_selector.clear()
        super().mousePressEvent(event)

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """From top to bottom, whenever the widgets were made."""
        focus = QApplication.focusWidget()
        after = None if focus is None else next_in_order(self, focus, 1 if forwards else -1)
        if after is None:
            return super().focusNextPrevChild(forwards)
        reasons = Qt.FocusReason
        reason = reasons.TabFocusReason if forwards else reasons.BacktabFocusReason
        after.setFocus(reason)
        return True

    def _forget_far(self) -> None:
        near = {piece.mark.id for piece in self.live}
        newest = {piece.mark.id for piece in self.slices[-KEPT:]}
        self._turns = {
            turn_id: turn
            for turn_id, turn in self._turns.items()
            if turn_id in near or turn_id in newest or turn.state is TurnState.RUNNING
        }


class _TurnHeights:
    """About how tall turns are at one width: asked for each turn of a chat when it opens."""

    def __init__(self, theme: Theme, width: int) -> None:
        self.width = width
        self._asked = TextHeight(theme, min(width, theme.px("bubble_width")))
        self._answered = TextHeight(theme, width - theme.px("avatar"))
        self._around_question = 2 * theme.px("space_2")
        self._around_answer = 2 * theme.px("control") + theme.px("space_4")

    def of(self, mark: TurnMark) -> int:
        if mark.role is Role.USER:
            return self._asked.of(mark.size) + self._around_question
        return self._answered.of(mark.size) + self._around_answer
