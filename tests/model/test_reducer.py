"""From turn and event to turn: properties that hold for every stream of events."""

from __future__ import annotations

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.events import (
    EngineEvent,
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
from gui.model.problem import Problem, ProblemKind
from gui.model.reducer import apply, end
from gui.model.turn import (
    NoticePart,
    TextPart,
    ThoughtPart,
    ToolCallPart,
    ToolState,
    TurnState,
    Usage,
)
from tests.turns import events, running

ENDINGS = [state for state in TurnState if state is not TurnState.RUNNING]
streams = st.lists(events, max_size=30)


@given(streams)
def test_parts_only_ever_grow_in_number(stream: list[EngineEvent]) -> None:
    turn = running
    for event in stream:
        after = apply(turn, event)
        assert len(after.parts) >= len(turn.parts)
        changed = [n for n, part in enumerate(turn.parts) if after.parts[n] is not part]
        assert len(changed) <= 1
        turn = after


@given(streams, st.sampled_from(ENDINGS))
def test_a_turn_ends_once_and_leaves_nothing_open(
    stream: list[EngineEvent], state: TurnState
) -> None:
    ended = end(reduce(apply, stream, running), state=state, ended_at=2)
    assert (ended.state, ended.ended_at, ended.wait) == (state, 2, None)
    for part in ended.parts:
        if isinstance(part, TextPart | ThoughtPart):
            assert not part.open
        if isinstance(part, ToolCallPart):
            assert part.state not in (ToolState.WAITING, ToolState.RUNNING)
    assert end(ended, state=TurnState.DONE, ended_at=3) is ended
    assert reduce(apply, stream, ended) is ended


@given(st.lists(st.text(min_size=1), min_size=1))
def test_streamed_text_is_the_fragments_joined(fragments: list[str]) -> None:
    stream = [TextAppended(source="a", text=text) for text in fragments]
    (part,) = reduce(apply, stream, running).parts
    assert part == TextPart(source="a", text="".join(fragments), open=True)


@given(st.lists(st.builds(Usage, prompt_tokens=st.integers(0, 9))))
def test_usage_adds_up(reports: list[Usage]) -> None:
    stream = [UsageReported(usage=usage) for usage in reports]
    turn = reduce(apply, stream, running)
    total = turn.usage.prompt_tokens if turn.usage else 0
    assert total == sum(usage.prompt_tokens for usage in reports)


def test_settled_text_replaces_what_was_streamed() -> None:
    turn = apply(running, TextAppended(source="a", text="draf"))
    turn = apply(turn, TextSettled(source="a", text="final"))
    assert turn.parts == (TextPart(source="a", text="final"),)


def test_texts_of_two_agents_are_told_apart() -> None:
    turn = apply(running, TextAppended(source="a", text="1"))
    turn = apply(turn, TextAppended(source="b", text="2"))
    turn = apply(turn, TextAppended(source="a", text="3"))
    assert [p.text for p in turn.parts if isinstance(p, TextPart)] == ["13", "2"]


def test_a_thought_knows_how_long_it_took() -> None:
    turn = apply(running, ThoughtAppended(source="a", text="hm", at=10.0))
    turn = apply(turn, ThoughtSettled(source="a", at=12.5))
    assert turn.parts == (ThoughtPart(source="a", text="hm", started_at=10.0, seconds=2.5),)


@pytest.mark.parametrize(("is_error", "state"), [(False, ToolState.DONE), (True, ToolState.FAILED)])
def test_a_call_is_asked_for_decided_and_finished(is_error: bool, state: ToolState) -> None:
    asked = ToolRequested(
        source="a", call_id="c", name="date", arguments="{}", at=1.0, state=ToolState.WAITING
    )
    turn = apply(running, asked)
    turn = apply(turn, ToolDecided(call_id="c", state=ToolState.RUNNING, arguments='{"a":1}'))
    turn = apply(turn, ToolFinished(call_id="c", result="r", is_error=is_error, at=3.0))
    (call,) = turn.parts
    assert isinstance(call, ToolCallPart)
    assert (call.state, call.arguments, call.result, call.seconds) == (state, '{"a":1}', "r", 2.0)


def test_the_next_event_ends_a_wait() -> None:
    problem = Problem(kind=ProblemKind.RATE_LIMITED)
    turn = apply(running, RetryScheduled(until=5.0, attempt=1, problem=problem))
    assert turn.wait is not None
    assert apply(turn, TextAppended(source="a", text="x")).wait is None


def test_text_joins_the_text_parts_only() -> None:
    turn = apply(running, TextSettled(source="a", text="one"))
    turn = apply(turn, ThoughtAppended(source="a", text="hm", at=1.0))
    turn = apply(turn, TextSettled(source="a", text="two"))
    assert turn.text == "one\n\ntwo"
    assert not any(isinstance(part, NoticePart) for part in turn.parts)
