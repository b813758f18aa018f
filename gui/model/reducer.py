"""From a turn and an event to the next turn: the one place that says what an event means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar, assert_never

from gui.model.events import (
    EngineEvent,
    HandedOff,
    Noticed,
    QuestionAsked,
    RetryScheduled,
    TextAppended,
    TextSettled,
    ThoughtAppended,
    ThoughtSettled,
    ToolDecided,
    ToolFinished,
    ToolRequested,
    UsageReported,
)
from gui.model.problem import Problem
from gui.model.turn import (
    HandoffPart,
    NoticePart,
    Part,
    QuestionPart,
    RetryWait,
    TextPart,
    ThoughtPart,
    ToolCallPart,
    ToolState,
    Turn,
    TurnState,
    Usage,
)

Parts = tuple[Part, ...]
_P = TypeVar("_P", TextPart, ThoughtPart, ToolCallPart)


def apply(turn: Turn, event: EngineEvent) -> Turn:
    """Return `turn` after `event`. A turn that has ended is returned as it is."""
    if turn.state is not TurnState.RUNNING:
        return turn
    match event:
        case RetryScheduled():
            wait = RetryWait(until=event.until, attempt=event.attempt, problem=event.problem)
            return replace(turn, wait=wait)
        case UsageReported():
            return replace(turn, usage=(turn.usage or Usage()) + event.usage, wait=None)
        case _:
            return replace(turn, parts=_parts_after(turn.parts, event), wait=None)


def end(turn: Turn, *, state: TurnState, ended_at: int, problem: Problem | None = None) -> Turn:
    """Return `turn` ended as `state`; open parts are closed, calls without result cancelled.

    A turn ends once: one that has ended is returned as it is.
    """
    if turn.state is not TurnState.RUNNING:
        return turn
    parts = tuple(_closed(part) for part in turn.parts)
    return replace(turn, state=state, ended_at=ended_at, problem=problem, parts=parts, wait=None)


def _parts_after(parts: Parts, event: EngineEvent) -> Parts:
    match event:
        case TextAppended():
            return _text_appended(parts, event)
        case TextSettled():
            return _text_settled(parts, event)
        case ThoughtAppended():
            return _thought_appended(parts, event)
        case ThoughtSettled():
            return _thought_settled(parts, event)
        case ToolRequested() | ToolDecided() | ToolFinished():
            return _tool_changed(parts, event)
        case HandedOff():
            part = HandoffPart(source=event.source, target=event.target, text=event.text)
            return (*parts, part)
        case QuestionAsked():
            question = QuestionPart(
                source=event.source, request_id=event.request_id, text=event.text
            )
            return (*parts, question)
        case Noticed():
            return (*parts, NoticePart(source=event.source, text=event.text))
        case RetryScheduled() | UsageReported():
            return parts
        case _:
            assert_never(event)


def _text_appended(parts: Parts, event: TextAppended) -> Parts:
    index = _last_open(parts, TextPart, event.source)
    if index is None:
        return (*parts, TextPart(source=event.source, text=event.text, open=True))
    return _swapped(parts, index, TextPart, lambda p: replace(p, text=p.text + event.text))


def _text_settled(parts: Parts, event: TextSettled) -> Parts:
    index = _last_open(parts, TextPart, event.source)
    if index is None:
        return (*parts, TextPart(source=event.source, text=event.text)) if event.text else parts
    return _swapped(
        parts,
        index,
        TextPart,
        lambda p: replace(p, text=event.text or p.text, open=False),
    )


def _thought_appended(parts: Parts, event: ThoughtAppended) -> Parts:
    index = _last_open(parts, ThoughtPart, event.source)
    if index is None:
        thought = ThoughtPart(source=event.source, text=event.text, started_at=event.at, open=True)
        return (*parts, thought)
    return _swapped(parts, index, ThoughtPart, lambda p: replace(p, text=p.text + event.text))


def _thought_settled(parts: Parts, event: ThoughtSettled) -> Parts:
    index = _last_open(parts, ThoughtPart, event.source)
    if index is None:
        return (*parts, ThoughtPart(source=event.source, text=event.text)) if event.text else parts
    return _swapped(
        parts,
        index,
        ThoughtPart,
        lambda p: replace(
            p,
            text=p.text if event.text is None else event.text,
            seconds=max(0.0, event.at - p.started_at),
            open=False,
        ),
    )


def _tool_changed(parts: Parts, event: ToolRequested | ToolDecided | ToolFinished) -> Parts:
    index = _call_index(parts, event.call_id)
    match event:
        case ToolRequested():
            call = ToolCallPart(
                source=event.source,
                call_id=event.call_id,
                name=event.name,
                arguments=event.arguments,
                state=event.state,
                started_at=event.at,
            )
            return (*parts, call)
        case ToolDecided():
            return _swapped(
                parts,
                index,
                ToolCallPart,
                lambda p: replace(p, state=event.state, arguments=event.arguments),
            )
        case ToolFinished():
            return _swapped(parts, index, ToolCallPart, lambda p: _finished(p, event))
        case _:
            assert_never(event)


def _finished(part: ToolCallPart, event: ToolFinished) -> ToolCallPart:
    state = ToolState.FAILED if event.is_error else ToolState.DONE
    return replace(
        part,
        state=part.state if part.state is ToolState.DENIED else state,
        result=event.result,
        seconds=max(0.0, event.at - part.started_at),
    )


def _last_open(parts: Parts, kind: type[TextPart | ThoughtPart], source: str) -> int | None:
    for index in range(len(parts) - 1, -1, -1):
        part = parts[index]
        if isinstance(part, kind) and part.source == source and part.open:
            return index
    return None


def _call_index(parts: Parts, call_id: str) -> int | None:
    for index in range(len(parts) - 1, -1, -1):
        part = parts[index]
        if isinstance(part, ToolCallPart) and part.call_id == call_id:
            return index
    return None


def _swapped(parts: Parts, index: int | None, kind: type[_P], change: Callable[[_P], _P]) -> Parts:
    if index is None:
        return parts
    part = parts[index]
    if not isinstance(part, kind):
        return parts
    changed = list(parts)
    changed[index] = change(part)
    return tuple(changed)


def _closed(part: Part) -> Part:
    match part:
        case TextPart() | ThoughtPart() if part.open:
            return replace(part, open=False)
        case ToolCallPart() if part.state in (ToolState.WAITING, ToolState.RUNNING):
            return replace(part, state=ToolState.CANCELLED)
        case _:
            return part
