"""A run that waited for the user when it ended is told again, and nothing happens twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from gui.engine.autogen_engine import AutoGenEngine, EngineOptions
from gui.model.events import ToolDecided
from gui.model.gate import Effect
from gui.model.run_record import RecordKind
from gui.model.turn import QuestionPart, TextPart, ThoughtPart, ToolCallPart, ToolState, TurnState
from tests import model_behaviours as does
from tests.engine.counted_tools import CountedTools
from tests.engine.talk import Heard, endpoint_of, heard, plan_of
from tests.engine.teams import (
    Component,
    WaitingGate,
    agent,
    agent_tool,
    component,
    cut_short,
    graph,
    records_of,
    team,
    team_plan,
    user,
)
from tests.model_servers import ModelServer
from tests.waiting import until

ADD = {"tools": ["add"]}


@pytest.fixture
def tools() -> CountedTools:
    return CountedTools()


@pytest.fixture
async def engine(tools: CountedTools) -> AsyncIterator[AutoGenEngine]:
    built = AutoGenEngine(options=EngineOptions(benches=tools.benches))
    yield built
    await built.close()


def texts(run: Heard) -> list[tuple[str, str]]:
    return [(p.source, p.text) for p in run.turn.parts if isinstance(p, TextPart)]


def calls(run: Heard) -> list[ToolCallPart]:
    return [part for part in run.turn.parts if isinstance(part, ToolCallPart)]


async def test_the_assistant_waits_at_the_gate_and_goes_on(
    server: ModelServer, engine: AutoGenEngine, tools: CountedTools
) -> None:
    server.script(
        replace(does.tools(("add", '{"a": 1, "b": 2}'), text="First."), thoughts="Hm."),
        does.tools(("add", '{"a": 3, "b": 4}')),
        does.text("Both added."),
    )
    gate = WaitingGate()
    plan = replace(plan_of(endpoint_of(server)), gate=gate)
    conversation = await engine.converse(plan)

    def second(run: Heard) -> bool:
        if len(gate.calls) == 1 and not tools.called:
            gate.allow(gate.calls[0], '{"a": 10, "b": 2}')
        return len(gate.calls) == 2

    records = await cut_short(conversation, "add", second)
    assert [record.kind for record in records] == ["model", "tool", "tool", "model"]
    assert (tools.called, len(server.chats)) == (["10+2"], 2)

    later = WaitingGate()
    again = await engine.converse(replace(plan, gate=later))
    later.decisions = gate.decisions
    gate.allow(gate.calls[1])
    run = await heard(again, "add", records=records)
    await again.close()
    assert run.turn.state is TurnState.DONE
    assert (tools.called, len(server.chats)) == (["10+2", "3+4"], 3)
    assert [call.arguments for call in later.calls] == ['{"a": 3, "b": 4}']
    first, other = calls(run)
    assert (first.state, first.result, first.arguments) == (
        ToolState.DONE,
        "12",
        '{"a": 10, "b": 2}',
    )
    assert first.verdict is not None
    assert first.verdict.asked == '{"a": 1, "b": 2}'
    assert (other.state, other.result) == (ToolState.DONE, "7")
    assert texts(run) == [("assistant", "First."), ("assistant", "Both added.")]
    assert [p.text for p in run.turn.parts if isinstance(p, ThoughtPart)] == ["Hm."]
    assert len(run.turn.requests) == 3
    assert run.turn.requests[0].usage is not None
    kept = {(r.kind, r.source, r.number) for r in records_of(run)}
    assert not kept & {(r.kind, r.source, r.number) for r in records}


async def test_what_is_refused_stays_refused(
    server: ModelServer, engine: AutoGenEngine, tools: CountedTools
) -> None:
    call = '{"a": 1, "b": 2}'
    server.script(does.tools(("add", call), ("add", '{"a": 5, "b": 6}')), does.text("Then not."))
    gate = WaitingGate()
    plan = replace(plan_of(endpoint_of(server)), gate=gate)
    conversation = await engine.converse(plan)

    def one_refused(run: Heard) -> bool:
        if len(gate.calls) == 2:
            conversation.stop_tool(gate.calls[1].call_id)
        return bool(run.of(ToolDecided))

    records = await cut_short(conversation, "add", one_refused)
    later = WaitingGate()
    again = await engine.converse(replace(plan, gate=later))
    later.decisions = gate.decisions
    gate.allow(gate.calls[0])
    run = await heard(again, "add", records=records)
    await again.close()
    assert tools.called == ["1+2"]
    assert len(later.calls) == 1
    assert [part.state for part in calls(run)] == [ToolState.DONE, ToolState.CANCELLED]


async def test_what_may_have_happened_is_not_done_again(
    server: ModelServer, engine: AutoGenEngine, tools: CountedTools
) -> None:
    server.script(does.tools(("wait", "{}")), does.text("I see."))
    conversation = await engine.converse(plan_of(endpoint_of(server)))
    records = await cut_short(conversation, "go", lambda _: tools.begun.is_set())
    tools.begun.clear()
    again = await engine.converse(plan_of(endpoint_of(server)))
    run = await heard(again, "go", records=records)
    await again.close()
    assert not tools.begun.is_set()
    assert "may have taken effect" in calls(run)[0].result
    assert texts(run) == [("assistant", "I see.")]


@pytest.mark.parametrize(("family", "effect"), [("other", Effect.READ), ("test", Effect.RUN)])
async def test_a_yes_to_one_tool_is_none_to_another_that_has_its_name_now(
    server: ModelServer, engine: AutoGenEngine, tools: CountedTools, family: str, effect: Effect
) -> None:
    server.script(does.tools(("wait", "{}")), does.text("I see."))
    tools.effect = Effect.READ  # which is done again
    conversation = await engine.converse(plan_of(endpoint_of(server)))
    records = await cut_short(conversation, "go", lambda _: tools.begun.is_set())
    tools.begun.clear()
    tools.family, tools.effect = family, effect
    gate = WaitingGate()
    again = await engine.converse(replace(plan_of(endpoint_of(server)), gate=gate))
    run = asyncio.create_task(heard(again, "go", records=records))
    await until(lambda: gate.calls)
    assert not tools.begun.is_set()
    again.stop_tool(gate.calls[0].call_id)
    assert texts(await run) == [("assistant", "I see.")]
    await again.close()


async def test_a_question_is_asked_again_and_answered_once(
    server: ModelServer, engine: AutoGenEngine
) -> None:
    server.script_for("You are writer.", does.text("What?"), does.text("And?"), does.text("So."))
    made = team("RoundRobinGroupChat", agent("writer"), user(), max_turns=5)
    gate = WaitingGate()
    gate.answers.put_nowait("Red.")
    conversation = await engine.converse(team_plan(server, made, gate=gate))
    records = await cut_short(conversation, "draw", lambda _: len(gate.questions) == 2)
    assert [r.kind for r in records] == [RecordKind.MODEL, RecordKind.ANSWER, RecordKind.MODEL]
    later = WaitingGate()
    later.answers.put_nowait("Round.")
    again = await engine.converse(team_plan(server, made, gate=later))
    run = await heard(again, "draw", records=records)
    await again.close()
    assert len(server.chats) == 3
    assert [question.request_id for question in later.questions] == [gate.questions[1].request_id]
    answers = [part.answer for part in run.turn.parts if isinstance(part, QuestionPart)]
    assert answers == ["Red.", "Round."]
    assert [text for _, text in texts(run)] == ["What?", "And?", "So."]


def fan_out() -> Component:
    return team(
        "GraphFlow",
        agent("plan"),
        agent("left", ADD),
        agent("right", ADD),
        agent("join"),
        graph=graph(plan=["left", "right"], left=["join"], right=["join"], join=[]),
    )


async def test_branches_side_by_side_go_on_where_they_were(
    server: ModelServer, engine: AutoGenEngine, tools: CountedTools
) -> None:
    server.script_for("You are plan.", does.text("Go."))
    server.script_for(
        "You are left.", does.tools(("add", '{"a": 1, "b": 1}')), does.text("Left is 2.")
    )
    server.script_for(
        "You are right.", does.tools(("add", '{"a": 2, "b": 2}')), does.text("Right is 4.")
    )
    server.script_for("You are join.", does.text("Six."))
    gate = WaitingGate()
    conversation = await engine.converse(team_plan(server, fan_out(), gate=gate))

    def one_done(run: Heard) -> bool:
        if len(gate.calls) == 2 and not tools.called:
            gate.allow(next(call for call in gate.calls if call.source == "left"))
        return len(server.chats) == 4

    records = await cut_short(conversation, "sum", one_done)
    assert tools.called == ["1+1"]
    later = WaitingGate()
    later.decisions = gate.decisions
    gate.allow(next(call for call in gate.calls if call.source == "right"))
    again = await engine.converse(team_plan(server, fan_out(), gate=later))
    run = await heard(again, "sum", records=records)
    await again.close()
    assert run.problem is None
    assert tools.called == ["1+1", "2+2"]
    assert [call.source for call in later.calls] == ["right"]
    assert texts(run)[0] == ("plan", "Go.")
    assert texts(run)[-1] == ("join", "Six.")


@pytest.mark.parametrize("kind", ["agent", "team"])
async def test_an_agent_used_as_a_tool_is_told_again_too(
    server: ModelServer, engine: AutoGenEngine, tools: CountedTools, kind: str
) -> None:
    server.script_for(
        "You are lead.", does.tools(("helper", '{"task": "add"}')), does.text("It is 3.")
    )
    server.script_for(
        "You are helper.", does.tools(("add", '{"a": 1, "b": 2}')), does.text("Three.")
    )
    tool = agent_tool(agent("helper", ADD))
    if kind == "team":
        inner = team("RoundRobinGroupChat", agent("helper", ADD), max_turns=1)
        tool = component(
            "autogen_agentchat.tools.TeamTool", team=inner, name="helper", description="Adds"
        )
    made = agent("lead", tools=[tool])
    gate = WaitingGate()
    conversation = await engine.converse(team_plan(server, made, gate=gate))

    def inside(run: Heard) -> bool:
        if len(gate.calls) == 1:
            gate.allow(gate.calls[0])
        return len(gate.calls) == 2

    records = await cut_short(conversation, "go", inside)
    later = WaitingGate()
    later.decisions = gate.decisions
    gate.allow(gate.calls[1])
    again = await engine.converse(team_plan(server, made, gate=later))
    run = await heard(again, "go", records=records)
    await again.close()
    assert (tools.called, len(later.calls), len(server.chats)) == (["1+2"], 1, 4)
    assert texts(run) == [("helper", "Three."), ("lead", "It is 3.")]


async def test_the_records_of_a_whole_run_tell_it_without_asking(
    server: ModelServer, engine: AutoGenEngine, tools: CountedTools
) -> None:
    server.script_for("You are plan.", does.text("Go."))
    for name in ("left", "right"):
        server.script_for(
            f"You are {name}.", does.tools(("add", '{"a": 1, "b": 1}')), does.text(f"{name}.")
        )
    server.script_for("You are join.", does.text("Six."))
    conversation = await engine.converse(team_plan(server, fan_out()))
    first = await heard(conversation, "sum")
    await conversation.close()
    asked, called = len(server.chats), list(tools.called)
    again = await engine.converse(team_plan(server, fan_out()))
    run = await heard(again, "sum", records=records_of(first))
    await again.close()
    assert (len(server.chats), tools.called) == (asked, called)
    assert sorted(texts(run)) == sorted(texts(first))
    assert not records_of(run)
    assert len(run.of(ToolDecided)) == 2
