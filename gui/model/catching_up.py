"""Whether a run that was begun again has come to where the stored turn waited for the user."""

from __future__ import annotations

from collections import Counter

from gui.model.turn import Part, QuestionPart, ToolCallPart, Turn

_Key = tuple[str, str]
"""Who asked, and what: a call's id, or the words of a question, whose id is another each time."""


def has_caught_up(rebuilt: Turn, stored: Turn) -> bool:
    """Whether something that `stored` waits for is decided, or something else is waited for."""
    waited = {key for part in stored.parts if _awaits(part) and (key := _key(part))}
    asked = Counter(key for part in stored.parts if (key := _key(part)))
    decided = Counter(key for part in rebuilt.parts if _is_decided(part) and (key := _key(part)))
    if any(decided[key] >= asked[key] for key in waited):
        return True
    return any(_awaits(part) and _key(part) not in waited for part in rebuilt.parts)


def _key(part: Part) -> _Key | None:
    match part:
        case ToolCallPart():
            return part.source, f"call {part.call_id}"
        case QuestionPart():
            return part.source, f"question {part.text}"
        case _:
            return None


def _awaits(part: Part) -> bool:
    match part:
        case ToolCallPart():
            return part.awaits_user
        case QuestionPart():
            return part.answer is None
        case _:
            return False


def _is_decided(part: Part) -> bool:
    match part:
        case ToolCallPart():
            return part.verdict is not None
        case QuestionPart():
            return part.answer is not None
        case _:
            return False
