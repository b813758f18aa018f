"""The texts of a part that a reader sees, and so may look for."""

from __future__ import annotations

import json

from gui.model.turn import (
    CodePart,
    FilePart,
    HandoffPart,
    ImagePart,
    MemoryPart,
    Part,
    QuestionPart,
    Role,
    StructuredPart,
    SummaryPart,
    TextPart,
    ThoughtPart,
    ToolCallPart,
)
from gui.model.turn import ExecutionPart as Execution

LONGEST_JSON = 200_000
"""Characters of JSON that are read as such."""


def texts_of(part: Part) -> tuple[str, ...]:
    match part:
        case ToolCallPart():
            return part.name, readable(part.arguments), readable(part.result)
        case Execution():
            return (part.output,)
        case MemoryPart():
            return part.memories
        case HandoffPart():
            return part.text, part.context
        case QuestionPart():
            return part.text, part.answer or ""
        case ImagePart() | FilePart():
            return (part.name,)
        case StructuredPart():
            return part.words, readable(part.text)
        case _:
            return (part.text,)


def is_markdown(part: Part, role: Role) -> bool:
    """Whether its text is shown as Markdown, without the marks."""
    return role is Role.AGENT and isinstance(part, TextPart | ThoughtPart | SummaryPart | CodePart)


def readable(text: str) -> str:
    """JSON with its letters, where it has been written with their numbers."""
    if "\\u" not in text or len(text) > LONGEST_JSON:
        return text
    try:
        return json.dumps(json.loads(text), ensure_ascii=False)
    except ValueError:
        return text
