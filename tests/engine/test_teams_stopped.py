"""Stopping a team at once, after a turn, or in one call alone; and going on afterwards."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from gui.engine.autogen_engine import AutoGenEngine, EngineOptions
from gui.engine.context_order import CANCELLED
from gui.engine.conversation import AgentConversation
from gui.engine.crew import begun, team_tasks
from gui.engine.retry_wait import RetryPolicy
from gui.model.problem import EngineError, ProblemKind
from gui.model.turn import Role, TextPart, ToolCallPart, ToolState, TurnState
from tests import model_behaviours as does
from tests.engine.counted_tools import CountedTools
from tests.engine.talk import Heard, endpoint_of, heard, plan_of, turn
from tests.engine.teams import (
    Component,
    WaitingGate,
    agent,
    agent_tool,
    component,
    graph,
    team,
    team_plan,
    user,
)
from tests.model_servers import ModelServer
from tests.waiting import until

WAIT = {"tools": ["wait"]}


@pytest.fixture
def tools() -> CountedTools:
    return CountedTools()


@pytest.fixture
async def engine(tools: CountedTools) -> AsyncIterator[AutoGenEngine]:
    quick = RetryPolicy(first=0.02, server_first=0.02)
    built = AutoGenEngine(options=EngineOptions(benches=tools.benches, retries=quick))
    yield built
    await built.close()


def society(*members: Component) -> Component:
    inner = team("RoundRobinGroupChat", *members, max_turns=4)
    return component(
        "autogen_agentchat.agents.SocietyOfMindAgent", name="mind", team=inner, model_client={}
    )


def team_tool(*members: Component) -> Component:
    inner = team("RoundRobinGroupChat", *members, max_turns=4)
    return component(
        "autogen_agentchat.tools.TeamTool", team=inner, name="slow", description="Slow"
    )


SLOW = agent("slow", WAIT)
PATTERNS = {
    "alone": SLOW,
    "in turn": team("RoundRobinGroupChat", SLOW, agent("other"), max_turns=3),
    "selector": team("SelectorGroupChat", SLOW, agent("other"), max_turns=3),
    "swarm": team("Swarm", SLOW, agent("other"), max_turns=3),
    "graph": team(
        "GraphFlow",
        SLOW,
        agent("other"),
        agent("join"),
        graph=graph(slow=["join"], other=["join"], join=[]),
    ),
    "orchestrator": team("MagenticOneGroupChat", SLOW),
    "society": team("RoundRobinGroupChat", society(SLOW), agent("other"), max_turns=2),
    "inner team": team(
        "RoundRobinGroupChat",
        team("RoundRobinGroupChat", SLOW, name="inner", max_turns=2),
        agent("other"),
        max_turns=2,
    ),
    "agent tool": agent("lead", tools=[agent_tool(SLOW)]),
    "team tool": agent("lead", tools=[team_tool(SLOW)]),
}
each_pattern = pytest.mark.parametrize("made", PATTERNS.values(), ids=PATTERNS)
LEDGER = (
    '{"is_request_satisfied": {"reason": "", "answer": false},'
    ' "is_in_loop": {"reason": "", "answer": false},'
    ' "is_progress_being_made": {"reason": "", "answer": true},'
    ' "next_speaker": {"reason": "", "answer": "slow"},'
    ' "instruction_or_question": {"reason": "", "answer": "Do it."}}'
)


def scripted(server: ModelServer, *slow: does.Behaviour) -> None:
    server.script_for("You are slow.", *slow)
    server.script_for("You are other.", does.text("Other."))
    server.script_for("You are lead.", does.tools(("slow", '{"task": "go"}')), does.text("Led."))
    server.script_for("role play", does.text("slow"))
    server.script_for("pre-survey", does.text("facts"), does.text("plan"))
    server.script(does.text(LEDGER))


def final(server: ModelServer) -> None:
    """The orchestrator finds that all is done, and a team inside comes to its end."""
    server.script(does.text(LEDGER.replace("false", "true")), does.text("Final."))
    server.script_for("Earlier you were asked", does.text("Mind."))


def calls(run: Heard) -> list[ToolCallPart]:
    return [part for part in run.turn.parts if isinstance(part, ToolCallPart)]


@each_pattern
@pytest.mark.parametrize("where", ["stream", "tool", "gate"])
async def test_stop_now_wherever_it_is_and_go_on(
    server: ModelServer,
    engine: AutoGenEngine,
    tools: CountedTools,
    made: Component,
    where: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    stream = does.text("word " * 1000, fragments=1000, pause=0.01)
    scripted(server, stream if where == "stream" else does.tools(("wait", "{}")))
    gate = WaitingGate()
    plan = team_plan(server, made, gate=gate if where == "gate" else None)
    conversation = await engine.converse(plan)
    run = Heard()
    running = asyncio.create_task(heard(conversation, "hello", run))

    def reached() -> bool:
        match where:
            case "stream":
                return any(p.source == "slow" for p in run.turn.parts if isinstance(p, TextPart))
            case "tool":
                return tools.begun.is_set()
            case _:
                for call in gate.calls:
                    if call.name == "slow":
                        gate.allow(call)
                return any(call.name == "wait" for call in gate.calls)

    with caplog.at_level(logging.WARNING):
        await until(reached)
        conversation.request_stop()
        await running
        await conversation.close()
    assert run.problem is None
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]
    assert where != "tool" or tools.ended.is_set()

    scripted(server, does.text("Again."))
    final(server)
    said = (turn(Role.USER, "hello"), replace(run.turn, state=TurnState.STOPPED))
    again = await engine.converse(team_plan(server, made, replay=said))
    asked = len(server.chats)
    later = await heard(again, "and now?")
    assert later.problem is None
    assert "hello" in str([chat.messages for chat in server.chats[asked:]])
    state = await again.save_state()
    await again.close()
    final(server)
    kept = await engine.converse(team_plan(server, made, state=state))
    assert (await heard(kept, "third")).problem is None
    await kept.close()


@each_pattern
async def test_one_call_is_ended_and_its_agent_goes_on(
    server: ModelServer, engine: AutoGenEngine, tools: CountedTools, made: Component
) -> None:
    scripted(server, does.tools(("wait", "{}")), does.text("Without it. TERMINATE"))
    server.script(does.text(LEDGER), does.text(LEDGER.replace("false", "true")), does.text("End."))
    server.script_for("Earlier you were asked", does.text("Mind."))
    conversation = await engine.converse(team_plan(server, made))
    run = Heard()
    running = asyncio.create_task(heard(conversation, "hello", run))
    await until(tools.begun.is_set)
    await until(lambda: any(part.name == "wait" for part in calls(run)))
    call = next(part for part in calls(run) if part.name == "wait")
    conversation.stop_tool(call.call_id)
    await running
    await conversation.close()
    assert run.problem is None
    ended = next(part for part in calls(run) if part.call_id == call.call_id)
    assert (ended.state, ended.result) == (ToolState.CANCELLED, CANCELLED)
    spoken = [p.text for p in run.turn.parts if isinstance(p, TextPart)]
    assert "Without it. TERMINATE" in spoken


@pytest.mark.parametrize("kind", ["agent tool", "team tool"])
async def test_an_errand_is_ended_with_all_that_works_for_it(
    server: ModelServer, engine: AutoGenEngine, tools: CountedTools, kind: str
) -> None:
    scripted(server, does.tools(("wait", "{}")))
    conversation = await engine.converse(team_plan(server, PATTERNS[kind]))
    run = Heard()
    running = asyncio.create_task(heard(conversation, "hello", run))
    await until(tools.begun.is_set)
    conversation.stop_tool(next(part.call_id for part in calls(run) if part.name == "slow"))
    await running
    assert tools.ended.is_set()
    assert [p.text for p in run.turn.parts if isinstance(p, TextPart)] == ["Led."]
    scripted(server, does.text("Fast."))
    later = await heard(conversation, "once more")
    await conversation.close()
    assert "Fast." in str(later.turn.parts)


async def test_a_call_that_waits_for_the_user_is_ended_alone(
    server: ModelServer, engine: AutoGenEngine
) -> None:
    server.script(does.tools(("add", '{"a": 1, "b": 1}')), does.text("Not then."))
    gate = WaitingGate()
    conversation = await engine.converse(replace(plan_of(endpoint_of(server)), gate=gate))
    running = asyncio.create_task(heard(conversation, "hello"))
    await until(lambda: gate.calls)
    conversation.stop_tool(gate.calls[0].call_id)
    run = await running
    await conversation.close()
    assert [(part.state, part.result) for part in calls(run)] == [(ToolState.CANCELLED, CANCELLED)]
    assert run.turn.text == "Not then."


@pytest.mark.parametrize("kind", ["in turn", "inner team", "selector", "society"])
async def test_after_the_turn_the_speaker_has_finished(
    server: ModelServer, engine: AutoGenEngine, kind: str
) -> None:
    scripted(server, does.text("word " * 50, fragments=50, pause=0.01))
    server.script_for("Earlier you were asked", does.text("Mind."))
    conversation = await engine.converse(team_plan(server, PATTERNS[kind]))
    run = Heard()
    running = asyncio.create_task(heard(conversation, "hello", run))
    await until(lambda: any(isinstance(part, TextPart) for part in run.turn.parts))
    conversation.stop_after_turn()
    await running
    assert run.problem is None
    spoken = [(p.source, p.text) for p in run.turn.parts if isinstance(p, TextPart)]
    assert spoken[0] == ("slow", "word " * 50)
    assert len(spoken) == (2 if kind == "society" else 1)
    later = await heard(conversation, "go on")
    await conversation.close()
    assert later.problem is None
    assert len([p for p in later.turn.parts if isinstance(p, TextPart)]) > 1


async def test_a_question_is_ended(server: ModelServer, engine: AutoGenEngine) -> None:
    gate = WaitingGate()
    made = team("RoundRobinGroupChat", user(), agent("other"))
    conversation = await engine.converse(team_plan(server, made, gate=gate))
    running = asyncio.create_task(heard(conversation, "hello"))
    await until(lambda: gate.questions)
    conversation.request_stop()
    await running
    await conversation.close()


@each_pattern
async def test_an_error_of_a_model_keeps_its_kind(
    server: ModelServer, engine: AutoGenEngine, made: Component
) -> None:
    scripted(server, does.key_refused())
    server.script_for("You are lead.", does.key_refused())
    conversation = await engine.converse(team_plan(server, made))
    run = await heard(conversation, "hello")
    await conversation.close()
    assert run.problem is not None
    assert run.problem.kind is ProblemKind.KEY_MISSING
    assert run.problem.facts["status"] == "401"


async def test_a_state_of_another_team_is_refused(
    server: ModelServer, engine: AutoGenEngine
) -> None:
    scripted(server, does.text("A."))
    conversation = await engine.converse(team_plan(server, PATTERNS["alone"]))
    await heard(conversation, "hello")
    state = await conversation.save_state()
    await conversation.close()
    plain = await engine.converse(plan_of(endpoint_of(server)))
    other = await plain.save_state()
    await plain.close()
    for strange in (state, other):
        with pytest.raises(EngineError) as caught:
            await engine.converse(team_plan(server, PATTERNS["in turn"], state=strange))
        assert caught.value.problem.facts == {"state": "changed"}
    with pytest.raises(EngineError) as caught:
        await engine.converse(plan_of(endpoint_of(server), state=state))
    assert caught.value.problem.facts == {"state": "changed"}


def about_to_begin(conversation: AgentConversation) -> bool:
    """Whether a message of its team waits for its first step."""
    tasks = [task for team in conversation._crew.teams for task in team_tasks(team)]
    return any(not begun(task) for task in tasks)


@each_pattern
@pytest.mark.parametrize("nth", range(1, 8))
async def test_stop_between_two_messages_of_a_team(
    server: ModelServer,
    engine: AutoGenEngine,
    tools: CountedTools,
    made: Component,
    nth: int,
    caplog: pytest.LogCaptureFixture,
) -> None:
    """A task that is cancelled before its first step does none of its clean-up."""
    scripted(server, does.tools(("wait", "{}")))
    conversation = await engine.converse(team_plan(server, made))
    run = Heard()
    running = asyncio.create_task(heard(conversation, "hello", run))
    while nth and not tools.begun.is_set():
        await asyncio.sleep(0)
        nth -= about_to_begin(conversation)
    conversation.request_stop()
    await running
    await conversation.close()
    await until(lambda: len(asyncio.all_tasks()) == 1)  # AutoGen's own for a call ends a step later
    assert run.problem is None
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]
