"""From a turn and an event to the next turn: the one place that says what an event means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar, assert_never

from gui.model import model_requests, tool_calls
from gui.model.events import (
    CodeRun,
    CodeWritten,
    DataSettled,
    EngineEvent,
    HandedOff,
    ImageShown,
    ModelAnswered,
    ModelAsked,
    ModelBegan,
    Noticed,
    QuestionAnswered,
    QuestionAsked,
    Recorded,
    Remembered,
    RetryScheduled,
    RunEnded,
    SpeakerChosen,
    SpeakerWeighed,
    TextAppended,
    TextSettled,
    ThoughtAppended,
    ThoughtSettled,
    ToolAsked,
    ToolDecided,
    ToolFinished,
    ToolRequested,
    ToolsSummed,
)
from gui.model.problem import Problem
from gui.model.turn import (
    CodePart,
    ExecutionPart,
    HandoffPart,
    ImagePart,
    MemoryPart,
    NoticePart,
    Part,
    QuestionPart,
    RetryWait,
    SpeakerPart,
    StopPart,
    StructuredPart,
    SummaryPart,
    TextPart,
    ThoughtPart,
    ToolCallPart,
    Turn,
    TurnState,
    Usage,
)

Parts = tuple[Part, ...]
_P = TypeVar("_P", TextPart, ThoughtPart)
_Whole = (
    CodeWritten
    | CodeRun
    | DataSettled
    | HandedOff
    | ImageShown
    | Noticed
    | QuestionAsked
    | Remembered
)
_Message = _Whole | ToolsSummed | SpeakerWeighed | SpeakerChosen | RunEnded


def apply(turn: Turn, event: EngineEvent) -> Turn:
    """Return `turn` after `event`. A turn that has ended is returned as it is."""
    if turn.state is not TurnState.RUNNING:
        return turn
    match event:
        case RetryScheduled():
            wait = RetryWait(until=event.until, attempt=event.attempt, problem=event.problem)
            return replace(turn, wait=wait)
        case ModelAsked() | ModelBegan():
            return replace(turn, requests=model_requests.after(turn.requests, event))
        case ModelAnswered():
            return _model_answered(turn, event)
        case Recorded():
            return turn
        case _:
            return replace(turn, parts=_parts_after(turn.parts, event), wait=None)


def end(turn: Turn, *, state: TurnState, ended_at: int, problem: Problem | None = None) -> Turn:
    """Return `turn` ended as `state`; open parts are closed, calls without result cancelled.

    A turn ends once: one that has ended is returned as it is.
    """
    if turn.state is not TurnState.RUNNING:
        return turn
    known = state is not TurnState.INTERRUPTED  # else nobody saw when it ended
    parts = tuple(_closed(part, at=ended_at / 1000 if known else None) for part in turn.parts)
    requests = model_requests.ended(turn.requests, at=ended_at / 1000)
    ended = replace(turn, state=state, ended_at=ended_at, problem=problem, parts=parts, wait=None)
    return replace(ended, requests=requests)


def _model_answered(turn: Turn, event: ModelAnswered) -> Turn:
    requests = model_requests.after(turn.requests, event)
    if event.usage is None:
        return replace(turn, requests=requests)
    return replace(turn, requests=requests, usage=(turn.usage or Usage()) + event.usage)


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
        case ToolRequested() | ToolAsked() | ToolDecided() | ToolFinished():
            return tool_calls.after(parts, event)
        case QuestionAnswered():
            return tuple(_answered(part, event) for part in parts)
        case RetryScheduled() | ModelAsked() | ModelBegan() | ModelAnswered() | Recorded():
            return parts
        case _:
            return _after_message(parts, event)


def _after_message(parts: Parts, event: _Message) -> Parts:
    """What comes whole: it stands for what was streamed of it, or is a part of its own."""
    match event:
        case ToolsSummed():
            return _tools_summed(parts, event)
        case SpeakerWeighed():
            return _speaker_weighed(parts, event)
        case SpeakerChosen():
            return _speaker_chosen(parts, event)
        case RunEnded():
            return _run_ended(parts, event)
        case CodeWritten() | DataSettled():
            return _settled_as(parts, _part_of(event))
        case _:
            return (*parts, _part_of(event))


def _part_of(event: _Whole) -> Part:
    match event:
        case CodeWritten():
            return CodePart(**vars(event))
        case DataSettled():
            return StructuredPart(**vars(event))
        case CodeRun():
            return ExecutionPart(**vars(event))
        case ImageShown():
            return ImagePart(**vars(event))
        case Remembered():
            return MemoryPart(**vars(event))
        case HandedOff():
            return HandoffPart(**vars(event))
        case QuestionAsked():
            return QuestionPart(**vars(event))
        case Noticed():
            return NoticePart(**vars(event))
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


def _settled_as(parts: Parts, part: Part) -> Parts:
    """`part` in the place of what was streamed for it, if anything was."""
    index = _last_open(parts, TextPart, part.source)
    if index is None:
        return (*parts, part)
    return (*parts[:index], part, *parts[index + 1 :])


def _tools_summed(parts: Parts, event: ToolsSummed) -> Parts:
    """A summary that says no more than the results which are shown is marked as such."""
    shown = {(part.call_id, part.result) for part in parts if isinstance(part, ToolCallPart)}
    known = bool(event.results) and shown.issuperset(event.results)
    if known and event.text.strip() == "\n".join(text for _, text in event.results).strip():
        return _settled_as(parts, SummaryPart(source=event.source, text=event.text))
    return _text_settled(parts, TextSettled(source=event.source, text=event.text))


def _speaker_weighed(parts: Parts, event: SpeakerWeighed) -> Parts:
    last = parts[-1] if parts else None
    if isinstance(last, SpeakerPart) and last.source == event.source and not last.target:
        more = replace(last, text=f"{last.text}\n\n{event.text}")
        return (*parts[:-1], more)
    return _settled_as(parts, SpeakerPart(source=event.source, text=event.text))


def _speaker_chosen(parts: Parts, event: SpeakerChosen) -> Parts:
    last = parts[-1] if parts else None
    if isinstance(last, SpeakerPart) and last.source == event.source and not last.target:
        return (*parts[:-1], replace(last, target=event.target))
    return (*parts, SpeakerPart(source=event.source, target=event.target))


def _run_ended(parts: Parts, event: RunEnded) -> Parts:
    reasons = (part.text for part in parts if isinstance(part, StopPart))
    if event.text.strip() in [reason.strip() for reason in reasons]:
        return parts
    return (*parts, StopPart(source=event.source, text=event.text))


def _answered(part: Part, event: QuestionAnswered) -> Part:
    if isinstance(part, QuestionPart) and part.request_id == event.request_id:
        return replace(part, answer=event.answer)
    return part


def _last_open(parts: Parts, kind: type[TextPart | ThoughtPart], source: str) -> int | None:
    for index in range(len(parts) - 1, -1, -1):
        part = parts[index]
        if isinstance(part, kind) and part.source == source and part.open:
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


def _closed(part: Part, *, at: float | None) -> Part:
    match part:
        case TextPart() | ThoughtPart() if part.open:
            return replace(part, open=False)
        case ToolCallPart():
            return tool_calls.closed(part, at=at)
        case _:
            return part
