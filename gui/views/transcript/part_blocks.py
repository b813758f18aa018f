"""Which kind of block shows which kind of part."""

from __future__ import annotations

from typing import assert_never

from PySide6.QtWidgets import QWidget

from gui.model.turn import (
    CodePart,
    CompactionPart,
    ExecutionPart,
    FilePart,
    HandoffPart,
    ImagePart,
    MemoryPart,
    NoticePart,
    Part,
    QuestionPart,
    SpeakerPart,
    StopPart,
    StructuredPart,
    SummaryPart,
    TextPart,
    ThoughtPart,
    ToolCallPart,
)
from gui.views.transcript.approval_block import ApprovalBlock
from gui.views.transcript.block import PartBlock
from gui.views.transcript.code_part_block import CodePartBlock
from gui.views.transcript.compaction_rule import CompactionRule
from gui.views.transcript.execution_block import ExecutionBlock
from gui.views.transcript.file_block import FileBlock
from gui.views.transcript.handoff_rule import HandoffRule
from gui.views.transcript.image_block import ImageBlock
from gui.views.transcript.memory_block import MemoryBlock
from gui.views.transcript.notice_block import NoticeBlock
from gui.views.transcript.question_block import QuestionBlock
from gui.views.transcript.speaker_rule import SpeakerRule
from gui.views.transcript.stop_line import StopLine
from gui.views.transcript.structured_block import StructuredBlock
from gui.views.transcript.summary_block import SummaryBlock
from gui.views.transcript.surroundings import Surroundings
from gui.views.transcript.text_block import TextBlock
from gui.views.transcript.thought_block import ThoughtBlock
from gui.views.transcript.tool_block import ToolBlock


def block_for(part: Part, around: Surroundings, parent: QWidget | None = None) -> PartBlock:
    """A new block that shows `part`."""
    block = _new_block(part, around)
    if parent is not None:  # while there is little in it
        block.setParent(parent)
    block.show_part(part)
    return block


def _new_block(part: Part, around: Surroundings) -> PartBlock:
    match part:
        case TextPart():
            return TextBlock(around)
        case ThoughtPart():
            return ThoughtBlock(around)
        case ToolCallPart() if part.awaits_user:
            return ApprovalBlock(around)
        case ToolCallPart():
            return ToolBlock(around)
        case HandoffPart():
            return HandoffRule(around)
        case QuestionPart():
            return QuestionBlock(around)
        case NoticePart():
            return NoticeBlock(around)
        case CompactionPart():
            return CompactionRule(around)
        case _:
            return _new_other(part, around)


def _new_other(
    part: SummaryPart
    | CodePart
    | ExecutionPart
    | ImagePart
    | FilePart
    | StructuredPart
    | MemoryPart
    | SpeakerPart
    | StopPart,
    around: Surroundings,
) -> PartBlock:
    match part:
        case SummaryPart():
            return SummaryBlock(around)
        case CodePart():
            return CodePartBlock(around)
        case ExecutionPart():
            return ExecutionBlock(around)
        case ImagePart():
            return ImageBlock(around)
        case FilePart():
            return FileBlock(around)
        case StructuredPart():
            return StructuredBlock(around)
        case MemoryPart():
            return MemoryBlock(around)
        case SpeakerPart():
            return SpeakerRule(around)
        case StopPart():
            return StopLine(around)
        case _:
            assert_never(part)
