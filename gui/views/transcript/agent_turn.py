"""An answer: who speaks, the blocks of all its parts, and how it ended."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QWidget

from gui.model.endpoint import GUIDE_MODEL
from gui.model.turn import Part, Turn, TurnState
from gui.views.transcript.block import Block, PartBlock, Way
from gui.views.transcript.durations import time_text
from gui.views.transcript.failure_card import EndedLine, FailureCard
from gui.views.transcript.markdown_excerpts import answer_excerpts
from gui.views.transcript.part_blocks import block_for
from gui.views.transcript.passages import Spot, Stretch
from gui.views.transcript.sliced_column import SlicedColumn, way_to
from gui.views.transcript.speaker_header import SpeakerHeader, shown_name
from gui.views.transcript.surroundings import Surroundings
from gui.views.transcript.turn_actions import TurnActions
from gui.views.transcript.turn_block import TurnBlock
from gui.views.transcript.turn_rows import RowKind, TurnRow, TurnRows
from gui.views.transcript.wait_line import WaitLine

translate = QCoreApplication.translate


class AgentTurn(SlicedColumn[TurnRow], TurnBlock):
    """Parts are compared by identity: what the reducer left alone is left alone here."""

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("agentTurn")
        self._around = around
        self._rows = TurnRows(around)
        around.versions.changed.connect(self._follow_versions)

    def show_turn(self, turn: Turn) -> None:
        ended = self.turn is not None and self.turn.state is not turn.state
        self.turn = turn
        rows = self._rows.of(turn, with_actions=self._has_actions(turn))
        if rows != self.slices:
            self.replace_slices(rows)
        for row in rows:
            if row.block is None and row.width < 0:
                self.forget_height(row)
        if ended:
            for row in self._rows.parts:
                if isinstance(row.block, PartBlock):
                    row.block.show_running(turn.state is TurnState.RUNNING)
        self._say_when()
        for row in (self._rows.foot, self._rows.actions):
            if row.block is not None:
                self._fill(row.block)

    def restyle(self) -> None:
        super().restyle()
        if self.turn is not None:
            self._say_when()

    def way(self, spot: Spot) -> Way | None:
        if spot.part >= len(self._rows.parts):
            return None
        row = self._rows.parts[spot.part]
        return way_to(self, row.index, Stretch(Spot(spot.part), Spot(spot.part + 1)))

    def make(self, row: TurnRow) -> Block | None:
        match row.kind:
            case RowKind.HEADER:
                header = SpeakerHeader(self._around, row.name, parent=self)
                self._say_when_in(header, row)
                return header
            case RowKind.PART:
                return None if row.part is None else self._new_part(row.part)
            case RowKind.FOOT:
                return self._new_foot(row)
            case RowKind.ACTIONS:
                return self._new_actions()

    def estimate(self, row: TurnRow, width: int) -> int:
        return row.estimate(self._around.theme, width)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._reveal_actions(hovered=True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._reveal_actions(hovered=False)

    def _say_when(self) -> None:
        for row in self._rows.headers:
            if isinstance(row.block, SpeakerHeader):
                self._say_when_in(row.block, row)
        name = translate("Transcript", "Answer of {name}, {time}")
        spoken = shown_name(self._rows.headers[0].name) if self._rows.headers else ""
        when = "" if self.turn is None else time_text(self.turn.created_at)
        self.setAccessibleName(name.format(name=spoken, time=when))

    def _say_when_in(self, header: SpeakerHeader, row: TurnRow) -> None:
        turn = self.turn
        if turn is None:
            return
        if turn.state is TurnState.RUNNING and row is self._rows.headers[-1]:
            header.say_when(translate("Transcript", "now"))
        else:
            header.say_when(_when(turn, self._around) if row is self._rows.headers[0] else "")

    def _new_part(self, part: Part) -> PartBlock:
        block = block_for(part, self._around, self)
        block.show_running(self.turn is not None and self.turn.state is TurnState.RUNNING)
        return block

    def _new_foot(self, row: TurnRow) -> Block | None:
        foot: Block
        if row.foot is None:
            return None
        if issubclass(row.foot, FailureCard | EndedLine):
            ended = row.foot(self._around)
            ended.retry_clicked.connect(self._retry)
            foot = ended
        else:
            foot = row.foot()
        if isinstance(foot, FailureCard):
            foot.settings_wanted.connect(self._around.outlet.settings_wanted)
        self._fill(foot)
        return foot

    def _new_actions(self) -> Block:
        actions = TurnActions(self._around, parent=self)
        actions.copy_clicked.connect(self._copy)
        actions.copy_markdown_clicked.connect(self._copy_markdown)
        actions.retry_clicked.connect(self._retry)
        actions.set_hovered(hovered=self.underMouse())
        self._fill(actions)
        return actions

    def _fill(self, block: Block) -> None:
        turn = self.turn
        if turn is None:
            return
        match block:
            case WaitLine() if turn.wait is not None:
                block.show_wait(turn.wait)
            case FailureCard() if turn.problem is not None:
                block.show_problem(turn.problem)
            case EndedLine():
                block.show_end(turn)
            case TurnActions():
                block.show_turn(turn)
            case _:
                pass

    def _reveal_actions(self, *, hovered: bool) -> None:
        if isinstance(self._rows.actions.block, TurnActions):
            self._rows.actions.block.set_hovered(hovered=hovered)

    def _follow_versions(self) -> None:
        if self.turn is not None:
            self.show_turn(self.turn)

    def _has_actions(self, turn: Turn) -> bool:
        return TurnActions.offered_for(turn) or self._around.versions.of(turn.id) is not None

    def _copy(self) -> None:
        if self.turn is not None:
            self._around.outlet.excerpts.start(answer_excerpts(self.turn))

    def _copy_markdown(self) -> None:
        if self.turn is not None:
            self._around.outlet.copy(self.turn.text)

    def _retry(self) -> None:
        if self.turn is not None:
            self._around.outlet.retry_requested.emit(self.turn.id)


def _when(turn: Turn, around: Surroundings) -> str:
    """With its model, where there are other answers that may be of another one."""
    when = time_text(turn.created_at)
    several = around.versions.of(turn.id) is not None
    named = several and turn.model and turn.model != GUIDE_MODEL
    return f"{when} · {turn.model}" if named else when
