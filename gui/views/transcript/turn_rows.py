"""The rows of an answer: who speaks, each part, how it ended, and what can be done with it."""

from __future__ import annotations

from enum import Enum, auto

from gui.model.excerpt import LINES
from gui.model.turn import (
    CompactionPart,
    HandoffPart,
    Part,
    SpeakerPart,
    StopPart,
    TextPart,
    ThoughtPart,
    ToolCallPart,
    ToolState,
    Turn,
    TurnState,
)
from gui.qt.theme import Theme
from gui.views.transcript.block import Block, PartBlock
from gui.views.transcript.failure_card import EndedLine, FailureCard
from gui.views.transcript.height_estimate import text_height
from gui.views.transcript.sliced_column import Slice
from gui.views.transcript.speaker_header import ASSISTANT
from gui.views.transcript.surroundings import Surroundings
from gui.views.transcript.wait_line import WaitLine
from gui.views.transcript.working_line import WorkingLine


class RowKind(Enum):
    HEADER = auto()
    PART = auto()
    FOOT = auto()
    ACTIONS = auto()


class TurnRow(Slice):
    def __init__(self, kind: RowKind, *, gap: int, indent: int = 0) -> None:
        super().__init__(gap=gap, indent=indent)
        self.kind = kind
        self.name = ""  # who speaks under a header
        self.part: Part | None = None
        self.foot: type[Block] | None = None

    def takes(self, part: Part) -> bool:
        """Show `part` from now on; False where that needs another kind of block."""
        if self.part is part:
            return True
        if isinstance(self.block, PartBlock):
            if not self.block.show_part(part):
                return False
        elif type(self.part) is not type(part):
            return False
        self.part = part
        self.width = -1
        return True

    def estimate(self, theme: Theme, width: int) -> int:
        match self.kind:
            case RowKind.HEADER:
                return theme.px("avatar")
            case RowKind.PART if isinstance(self.part, TextPart):
                return text_height(theme, len(self.part.text), width)
            case RowKind.PART if isinstance(self.part, ToolCallPart) and self.part.awaits_user:
                lines = min(LINES, self.part.arguments.count("\n") + 1)
                return 3 * theme.px("tool_line") + lines * theme.px("line_code")
            case RowKind.PART if isinstance(self.part, ToolCallPart):
                return theme.px("tool_line")
            case _:
                return theme.px("control")


class TurnRows:
    """The rows of one answer as it changes; those that stay are the same objects."""

    def __init__(self, around: Surroundings) -> None:
        theme = around.theme
        self.headers: list[TurnRow] = []
        self.parts: list[TurnRow] = []
        self._indent = theme.px("avatar") + theme.px("space_3")
        self._gap = theme.px("space_2")
        self._header_gap = theme.px("space_3")
        self.foot = self._row(RowKind.FOOT)
        self.actions = TurnRow(RowKind.ACTIONS, gap=self._gap // 2, indent=self._indent - self._gap)

    def of(self, turn: Turn, *, with_actions: bool) -> list[TurnRow]:
        """From top to bottom."""
        rows: list[TurnRow] = []
        headers = 0
        name = ""
        for index, part in enumerate(turn.parts):
            speaks = speaker(part, turn)
            stands_alone = isinstance(part, CompactionPart)
            if not stands_alone and (not headers or (speaks != name and not is_rule(part))):
                rows.append(self._header_row(headers, speaks))
                name = speaks
                headers += 1
            rows.append(self._part_row(index, part))
        if not headers and turn.compaction is None:
            rows.append(self._header_row(0, speaker(None, turn)))
            headers = 1
        del self.parts[len(turn.parts) :], self.headers[headers:]
        foot = foot_of(turn)
        if foot is not None:
            if self.foot.foot is not foot:
                self.foot = self._row(RowKind.FOOT)
                self.foot.foot = foot
            rows.append(self.foot)
        if with_actions:
            rows.append(self.actions)
        return rows

    def _row(self, kind: RowKind) -> TurnRow:
        return TurnRow(kind, gap=self._gap, indent=self._indent)

    def _header_row(self, number: int, name: str) -> TurnRow:
        if number < len(self.headers) and self.headers[number].name == name:
            return self.headers[number]
        row = TurnRow(RowKind.HEADER, gap=self._header_gap)
        row.name = name
        self.headers[number : number + 1] = [row]
        return row

    def _part_row(self, index: int, part: Part) -> TurnRow:
        if index < len(self.parts) and self.parts[index].takes(part):
            return self.parts[index]
        row = self._row(RowKind.PART)
        row.indent = 0 if is_rule(part) else self._indent
        row.part = part
        self.parts[index : index + 1] = [row]
        return row


def speaker(part: Part | None, turn: Turn) -> str:
    source = "" if part is None else part.source
    return source or turn.agent or ASSISTANT


def is_rule(part: Part) -> bool:
    """Whether a part stands between two who speak."""
    return isinstance(part, HandoffPart | SpeakerPart | StopPart | CompactionPart)


def foot_of(turn: Turn) -> type[Block] | None:
    """What stands under the parts: waiting, working, or how the answer ended."""
    if turn.wait is not None:
        return WaitLine
    if turn.state is TurnState.FAILED and turn.problem is not None:
        return FailureCard
    if turn.state in (TurnState.STOPPED, TurnState.INTERRUPTED, TurnState.FAILED):
        return EndedLine
    if turn.state is TurnState.RUNNING and not turn.awaits_user and not _can_be_seen(turn):
        return WorkingLine
    return None


def _can_be_seen(turn: Turn) -> bool:
    """Whether the last part shows by itself that the agent is at work."""
    match turn.parts[-1] if turn.parts else None:
        case TextPart() | ThoughtPart() as part:
            return part.open and bool(part.text)
        case ToolCallPart() as part:
            return part.state in (ToolState.WAITING, ToolState.RUNNING)
        case _:
            return False
