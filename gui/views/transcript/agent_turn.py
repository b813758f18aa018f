"""An answer: who speaks, the blocks of all its parts, and how it ended."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QWidget

from gui.model.turn import (
    HandoffPart,
    Part,
    TextPart,
    ThoughtPart,
    ToolCallPart,
    ToolState,
    Turn,
    TurnState,
)
from gui.qt.markdown_plain import plain_text
from gui.views.transcript.block import Block, PartBlock
from gui.views.transcript.durations import time_text
from gui.views.transcript.failure_card import EndedLine, FailureCard
from gui.views.transcript.part_blocks import block_for
from gui.views.transcript.speaker_header import ASSISTANT, SpeakerHeader, shown_name
from gui.views.transcript.surroundings import Surroundings
from gui.views.transcript.turn_actions import TurnActions
from gui.views.transcript.turn_block import TurnBlock
from gui.views.transcript.wait_line import WaitLine
from gui.views.transcript.working_line import WorkingLine

translate = QCoreApplication.translate


class AgentTurn(TurnBlock):
    """Parts are compared by identity: what the reducer left alone is left alone here."""

    def __init__(self, around: Surroundings, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("agentTurn")
        self._around = around
        self._shown: list[Part] = []
        self._blocks: list[PartBlock] = []
        self._headers: list[SpeakerHeader] = []
        self._foot: Block | None = None
        self._actions: TurnActions | None = None
        theme = around.theme
        self._indent = theme.px("avatar") + theme.px("space_3")
        self._gap = theme.px("space_2")
        around.versions.changed.connect(self._follow_versions)

    def show_turn(self, turn: Turn) -> None:
        self.turn = turn
        for index, part in enumerate(turn.parts):
            self._show_part(index, part, turn)
        self._drop_parts(len(turn.parts))
        if not turn.parts and not self._headers:
            self._add_header(self._end, _speaker(None, turn))
        self._say_when(turn)
        self._show_foot(turn)
        self._show_actions(turn)

    def restyle(self) -> None:
        super().restyle()
        if self.turn is not None:
            self._say_when(self.turn)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        if self._actions is not None:
            self._actions.set_hovered(hovered=True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._actions is not None:
            self._actions.set_hovered(hovered=False)

    @property
    def _end(self) -> int:
        """Where the next row goes: above the actions, which always stand last."""
        return len(self.rows) - (self._actions is not None)

    def _show_part(self, index: int, part: Part, turn: Turn) -> None:
        if index < len(self._shown):
            if self._shown[index] is part:
                return
            if self._blocks[index].show_part(part):
                self._shown[index] = part
                return
            self._drop_parts(index)
        self._add_part(part, turn)

    def _add_part(self, part: Part, turn: Turn) -> None:
        self._set_foot(None)
        name = _speaker(part, turn)
        if not self._shown and self._headers and self._headers[0].name != name:
            self.remove(self._headers.pop())  # stood for an answer that had no parts yet
        if not self._headers or (self._headers[-1].name != name and not _is_rule(part)):
            self._add_header(self._end, name)
        block = block_for(part, self._around)
        indent = 0 if _is_rule(part) else self._indent
        self.insert(self._end, block, indent=indent, gap=self._gap)
        self._shown.append(part)
        self._blocks.append(block)

    def _drop_parts(self, count: int) -> None:
        """Remove the blocks from `count` on, and headers that nothing stands under any more."""
        if count >= len(self._blocks):
            return
        for block in self._blocks[count:]:
            self.remove(block)
        del self._blocks[count:], self._shown[count:]
        self._set_foot(None)
        while self._headers and self._end and self.rows[self._end - 1].block is self._headers[-1]:
            self.remove(self._headers.pop())

    def _add_header(self, index: int, name: str) -> None:
        header = SpeakerHeader(self._around, name)
        self._headers.append(header)
        self.insert(index, header, gap=self._around.theme.px("space_3"))

    def _say_when(self, turn: Turn) -> None:
        running = turn.state is TurnState.RUNNING
        for index, header in enumerate(self._headers):
            if running and header is self._headers[-1]:
                header.say_when(translate("Transcript", "now"))
            else:
                header.say_when("" if index else time_text(turn.created_at))
        name = translate("Transcript", "Answer of {name}")
        speaker = shown_name(self._headers[0].name) if self._headers else ""
        self.setAccessibleName(name.format(name=speaker))

    def _show_foot(self, turn: Turn) -> None:
        """What stands under the parts: waiting, working, or how the answer ended."""
        foot = self._foot
        if turn.wait is not None:
            line = foot if isinstance(foot, WaitLine) else WaitLine()
            line.show_wait(turn.wait)
            self._set_foot(line)
        elif turn.state is TurnState.FAILED and turn.problem is not None:
            card = foot if isinstance(foot, FailureCard) else FailureCard(self._around)
            card.show_problem(turn.problem)
            self._set_foot(card)
        elif turn.state in (TurnState.STOPPED, TurnState.INTERRUPTED, TurnState.FAILED):
            ended = foot if isinstance(foot, EndedLine) else EndedLine(self._around)
            ended.show_end(turn)
            self._set_foot(ended)
        elif turn.state is TurnState.RUNNING and not _can_be_seen(turn):
            self._set_foot(foot if isinstance(foot, WorkingLine) else WorkingLine())
        else:
            self._set_foot(None)

    def _set_foot(self, foot: Block | None) -> None:
        if foot is self._foot:
            return
        if self._foot is not None:
            self.remove(self._foot)
        self._foot = foot
        if foot is not None:
            if isinstance(foot, FailureCard | EndedLine):
                foot.retry_clicked.connect(self._retry)
            if isinstance(foot, FailureCard):
                foot.settings_wanted.connect(self._around.outlet.settings_wanted)
            self.insert(self._end, foot, indent=self._indent, gap=self._gap)

    def _show_actions(self, turn: Turn) -> None:
        if not self._has_actions(turn):
            if self._actions is not None:
                self.remove(self._actions)
                self._actions = None
            return
        if self._actions is None:
            self._actions = TurnActions(self._around)
            self._actions.copy_clicked.connect(self._copy)
            self._actions.copy_markdown_clicked.connect(self._copy_markdown)
            self._actions.retry_clicked.connect(self._retry)
            self._actions.set_hovered(hovered=self.underMouse())
            self.append(self._actions, indent=self._indent - self._gap, gap=self._gap // 2)
        self._actions.show_turn(turn)

    def _follow_versions(self) -> None:
        turn = self.turn
        if turn is not None and self._has_actions(turn) != (self._actions is not None):
            self._show_actions(turn)

    def _has_actions(self, turn: Turn) -> bool:
        return TurnActions.offered_for(turn) or self._around.versions.of(turn.id) is not None

    def _copy(self) -> None:
        if self.turn is not None:
            self._around.outlet.copy(plain_text(self.turn.text))

    def _copy_markdown(self) -> None:
        if self.turn is not None:
            self._around.outlet.copy(self.turn.text)

    def _retry(self) -> None:
        if self.turn is not None:
            self._around.outlet.retry_requested.emit(self.turn.id)


def _speaker(part: Part | None, turn: Turn) -> str:
    source = "" if part is None else part.source
    return source or turn.agent or ASSISTANT


def _is_rule(part: Part) -> bool:
    return isinstance(part, HandoffPart)


def _can_be_seen(turn: Turn) -> bool:
    """Whether the last part shows by itself that the agent is at work."""
    match turn.parts[-1] if turn.parts else None:
        case TextPart() | ThoughtPart() as part:
            return part.open and bool(part.text)
        case ToolCallPart() as part:
            return part.state in (ToolState.WAITING, ToolState.RUNNING)
        case _:
            return False
