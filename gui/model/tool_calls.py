"""What happens to the calls of tools in a turn: each request and its result become one part."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from gui.model.events import ToolAsked, ToolDecided, ToolFinished, ToolRequested
from gui.model.turn import Part, ToolCallPart, ToolState

Parts = tuple[Part, ...]
_OPEN = (ToolState.WAITING, ToolState.RUNNING)
_REFUSED = (ToolState.DENIED, ToolState.CANCELLED)  # for good: a result says only why


def after(parts: Parts, event: ToolRequested | ToolAsked | ToolDecided | ToolFinished) -> Parts:
    match event:
        case ToolRequested():
            return _requested(parts, event)
        case ToolAsked():
            return _asked(parts, event)
        case ToolDecided():
            return _decided(parts, event)
        case ToolFinished():
            return _finished(parts, event)
        case _:
            assert_never(event)


def closed(part: ToolCallPart, *, at: float | None) -> ToolCallPart:
    """The call after its turn; it ran until `at` where it had begun and has no result."""
    if part.state not in (*_OPEN, ToolState.CANCELLED):
        return part
    allowed = part.verdict is not None and part.verdict.allowed
    ran = part.started_at and (part.state is ToolState.RUNNING or allowed)
    seconds = part.seconds
    if ran and seconds is None and at is not None:
        seconds = max(0.0, at - part.started_at)
    return replace(part, state=ToolState.CANCELLED, seconds=seconds)


def _requested(parts: Parts, event: ToolRequested) -> Parts:
    """A new call; one that is told twice, or after its result, stays one call.

    Some servers count their calls anew in each answer, so an id may come again later.
    """
    known = _find(parts, event.call_id, lambda p: _is_same(p, event))
    if known is None:
        return (*parts, _call(event))
    part = _at(parts, known)
    if _awaits_result(part):
        return parts
    told = replace(part, source=event.source, name=event.name, arguments=event.arguments)
    return _with(parts, known, replace(told, started_at=event.at, seconds=None))


def _asked(parts: Parts, event: ToolAsked) -> Parts:
    index = _open_call(parts, event.call_id, event.source)
    if index is None:
        part = ToolCallPart(
            source=event.source,
            call_id=event.call_id,
            name=event.name,
            arguments=event.arguments,
            state=ToolState.WAITING,
            started_at=event.at,
            asked_at=event.at,
            facts=event.facts,
        )
        return (*parts, part)
    part = _at(parts, index)
    asked_at = part.asked_at or event.at  # after a restart it is asked again
    waiting = replace(part, state=ToolState.WAITING, facts=event.facts, asked_at=asked_at)
    return _with(parts, index, waiting)


def _decided(parts: Parts, event: ToolDecided) -> Parts:
    index = _open_call(parts, event.call_id, event.source)
    if index is None:
        if not event.name:
            return parts
        new = ToolCallPart(
            source=event.source,
            call_id=event.call_id,
            name=event.name,
            arguments=event.arguments,
            started_at=event.at,
        )
        index, parts = len(parts), (*parts, new)
    part = _at(parts, index)
    changed = replace(
        part,
        state=event.state,
        arguments=event.arguments,
        facts=event.facts or part.facts,
        verdict=event.verdict or part.verdict,
        started_at=event.at or part.started_at,
    )
    return _with(parts, index, changed)


def _finished(parts: Parts, event: ToolFinished) -> Parts:
    """The result of the oldest call with this id that waits for one.

    A second result replaces the first. One that nobody asked for is shown all the same.
    """
    index = _find(parts, event.call_id, lambda p: _awaits_result(p) and p.source == event.source)
    if index is None:
        index = _find(parts, event.call_id, _awaits_result)
    if index is None:
        index = _find(tuple(reversed(parts)), event.call_id, lambda _: True)
        index = None if index is None else len(parts) - 1 - index
    state = ToolState.FAILED if event.is_error else ToolState.DONE
    if index is None:
        stray = ToolCallPart(
            source=event.source,
            call_id=event.call_id,
            name=event.name,
            arguments="",
            state=state,
            result=event.result,
        )
        return (*parts, stray)
    part = _at(parts, index)
    if part.result == event.result and not _awaits_result(part):
        return parts
    done = replace(
        part,
        state=part.state if part.state in _REFUSED else state,
        result=event.result,
        seconds=max(0.0, event.at - part.started_at) if part.started_at else None,
    )
    return _with(parts, index, done)


def _call(event: ToolRequested) -> ToolCallPart:
    return ToolCallPart(
        source=event.source,
        call_id=event.call_id,
        name=event.name,
        arguments=event.arguments,
        state=event.state,
        started_at=event.at,
    )


def _is_same(part: ToolCallPart, event: ToolRequested) -> bool:
    """Whether `part` is this very call: asked for already, or not yet."""
    if _awaits_result(part):
        asked = (part.verdict.asked if part.verdict else "") or part.arguments
        return (part.name, asked) == (event.name, event.arguments)
    return not part.started_at and not part.arguments and part.name in ("", event.name)


def _awaits_result(part: ToolCallPart) -> bool:
    return part.state in _OPEN or (part.state in _REFUSED and not part.result)


def _open_call(parts: Parts, call_id: str, source: str) -> int | None:
    """The call that the gate speaks of: agents of one team may count their calls alike."""
    for fits in (
        lambda p: p.state is ToolState.WAITING and source in ("", p.source),
        lambda p: p.state in _OPEN and source in ("", p.source),
    ):
        index = _find(parts, call_id, fits)
        if index is not None:
            return index
    return None


def _find(parts: Parts, call_id: str, fits: Callable[[ToolCallPart], bool]) -> int | None:
    """The first call with this id that fits."""
    for index, part in enumerate(parts):
        if isinstance(part, ToolCallPart) and part.call_id == call_id and fits(part):
            return index
    return None


def _at(parts: Parts, index: int) -> ToolCallPart:
    part = parts[index]
    if not isinstance(part, ToolCallPart):
        raise TypeError(f"no call of a tool: {part!r}")
    return part


def _with(parts: Parts, index: int, part: Part) -> Parts:
    return (*parts[:index], part, *parts[index + 1 :])
