"""Whether a run that was begun again has come to where the stored turn waited for the user."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import replace

from gui.model.gate import Question, ToolCall
from gui.model.turn import Part, QuestionPart, ToolCallPart, Turn

Need = tuple[str, str]
"""Who asks, and what: a call's id, or the words of a question, whose id is another each time."""


def need_of(asked: Part | ToolCall | Question) -> Need | None:
    match asked:
        case ToolCallPart() | ToolCall():
            return asked.source, f"call {asked.call_id}"
        case QuestionPart() | Question():
            return asked.source, f"question {asked.text}"
        case _:
            return None


def has_caught_up(rebuilt: Turn, stored: Turn, unseen: Collection[Need] = ()) -> bool:
    """Whether something that `stored` waits for is decided, or an `unseen` need has come up.

    That is one which the gate is asked about in earnest, and which the user is not shown.
    """
    waited = needs_of(stored)
    asked = Counter(key for part in stored.parts if (key := need_of(part)))
    decided = Counter(key for part in rebuilt.parts if _is_decided(part) and (key := need_of(part)))
    if any(decided[key] >= asked[key] for key in waited):
        return True
    return any(need in unseen for need in needs_of(rebuilt))


def with_waits(rebuilt: Turn, stored: Turn) -> Turn:
    """`rebuilt`, where each call has been asked about for as long as `stored` knows."""
    since: dict[Need | None, list[float]] = {}
    for part in stored.parts:
        if isinstance(part, ToolCallPart) and part.asked_at:
            since.setdefault(need_of(part), []).append(part.asked_at)
    return replace(rebuilt, parts=tuple(_since(part, since) for part in rebuilt.parts))


def _since(part: Part, since: dict[Need | None, list[float]]) -> Part:
    asked = since.get(need_of(part), ()) if isinstance(part, ToolCallPart) else ()
    if not isinstance(part, ToolCallPart) or len(asked) != 1:  # else another with the same id
        return part
    return replace(part, asked_at=asked[0])


def needs_of(turn: Turn) -> frozenset[Need]:
    """What the user is to decide or to answer."""
    return frozenset(need for part in turn.parts if _awaits(part) and (need := need_of(part)))


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
