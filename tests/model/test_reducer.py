"""From turn and event to turn: properties that hold for every stream of events."""

from __future__ import annotations

from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model.events import (
    CodeWritten,
    DataSettled,
    EngineEvent,
    ModelAnswered,
    ModelAsked,
    ModelBegan,
    RetryScheduled,
    RunEnded,
    SpeakerChosen,
    SpeakerWeighed,
    TextAppended,
    TextSettled,
    ThoughtAppended,
    ThoughtSettled,
    ToolDecided,
    ToolFinished,
    ToolRequested,
    ToolsSummed,
)
from gui.model.problem import Problem, ProblemKind
from gui.model.reducer import apply, end
from gui.model.turn import (
    CodePart,
    NoticePart,
    Part,
    SpeakerPart,
    StopPart,
    StructuredPart,
    SummaryPart,
    TextPart,
    ThoughtPart,
    ToolCallPart,
    ToolState,
    Turn,
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


def test_an_answer_that_has_begun_is_no_longer_waited_for() -> None:
    stream: list[EngineEvent] = [ModelAsked(source="a", model="m", at=1.0)]
    stream += [ModelBegan(source=source, at=at) for source, at in (("b", 1.5), ("a", 2.0))]
    turn = reduce(apply, [*stream, ModelBegan(source="a", at=3.0)], running)
    (request,) = turn.requests
    assert (request.first_at, request.ended_at) == (2.0, None)


@given(st.lists(st.builds(Usage, prompt_tokens=st.integers(0, 9))))
def test_usage_adds_up(reports: list[Usage]) -> None:
    stream = [ModelAnswered(source="a", at=1.0, usage=usage) for usage in reports]
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


def _after(*stream: EngineEvent) -> Turn:
    return reduce(apply, stream, running)


def _asked(call_id: str, name: str = "date", at: float = 1.0) -> ToolRequested:
    return ToolRequested(source="a", call_id=call_id, name=name, arguments='{"a":1}', at=at)


def _told(call_id: str, result: str) -> ToolFinished:
    return ToolFinished(
        source="a", name="date", call_id=call_id, result=result, is_error=False, at=3.0
    )


def _calls(*stream: EngineEvent) -> list[tuple[str, str, str, ToolState]]:
    turn = reduce(apply, stream, running)
    return [
        (part.call_id, part.name, part.result, part.state)
        for part in turn.parts
        if isinstance(part, ToolCallPart)
    ]


DONE = ToolState.DONE


def test_parallel_calls_take_their_own_results_in_any_order() -> None:
    found = _calls(_asked("1"), _asked("2", "time"), _told("2", "noon"), _told("1", "today"))
    assert found == [("1", "date", "today", DONE), ("2", "time", "noon", DONE)]


def test_a_request_or_a_result_that_comes_twice_is_one_call() -> None:
    assert _calls(_asked("1"), _asked("1"), _told("1", "a"), _told("1", "a")) == [
        ("1", "date", "a", DONE)
    ]
    assert _calls(_asked("1"), _told("1", "a"), _told("1", "b")) == [("1", "date", "b", DONE)]


def test_a_result_nobody_asked_for_is_shown_and_takes_a_late_request() -> None:
    assert _calls(_told("9", "a")) == [("9", "date", "a", DONE)]
    turn = _after(_told("9", "a"), _asked("9"))
    (call,) = turn.parts
    assert isinstance(call, ToolCallPart)
    assert (call.arguments, call.result, call.state) == ('{"a":1}', "a", DONE)


def test_ids_that_are_counted_anew_are_other_calls() -> None:
    found = _calls(_asked("0"), _told("0", "a"), _asked("0", at=5.0), _told("0", "b"))
    assert [result for _, _, result, _ in found] == ["a", "b"]
    both = _calls(_asked("0"), _asked("0", "time"), _told("0", "a"), _told("0", "b"))
    assert both == [("0", "date", "a", DONE), ("0", "time", "b", DONE)]


@pytest.mark.parametrize(
    ("text", "kind"), [("noon\ntoday", SummaryPart), ("It is noon.", TextPart)]
)
def test_a_summary_that_only_repeats_is_marked(text: str, kind: type[Part]) -> None:
    results = (("1", "noon"), ("2", "today"))
    stream: list[EngineEvent] = [
        *(_asked(call_id) for call_id, _ in results),
        *(_told(call_id, result) for call_id, result in results),
        ToolsSummed(source="a", text=text, results=results),
    ]
    last = _after(*stream).parts[-1]
    assert isinstance(last, kind)
    assert last.text == text  # type: ignore[union-attr]


def test_a_summary_of_results_that_are_not_shown_is_text() -> None:
    turn = apply(running, ToolsSummed(source="a", text="noon", results=(("1", "noon"),)))
    assert turn.parts == (TextPart(source="a", text="noon"),)


def test_a_message_takes_the_place_of_what_was_streamed_for_it() -> None:
    streamed = apply(running, TextAppended(source="a", text='{"sky"'))
    data = DataSettled(source="a", text='{"sky":"blue"}', type_name="Weather")
    assert apply(streamed, data).parts == (
        StructuredPart(source="a", text='{"sky":"blue"}', type_name="Weather"),
    )
    code = CodeWritten(source="a", text="```\n1\n```", attempt=1)
    assert apply(streamed, code).parts == (CodePart(source="a", text=code.text, attempt=1),)


def test_why_a_run_ended_is_said_once() -> None:
    ends = [RunEnded(source="a", text=" enough "), RunEnded(source="", text="enough")]
    assert reduce(apply, ends, running).parts == (StopPart(source="a", text=" enough "),)
    other = RunEnded(source="", text="too much")
    assert len(reduce(apply, [*ends, other], running).parts) == 2


def test_a_choice_of_speaker_is_one_part() -> None:
    stream: list[EngineEvent] = [
        TextAppended(source="m", text="cod"),
        SpeakerWeighed(source="m", text="coder?"),
        SpeakerWeighed(source="m", text="coder."),
        SpeakerChosen(source="m", target="coder"),
    ]
    assert _after(*stream).parts == (
        SpeakerPart(source="m", target="coder", text="coder?\n\ncoder."),
    )
