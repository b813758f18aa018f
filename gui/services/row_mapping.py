"""Between values and the rows of the session file; tolerant of what damage left in a row."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TypeVar, assert_never

from gui.model.endpoint import ModelRef
from gui.model.problem import Problem
from gui.model.session import Session, TitleBy
from gui.model.turn import (
    HandoffPart,
    NoticePart,
    Part,
    QuestionPart,
    Role,
    TextPart,
    ThoughtPart,
    ToolCallPart,
    ToolState,
    Turn,
    TurnState,
    Usage,
)

Value = str | int | float | bytes | None
Row = tuple[Value, ...]
Facts = dict[str, object]
_LARGEST = (1 << 63) - 1
_E = TypeVar("_E", bound=StrEnum)

SESSION_COLUMNS = (
    "id, title, title_by, created_at, updated_at, head_id, endpoint_id, model, "
    "pinned, archived, unread, draft"
)
TURN_COLUMNS = (
    "id, session_id, parent_id, role, state, created_at, ended_at, agent, model, "
    "prompt_tokens, completion_tokens, problem"
)
PART_COLUMNS = "turn_id, position, kind, source, text, data"


def session_row(session: Session) -> Row:
    """In the order of SESSION_COLUMNS."""
    ref = session.model
    return (
        session.id,
        storable(session.title),
        session.title_by.value,
        session.created_at,
        session.updated_at,
        session.head_id,
        ref.endpoint_id if ref else None,
        storable(ref.model) if ref else None,
        int(session.pinned),
        int(session.archived),
        int(session.unread),
        storable(session.draft),
    )


def session_of(row: Row) -> Session:
    """From SESSION_COLUMNS and then the state of the head, or None."""
    (sid, title, by, created, updated, head, endpoint, model, pinned, archived, unread, draft) = (
        row[:12]
    )
    state = row[12]
    return Session(
        id=_str(sid),
        title=_str(title),
        title_by=_enum(TitleBy, by, TitleBy.NOBODY),
        created_at=_int(created),
        updated_at=_int(updated),
        head_id=_str(head) if head is not None else None,
        head_state=None if state is None else _enum(TurnState, state, TurnState.DONE),
        model=None if endpoint is None else ModelRef(endpoint_id=_str(endpoint), model=_str(model)),
        pinned=bool(pinned),
        archived=bool(archived),
        unread=bool(unread),
        draft=_str(draft),
    )


def turn_row(turn: Turn) -> Row:
    """In the order of TURN_COLUMNS; `wait` is never stored."""
    usage = turn.usage
    problem = turn.problem
    return (
        turn.id,
        turn.session_id,
        turn.parent_id,
        turn.role.value,
        turn.state.value,
        turn.created_at,
        turn.ended_at,
        storable(turn.agent),
        storable(turn.model),
        _storable_count(usage.prompt_tokens) if usage else None,
        _storable_count(usage.completion_tokens) if usage else None,
        json.dumps(problem.to_json()) if problem else None,
    )


def turn_of(row: Row, parts: tuple[Part, ...]) -> Turn:
    """From TURN_COLUMNS and the turn's parts."""
    (tid, session, parent, role, state, created, ended, agent, model, prompt, completion, why) = row
    usage = None
    if prompt is not None or completion is not None:
        usage = Usage(prompt_tokens=_int(prompt), completion_tokens=_int(completion))
    return Turn(
        id=_str(tid),
        session_id=_str(session),
        parent_id=_str(parent) if parent is not None else None,
        role=_enum(Role, role, Role.AGENT),
        state=_enum(TurnState, state, TurnState.INTERRUPTED),
        created_at=_int(created),
        ended_at=_int(ended) if ended is not None else None,
        parts=parts,
        agent=_str(agent),
        model=_str(model),
        usage=usage,
        problem=Problem.from_json(_facts(why)) if why is not None else None,
    )


def part_row(turn_id: str, position: int, part: Part) -> Row:
    """In the order of PART_COLUMNS: the text plain, everything else as JSON."""
    text, facts = _text_and_facts(part)
    return (
        turn_id,
        position,
        _kind(part),
        storable(part.source),
        storable(text),
        json.dumps(facts),
    )


def part_of(row: Row) -> Part:
    """From PART_COLUMNS; a kind that is not known becomes a notice with the same text."""
    _, _, kind, source_value, text_value, data = row
    source, text, facts = _str(source_value), _str(text_value), _facts(data)
    match kind:
        case "text":
            return TextPart(source=source, text=text, open=bool(facts.get("open")))
        case "thought":
            return ThoughtPart(
                source=source,
                text=text,
                started_at=_float(facts.get("started_at")) or 0.0,
                seconds=_float(facts.get("seconds")),
                open=bool(facts.get("open")),
            )
        case "tool":
            return _tool_call(source, text, facts)
        case "handoff":
            return HandoffPart(source=source, target=_str(facts.get("target")), text=text)
        case "question":
            answer = facts.get("answer")
            return QuestionPart(
                source=source,
                request_id=_str(facts.get("request_id")),
                text=text,
                answer=None if answer is None else _str(answer),
            )
        case _:
            return NoticePart(source=source, text=text)


def storable(text: str) -> str:
    """`text` as SQLite can hold it: a lone half of a surrogate pair becomes U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _storable_count(number: int) -> int:
    """A number that SQLite cannot hold would keep all that is written with it out of the file."""
    return min(max(number, 0), _LARGEST)


def _kind(part: Part) -> str:
    match part:
        case TextPart():
            return "text"
        case ThoughtPart():
            return "thought"
        case ToolCallPart():
            return "tool"
        case HandoffPart():
            return "handoff"
        case QuestionPart():
            return "question"
        case NoticePart():
            return "notice"
        case _:
            assert_never(part)


def _text_and_facts(part: Part) -> tuple[str, Facts]:
    match part:
        case TextPart():
            return part.text, {"open": True} if part.open else {}
        case ThoughtPart():
            return part.text, {
                "started_at": part.started_at,
                "seconds": part.seconds,
                "open": part.open,
            }
        case ToolCallPart():
            return part.result, {
                "call_id": part.call_id,
                "name": part.name,
                "arguments": part.arguments,
                "state": part.state.value,
                "started_at": part.started_at,
                "seconds": part.seconds,
            }
        case HandoffPart():
            return part.text, {"target": part.target}
        case QuestionPart():
            return part.text, {"request_id": part.request_id, "answer": part.answer}
        case NoticePart():
            return part.text, {}
        case _:
            assert_never(part)


def _tool_call(source: str, text: str, facts: Facts) -> ToolCallPart:
    return ToolCallPart(
        source=source,
        call_id=_str(facts.get("call_id")),
        name=_str(facts.get("name")),
        arguments=_str(facts.get("arguments")),
        state=_enum(ToolState, facts.get("state"), ToolState.CANCELLED),
        result=text,
        started_at=_float(facts.get("started_at")) or 0.0,
        seconds=_float(facts.get("seconds")),
    )


def _facts(value: object) -> Facts:
    try:
        read = json.loads(_str(value))
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def _str(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)


def _int(value: object) -> int:
    return int(value) if isinstance(value, int | float) else 0


def _float(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _enum(kind: type[_E], value: object, otherwise: _E) -> _E:
    return next((member for member in kind if member.value == value), otherwise)
