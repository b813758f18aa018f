"""Between a chat and the JSON objects of a chat file; strict, since files come from anywhere."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from gui.model.problem import Problem
from gui.model.reducer import end
from gui.model.session import Session, TitleBy
from gui.model.titles import one_line
from gui.model.turn import (
    FilePart,
    HandoffPart,
    ImagePart,
    ModelRequest,
    NoticePart,
    Part,
    QuestionPart,
    Role,
    TextPart,
    ThoughtPart,
    ToolCallPart,
    Turn,
    TurnState,
    Usage,
)
from gui.services.part_rows import part_of, part_row
from gui.services.row_mapping import storable

Record = dict[str, object]
_E = TypeVar("_E", bound=StrEnum)

MOST_PARTS = 10_000
"""In one turn."""

LONGEST_TITLE = 500
EARLIEST_MS = 172_800_000
LATEST_MS = 253_370_764_800_000
"""From 1970 to 9998, with room for time zones: other moments have no date on some systems."""

_LARGEST_COUNT = (1 << 63) - 1
_LONGEST_ID = 100
_LONGEST_PROVIDER = 500
_FIRST_PARTS = (TextPart, ThoughtPart, ToolCallPart, HandoffPart, QuestionPart, NoticePart)
_ADDRESSES = frozenset({"host", "path"})
"""Facts of a problem that name a computer or a folder."""


class BadRecordError(ValueError):
    """A record has no chat or turn in it."""


def chat_record(session: Session, provider: str) -> Record:
    """`provider` is what the user calls the one whose model it is."""
    model = {"provider": provider, "name": session.model.model} if session.model else None
    return {
        "id": session.id,
        "title": session.title,
        "title_by": session.title_by.value,
        "created_at": session.created_at,
        "updated_at": session.updated_at,
        "head": session.head_id,
        "model": model,
        "draft": session.draft,
    }


def turn_record(turn: Turn) -> Record:
    record: Record = {
        "id": turn.id,
        "parent": turn.parent_id,
        "role": turn.role.value,
        "state": turn.state.value,
        "created_at": turn.created_at,
        "ended_at": turn.ended_at,
        "agent": turn.agent,
        "model": turn.model,
        "usage": _usage_record(turn.usage),
        "problem": turn.problem and _travelling(turn.problem).to_json(),
        "parts": [_part_record(part) for part in turn.parts],
    }
    if turn.requests:
        record["requests"] = [_request_record(request) for request in turn.requests]
    return record


def needs_version(turn: Turn) -> int:
    """The version of the format from which on all parts of the turn can be read."""
    return 1 if all(isinstance(part, _FIRST_PARTS) for part in turn.parts) else 2


def session_from(record: object) -> tuple[Session, str, str]:
    """The session without its model, then the provider and the name of that model, or ""."""
    fields = _fields(record)
    model = fields.get("model")
    named = _fields(model) if model is not None else {"provider": "", "name": ""}
    session = Session(
        id=_id(fields, "id"),
        title=one_line(_text(fields, "title"))[:LONGEST_TITLE],
        title_by=_enum(TitleBy, fields, "title_by"),
        created_at=_moment(fields, "created_at"),
        updated_at=_moment(fields, "updated_at"),
        head_id=_optional(_id, fields, "head"),
        draft=_text(fields, "draft"),
    )
    return session, _text(named, "provider")[:_LONGEST_PROVIDER], _text(named, "name")


def team_in(record: object) -> str | None:
    """What a chat says of its team; files written before have nothing there."""
    team = _fields(record).get("team")
    return team if isinstance(team, str) else None


def memory_record(state: bytes, seal: str) -> Record:
    return {"state": base64.b64encode(state).decode(), "seal": seal}


def memory_in(record: object) -> tuple[bytes, str] | None:
    """The state that goes with a turn, and its seal; None where that cannot be read."""
    memory = _fields(record).get("memory")
    if not isinstance(memory, dict):
        return None
    state, seal = memory.get("state"), memory.get("seal")
    if not isinstance(state, str) or not isinstance(seal, str):
        return None
    try:
        return base64.b64decode(state, validate=True), seal
    except ValueError:
        return None


def turn_from(record: object, session_id: str) -> Turn:
    """A turn that has ended, as all in a file have; one that had not is interrupted."""
    fields = _fields(record)
    parts = fields.get("parts")
    if not isinstance(parts, list) or len(parts) > MOST_PARTS:
        raise BadRecordError("parts")
    turn = Turn(
        id=_id(fields, "id"),
        session_id=session_id,
        parent_id=_optional(_id, fields, "parent"),
        role=_enum(Role, fields, "role"),
        state=_enum(TurnState, fields, "state"),
        created_at=_moment(fields, "created_at"),
        ended_at=_optional(_moment, fields, "ended_at"),
        parts=tuple(_part_from(part) for part in parts),
        agent=_text(fields, "agent"),
        model=_text(fields, "model"),
        usage=_usage_from(fields.get("usage")),
        problem=_problem(fields.get("problem")),
        requests=_requests_from(fields.get("requests")),
    )
    return ended(turn)


def ended(turn: Turn) -> Turn:
    """The turn without anything that is still open."""
    running = turn.state is TurnState.RUNNING
    state = TurnState.INTERRUPTED if running else turn.state
    at = turn.created_at if running and turn.ended_at is None else turn.ended_at
    closed = end(
        replace(turn, state=TurnState.RUNNING), state=state, ended_at=0, problem=turn.problem
    )
    return replace(closed, ended_at=at)


def _part_record(part: Part) -> Record:
    _, _, kind, source, text, facts = part_row("", 0, part)
    record = {"kind": kind, "source": source, "text": text, **json.loads(str(facts))}
    if isinstance(part, ImagePart | FilePart) and part.data:
        record["data"] = base64.b64encode(part.data).decode()
    return record


def _part_from(record: object) -> Part:
    """What is written again as it was read has been understood."""
    fields = {
        name: storable(value) if isinstance(value, str) else value
        for name, value in _fields(record).items()
    }
    facts = {name: fields[name] for name in fields.keys() - {"kind", "source", "text"}}
    if not all(_is_plain(value) for value in facts.values()):
        raise BadRecordError("a fact of a part")
    row = ("", 0, _text(fields, "kind"), _text(fields, "source"), _text(fields, "text"))
    part = part_of((*row, json.dumps(facts)))
    if isinstance(part, ImagePart | FilePart) and fields.get("data") is not None:
        part = replace(part, data=_bytes_of(part, _text(fields, "data")))
    written = _part_record(part)
    if any(name not in fields or fields[name] != value for name, value in written.items()):
        raise BadRecordError("a part")
    return part


def _bytes_of(part: ImagePart | FilePart, text: str) -> bytes:
    try:
        data = base64.b64decode(text, validate=True)
    except binascii.Error as error:
        raise BadRecordError("data") from error
    if hashlib.sha256(data).hexdigest() != part.digest:
        raise BadRecordError("digest")
    return data


def _is_plain(value: object) -> bool:
    """Text, flag, or a number that can be a time."""
    if value is None or isinstance(value, str | bool):
        return True
    return isinstance(value, int | float) and 0 <= value <= LATEST_MS


def _request_record(request: ModelRequest) -> Record:
    return {
        "source": request.source,
        "model": request.model,
        "started_at": request.started_at,
        "first_at": request.first_at,
        "ended_at": request.ended_at,
        "usage": _usage_record(request.usage),
    }


def _requests_from(record: object) -> tuple[ModelRequest, ...]:
    """Earlier files have none."""
    if record is None:
        return ()
    if not isinstance(record, list) or len(record) > MOST_PARTS:
        raise BadRecordError("requests")
    return tuple(_request_from(_fields(one)) for one in record)


def _request_from(fields: Mapping[str, object]) -> ModelRequest:
    return ModelRequest(
        source=_text(fields, "source"),
        model=_text(fields, "model"),
        started_at=_seconds(fields, "started_at"),
        first_at=_optional(_seconds, fields, "first_at"),
        ended_at=_optional(_seconds, fields, "ended_at"),
        usage=_usage_from(fields.get("usage")),
    )


def _usage_record(usage: Usage | None) -> Record | None:
    if usage is None:
        return None
    return {"prompt": usage.prompt_tokens, "completion": usage.completion_tokens}


def _usage_from(record: object) -> Usage | None:
    if record is None:
        return None
    fields = _fields(record)
    prompt, completion = (
        _number(fields, name, _LARGEST_COUNT) for name in ("prompt", "completion")
    )
    return Usage(prompt_tokens=prompt, completion_tokens=completion)


def _problem(record: object) -> Problem | None:
    """One of a kind that this version does not know stays a problem."""
    if record is None:
        return None
    problem = Problem.from_json(dict(_fields(record)))
    facts = {storable(name): storable(fact) for name, fact in problem.facts.items()}
    return _travelling(replace(problem, facts=facts))


def _travelling(problem: Problem) -> Problem:
    """Without addresses, and without the raw text, which may hold some."""
    facts = {name: fact for name, fact in problem.facts.items() if name not in _ADDRESSES}
    return replace(problem, facts=facts, detail="")


def _fields(record: object) -> Mapping[str, object]:
    if not isinstance(record, dict):
        raise BadRecordError("no object")
    return record


def _text(fields: Mapping[str, object], name: str) -> str:
    value = fields.get(name)
    if not isinstance(value, str):
        raise BadRecordError(name)
    return storable(value)


def _id(fields: Mapping[str, object], name: str) -> str:
    value = _text(fields, name)
    if not 0 < len(value) <= _LONGEST_ID:
        raise BadRecordError(name)
    return value


def _number(fields: Mapping[str, object], name: str, largest: int) -> int:
    value = fields.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= largest:
        raise BadRecordError(name)
    return value


def _seconds(fields: Mapping[str, object], name: str) -> float:
    value = fields.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not _is_plain(value):
        raise BadRecordError(name)
    return float(value)


def _moment(fields: Mapping[str, object], name: str) -> int:
    moment = _number(fields, name, LATEST_MS)
    if moment < EARLIEST_MS:
        raise BadRecordError(name)
    return moment


def _enum(kind: type[_E], fields: Mapping[str, object], name: str) -> _E:
    value = fields.get(name)
    found = next((member for member in kind if member.value == value), None)
    if found is None:
        raise BadRecordError(name)
    return found


_T = TypeVar("_T")


def _optional(
    read: Callable[[Mapping[str, object], str], _T], fields: Mapping[str, object], name: str
) -> _T | None:
    return None if fields.get(name) is None else read(fields, name)
