"""When each agent asked its model and each tool ran in one answer, as lanes of spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import heappop, heappush

from gui.model.turn import ModelRequest, ToolCallPart, ToolState, Turn, TurnState


class SpanKind(StrEnum):
    WAITS = "waits"  # for the model's first word, or for the user
    WORKS = "works"
    FAILED = "failed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Unix seconds; `end` is None while it goes on. `part` is the part of the turn it belongs to,
    None where it is none in particular; `row` tells those apart that ran at the same time."""

    start: float
    end: float | None
    kind: SpanKind
    part: int | None = None
    row: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """One agent, or one tool of it where `tool` is not ""; spans in the order of their starts,
    in each row none over another."""

    agent: str
    tool: str
    spans: tuple[Span, ...]

    @property
    def waits(self) -> bool:
        """Whether something in it waits, and goes on doing so."""
        return any(span.end is None and span.kind is SpanKind.WAITS for span in self.spans)

    @property
    def rows(self) -> int:
        return 1 + max((span.row for span in self.spans), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """`start` and `end` bound all spans; `end` is `now` while the answer goes on."""

    lanes: tuple[Lane, ...] = ()
    start: float = 0.0
    end: float = 0.0


def timeline_of(turn: Turn, *, now: float) -> Timeline:
    """Agents in the order in which they came, each followed by its tools."""
    names: dict[str, None] = {}
    for request in turn.requests:
        names.setdefault(request.source)
    calls = [
        (index, part)
        for index, part in enumerate(turn.parts)
        if isinstance(part, ToolCallPart) and part.started_at
    ]
    for _, call in calls:
        names.setdefault(call.source)
    lanes: list[Lane] = []
    for name in names:
        asked = [request for request in turn.requests if request.source == name]
        lanes.append(Lane(agent=name, tool="", spans=_agent_spans(asked, turn)))
        own = [(index, call) for index, call in calls if call.source == name]
        lanes += _tool_lanes(name, own)
    starts = [span.start for lane in lanes for span in lane.spans]
    if not starts:
        return Timeline()
    ends = [now if span.end is None else span.end for lane in lanes for span in lane.spans]
    end = max(ends)
    if turn.state is TurnState.RUNNING:
        end = max(end, now)
    start = min(starts)
    return Timeline(lanes=tuple(lanes), start=start, end=max(end, start))


def _agent_spans(requests: list[ModelRequest], turn: Turn) -> tuple[Span, ...]:
    """The wait for the first word, then the answer; requests of one agent may overlap."""
    spans: list[Span] = []
    failed = turn.state is TurnState.FAILED and turn.requests and turn.requests[-1]
    for request in sorted(requests, key=lambda r: r.started_at):
        start = max(request.started_at, _end(spans))
        over = request.ended_at
        if start == float("inf") or (over is not None and over <= start):
            continue
        if failed is request:
            spans.append(Span(start=start, end=over, kind=SpanKind.FAILED))
            continue
        first = request.first_at
        if first is None or (over is not None and first > over):
            # Whoever gave no sign of a first word, but did answer, worked all the time.
            kind = SpanKind.WAITS if over is None else SpanKind.WORKS
            spans.append(Span(start=start, end=over, kind=kind))
            continue
        if first > start:
            spans.append(Span(start=start, end=first, kind=SpanKind.WAITS))
        spans.append(Span(start=max(first, start), end=over, kind=SpanKind.WORKS))
    return tuple(spans)


def _tool_lanes(agent: str, calls: list[tuple[int, ToolCallPart]]) -> list[Lane]:
    """A lane for each tool, in the order in which they came."""
    by_tool: dict[str, list[tuple[int, ToolCallPart]]] = {}
    for index, call in calls:
        by_tool.setdefault(call.name, []).append((index, call))
    return [Lane(agent=agent, tool=name, spans=_stacked(own)) for name, own in by_tool.items()]


def _stacked(calls: Sequence[tuple[int, ToolCallPart]]) -> tuple[Span, ...]:
    """Each in the row that has been free for longest, or in a new one."""
    spans: list[Span] = []
    rows: list[tuple[float, int]] = []  # until when each is taken
    for index, call in sorted(calls, key=lambda pair: _begin(pair[1])):
        free = bool(rows) and rows[0][0] <= _begin(call)
        row = heappop(rows)[1] if free else len(rows)
        own = _call_spans(index, call, row)
        heappush(rows, (_end(own), row))
        spans += own
    return tuple(sorted(spans, key=lambda span: span.start))


def _begin(call: ToolCallPart) -> float:
    return min(call.asked_at or call.started_at, call.started_at)


def _call_spans(index: int, call: ToolCallPart, row: int) -> list[Span]:
    """The wait for the user, where there was one, then the work."""
    is_open = call.state in (ToolState.WAITING, ToolState.RUNNING)
    end = None if is_open else call.started_at + (call.seconds or 0.0)
    kind = SpanKind.WORKS
    if call.state is ToolState.WAITING:
        return [Span(start=_begin(call), end=end, kind=SpanKind.WAITS, part=index, row=row)]
    if call.state in (ToolState.FAILED, ToolState.DENIED):
        kind = SpanKind.FAILED
    work = Span(start=call.started_at, end=end, kind=kind, part=index, row=row)
    if _begin(call) == call.started_at:
        return [work]
    wait = Span(start=_begin(call), end=call.started_at, kind=SpanKind.WAITS, part=index, row=row)
    return [wait, work]


def _end(spans: list[Span]) -> float:
    if not spans:
        return float("-inf")
    last = spans[-1].end
    return float("inf") if last is None else last
