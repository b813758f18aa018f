"""Between values and the rows of the session file; tolerant of what damage left in a row."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import TypeVar

from gui.model.endpoint import ModelRef
from gui.model.limits import NO_LIMITS, Limits
from gui.model.problem import Problem
from gui.model.session import Session, TitleBy
from gui.model.turn import ModelRequest, Part, Role, Turn, TurnState, Usage

Value = str | int | float | bytes | None
Row = tuple[Value, ...]
Facts = dict[str, object]
_LARGEST = (1 << 63) - 1
_E = TypeVar("_E", bound=StrEnum)

SESSION_COLUMNS = (
    "id, title, title_by, created_at, updated_at, head_id, endpoint_id, model, "
    "pinned, archived, unread, draft, team_id, folder, limits, "
    "filed_in, tags, instructions"
)
TURN_COLUMNS = (
    "id, session_id, parent_id, role, state, created_at, ended_at, agent, model, "
    "prompt_tokens, completion_tokens, problem"
)


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
        session.team_id,
        storable(session.folder),
        json.dumps(session.limits.to_json()),
        session.filed_in,
        json.dumps([storable(tag) for tag in session.tags], ensure_ascii=False),
        storable(session.instructions),
    )


def session_of(row: Row) -> Session:
    """From SESSION_COLUMNS and then the state of the head, or None."""
    (sid, title, by, created, updated, head, endpoint, model, pinned, archived, unread) = row[:11]
    draft, team, folder, limits, filed_in, tags, instructions, state = row[11:]
    return Session(
        id=text_in(sid),
        title=text_in(title),
        title_by=member_in(TitleBy, by, TitleBy.NOBODY),
        created_at=whole_in(created),
        updated_at=whole_in(updated),
        head_id=text_in(head) if head is not None else None,
        head_state=None if state is None else member_in(TurnState, state, TurnState.DONE),
        model=_model(endpoint, model),
        pinned=bool(pinned),
        archived=bool(archived),
        unread=bool(unread),
        draft=text_in(draft),
        team_id=None if team is None else text_in(team),
        folder=text_in(folder),
        limits=NO_LIMITS if limits == "{}" else Limits.from_json(facts_in(limits)),
        filed_in=text_in(filed_in),
        tags=() if tags == "[]" else _texts(tags),
        instructions=text_in(instructions),
    )


def _texts(value: Value) -> tuple[str, ...]:
    """From a column with a JSON list."""
    try:
        read = json.loads(text_in(value))
    except ValueError:
        return ()
    return tuple(one for one in read if isinstance(one, str)) if isinstance(read, list) else ()


def _model(endpoint: Value, model: Value) -> ModelRef | None:
    if endpoint is None:
        return None
    return ModelRef(endpoint_id=text_in(endpoint), model=text_in(model))


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
        storable_count(usage.prompt_tokens) if usage else None,
        storable_count(usage.completion_tokens) if usage else None,
        json.dumps(problem.to_json()) if problem else None,
    )


def turn_of(row: Row, parts: tuple[Part, ...], requests: tuple[ModelRequest, ...] = ()) -> Turn:
    """From TURN_COLUMNS and what lies in tables of its own."""
    (tid, session, parent, role, state, created, ended, agent, model, prompt, completion, why) = row
    return Turn(
        id=text_in(tid),
        session_id=text_in(session),
        parent_id=text_in(parent) if parent is not None else None,
        role=member_in(Role, role, Role.AGENT),
        state=member_in(TurnState, state, TurnState.INTERRUPTED),
        created_at=whole_in(created),
        ended_at=whole_in(ended) if ended is not None else None,
        parts=parts,
        agent=text_in(agent),
        model=text_in(model),
        usage=usage_in(prompt, completion),
        problem=Problem.from_json(facts_in(why)) if why is not None else None,
        requests=requests,
    )


def usage_in(prompt: object, completion: object) -> Usage | None:
    if prompt is None and completion is None:
        return None
    return Usage(prompt_tokens=whole_in(prompt), completion_tokens=whole_in(completion))


def storable(text: str) -> str:
    """`text` as SQLite can hold it: a lone half of a surrogate pair becomes U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def storable_count(number: int) -> int:
    """A number that SQLite cannot hold would keep all that is written with it out of the file."""
    return min(max(number, 0), _LARGEST)


def facts_in(value: object) -> Facts:
    """From a column of JSON."""
    try:
        read = json.loads(text_in(value))
    except ValueError:
        return {}
    return read if isinstance(read, dict) else {}


def text_in(value: object) -> str:
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return "" if value is None else str(value)


def whole_in(value: object) -> int:
    return int(value) if isinstance(value, int | float) else 0


def number_in(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def member_in(kind: type[_E], value: object, otherwise: _E) -> _E:
    return next((member for member in kind if member.value == value), otherwise)
