"""Which kind of block shows which kind of part."""

from __future__ import annotations

from typing import assert_never

from gui.model.turn import (
    HandoffPart,
    NoticePart,
    Part,
    QuestionPart,
    TextPart,
    ThoughtPart,
    ToolCallPart,
)
from gui.views.transcript.block import PartBlock
from gui.views.transcript.handoff_rule import HandoffRule
from gui.views.transcript.notice_block import NoticeBlock
from gui.views.transcript.question_block import QuestionBlock
from gui.views.transcript.surroundings import Surroundings
from gui.views.transcript.text_block import TextBlock
from gui.views.transcript.thought_block import ThoughtBlock
from gui.views.transcript.tool_block import ToolBlock


def block_for(part: Part, around: Surroundings) -> PartBlock:
    """A new block that shows `part`."""
    block = _new_block(part, around)
    block.show_part(part)
    return block


def _new_block(part: Part, around: Surroundings) -> PartBlock:
    match part:
        case TextPart():
            return TextBlock(around)
        case ThoughtPart():
            return ThoughtBlock(around)
        case ToolCallPart():
            return ToolBlock(around)
        case HandoffPart():
            return HandoffRule(around)
        case QuestionPart():
            return QuestionBlock(around)
        case NoticePart():
            return NoticeBlock()
        case _:
            assert_never(part)
