"""Lanes of agents and tools: in order, within bounds, and nothing over another."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from gui.model.reducer import end
from gui.model.timeline import Lane, Span, SpanKind, Timeline, timeline_of
from gui.model.turn import (
    ModelRequest,
    Part,
    Role,
    TextPart,
    ToolCallPart,
    ToolState,
    Turn,
    TurnState,
)

NOW = 100.0


def _turn(
    *parts: Part, requests: tuple[ModelRequest, ...] = (), state: TurnState = TurnState.RUNNING
) -> Turn:
    return Turn(
        id="t",
        session_id="s",
        parent_id=None,
        role=Role.AGENT,
        state=state,
        created_at=0,
        parts=parts,
        requests=requests,
    )


def _asked(source: str, start: float, first: float | None, end: float | None) -> ModelRequest:
    return ModelRequest(source=source, model="m", started_at=start, first_at=first, ended_at=end)


def _call(
    name: str, start: float, seconds: float | None, state: ToolState, asked: float = 0.0
) -> ToolCallPart:
    return ToolCallPart(
        source="coder",
        call_id=name,
        name=name,
        arguments="{}",
        state=state,
        started_at=start,
        asked_at=asked,
        seconds=seconds,
    )


def test_a_call_that_was_stopped_ran_until_then() -> None:
    running = _turn(_call("run_python", 3.0, None, ToolState.RUNNING))
    turn = end(running, state=TurnState.STOPPED, ended_at=8_000)
    (_, lane) = timeline_of(turn, now=NOW).lanes
    assert [(span.start, span.end) for span in lane.spans] == [(3.0, 8.0)]
    crashed = end(running, state=TurnState.INTERRUPTED, ended_at=9_000_000)
    assert isinstance(crashed.parts[0], ToolCallPart)
    assert crashed.parts[0].seconds is None


def test_each_agent_is_followed_by_its_tools() -> None:
    turn = _turn(
        TextPart(source="coder", text="x"),
        _call("read_file", 3.0, 1.0, ToolState.DONE),
        _call("run_python", 5.0, None, ToolState.WAITING),
        requests=(
            _asked("planner", 1.0, 1.5, 2.0),
            _asked("coder", 2.0, 2.5, 3.0),
            _asked("reviewer", 4.0, None, None),
        ),
    )
    found = timeline_of(turn, now=NOW)
    assert [(lane.agent, lane.tool) for lane in found.lanes] == [
        ("planner", ""),
        ("coder", ""),
        ("coder", "read_file"),
        ("coder", "run_python"),
        ("reviewer", ""),
    ]
    assert (found.start, found.end) == (1.0, NOW)
    assert [lane.waits for lane in found.lanes] == [False, False, False, True, True]
    planner = found.lanes[0].spans
    assert planner == (
        Span(start=1.0, end=1.5, kind=SpanKind.WAITS),
        Span(start=1.5, end=2.0, kind=SpanKind.WORKS),
    )
    assert found.lanes[2].spans == (Span(start=3.0, end=4.0, kind=SpanKind.WORKS, part=1),)


def test_calls_of_one_tool_share_a_lane_and_stand_below_each_other_where_they_ran_together() -> (
    None
):
    turn = _turn(
        _call("a", 1.0, 1.0, ToolState.DONE),
        _call("a", 1.5, 1.0, ToolState.FAILED),
        _call("a", 3.0, 1.0, ToolState.DENIED),
        state=TurnState.DONE,
    )
    coder, tool = timeline_of(turn, now=NOW).lanes
    assert (coder.spans, coder.rows) == ((), 1)
    assert [(span.part, span.row) for span in tool.spans] == [(0, 0), (1, 1), (2, 0)]
    assert (tool.rows, tool.spans[1].kind) == (2, SpanKind.FAILED)


def test_the_wait_for_the_user_stands_before_the_work() -> None:
    turn = _turn(_call("a", 5.0, 1.0, ToolState.DONE, 2.0), state=TurnState.DONE)
    _, tool = timeline_of(turn, now=NOW).lanes
    assert [(span.start, span.end, span.kind) for span in tool.spans] == [
        (2.0, 5.0, SpanKind.WAITS),
        (5.0, 6.0, SpanKind.WORKS),
    ]


def test_a_thousand_calls_of_a_tool_are_one_lane() -> None:
    calls = [_call("a", 1.0 + number, 0.5, ToolState.DONE) for number in range(1000)]
    _, tool = timeline_of(_turn(*calls, state=TurnState.DONE), now=NOW).lanes
    assert (len(tool.spans), tool.rows) == (1000, 1)


def test_the_request_that_failed_is_marked() -> None:
    requests = (_asked("a", 1.0, 1.5, 2.0), _asked("a", 2.0, None, 3.0))
    turn = _turn(requests=requests, state=TurnState.FAILED)
    kinds = [span.kind for span in timeline_of(turn, now=NOW).lanes[0].spans]
    assert kinds == [SpanKind.WAITS, SpanKind.WORKS, SpanKind.FAILED]
    done = replace(turn, state=TurnState.DONE)
    assert timeline_of(done, now=NOW).lanes[0].spans[-1].kind is SpanKind.WORKS


def test_an_answer_of_which_nothing_is_known_has_no_lanes() -> None:
    assert timeline_of(_turn(TextPart(source="a", text="x")), now=NOW) == Timeline()


TIMES = st.none() | st.floats(min_value=0.1, max_value=50.0)
REQUESTS = st.builds(
    _asked, st.sampled_from("ab"), st.floats(min_value=0.1, max_value=50.0), TIMES, TIMES
)
CALLS = st.builds(
    _call,
    st.sampled_from(("x", "y")),
    st.floats(min_value=0.1, max_value=50.0),
    TIMES,
    st.sampled_from(ToolState),
    st.just(0.0) | st.floats(min_value=0.1, max_value=50.0),
)


@given(
    requests=st.lists(REQUESTS, max_size=6),
    calls=st.lists(CALLS, max_size=6),
    state=st.sampled_from(TurnState),
)
def test_spans_are_in_order_and_within_the_timeline(
    requests: list[ModelRequest], calls: list[ToolCallPart], state: TurnState
) -> None:
    found = timeline_of(_turn(*calls, requests=tuple(requests), state=state), now=NOW)
    for lane in found.lanes:
        _check(lane, found)
    parts = {span.part for lane in found.lanes for span in lane.spans if span.part is not None}
    assert parts == set(range(len(calls)))


def _check(lane: Lane, found: Timeline) -> None:
    assert list(lane.spans) == sorted(lane.spans, key=lambda span: span.start)
    for row in range(lane.rows):
        reached = found.start
        own = [span for span in lane.spans if span.row == row]
        assert own or not row
        for span in own:
            end = NOW if span.end is None else span.end
            assert reached <= span.start <= end <= found.end
            reached = end
