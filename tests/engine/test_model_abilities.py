"""Models that lack an ability, or write what providers refuse: agents answer all the same."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest

from gui.engine.autogen_engine import AutoGenEngine, EngineOptions
from gui.engine.message_forms import fit_name
from gui.engine.retry_wait import RetryPolicy
from gui.model.endpoint import Abilities, Endpoint, Protocol
from gui.model.problem import EngineError, ProblemKind
from gui.model.turn import HandoffPart, Role, TextPart, ToolCallPart, ToolState
from tests import model_behaviours as does
from tests.engine.counted_tools import CountedTools
from tests.engine.talk import MODEL, PROTOCOLS, Heard, endpoint_of, heard, plan_of, turn
from tests.engine.teams import (
    Component,
    agent,
    agent_tool,
    component,
    graph,
    team,
    team_plan,
    turns,
)
from tests.engine.test_enclosures import picture
from tests.model_servers import ModelServer

ADD = {"tools": ["add"]}
CALL = does.tools(("add", '{"a": 1, "b": 2}'))
each_protocol = pytest.mark.parametrize("protocol", PROTOCOLS)


@pytest.fixture
def tools() -> CountedTools:
    return CountedTools()


@pytest.fixture
async def engine(tools: CountedTools) -> AsyncIterator[AutoGenEngine]:
    quick = RetryPolicy(first=0.02, server_first=0.02)
    built = AutoGenEngine(options=EngineOptions(benches=tools.benches, retries=quick))
    yield built
    await built.close()


def able(
    server: ModelServer,
    protocol: Protocol = Protocol.OPENAI,
    **abilities: Any,  # noqa: ANN401
) -> Endpoint:
    return replace(endpoint_of(server, protocol), abilities={MODEL: Abilities(**abilities)})


async def answers(
    engine: AutoGenEngine,
    server: ModelServer,
    made: Component | None,
    endpoint: Endpoint,
    *messages: str,
) -> list[Heard]:
    plan = team_plan(server, made, endpoint=endpoint) if made else plan_of(endpoint)
    conversation = await engine.converse(plan)
    told = [await heard(conversation, message) for message in messages]
    await conversation.close()
    return told


def texts(run: Heard) -> list[tuple[str, str]]:
    return [(p.source, p.text) for p in run.turn.parts if isinstance(p, TextPart)]


def calls(run: Heard) -> list[ToolCallPart]:
    return [part for part in run.turn.parts if isinstance(part, ToolCallPart)]


@each_protocol
async def test_an_agent_with_knowledge_remembers_it_at_each_message(
    server: ModelServer, engine: AutoGenEngine, protocol: Protocol
) -> None:
    fact = {"content": "The sea is warm.", "mime_type": "text/plain"}
    memory = component("autogen_core.memory.ListMemory", name="m", memory_contents=[fact])
    made = agent("knower", memory=[memory])
    runs = await answers(engine, server, made, endpoint_of(server, protocol), "one", "two", "three")
    assert [run.problem for run in runs] == [None, None, None]
    assert str(server.chats[-1].body).count("The sea is warm.") == 1


@each_protocol
async def test_agents_with_names_that_no_provider_takes(
    server: ModelServer, engine: AutoGenEngine, protocol: Protocol
) -> None:
    server.script_for(
        "You are 前台.", does.tools((fit_name("transfer_to_作者"), "{}")), does.text("前.")
    )
    server.script_for("You are 作者.", does.text("一首诗。"))
    made = team(
        "Swarm",
        agent("前台", handoffs=["作者"]),
        agent("作者", tools=[agent_tool(agent("助手"))]),
        termination_condition=turns(4),
    )
    (run,) = await answers(engine, server, made, endpoint_of(server, protocol), "写")
    assert run.problem is None
    assert [p.target for p in run.turn.parts if isinstance(p, HandoffPart)] == ["作者"]
    assert ("作者", "一首诗。") in texts(run)
    offered = [tool.get("function", tool)["name"] for tool in server.chats[-1].body["tools"]]
    assert all(name.isascii() for name in offered)


async def test_a_tool_whose_name_no_provider_takes_is_called(
    server: ModelServer, engine: AutoGenEngine
) -> None:
    server.script_for(
        "You are lead.", does.tools((fit_name("助手"), '{"task": "go"}')), does.text("Led.")
    )
    server.script_for("You are 助手.", does.text("Helped."))
    made = agent("lead", tools=[agent_tool(agent("助手"))])
    (run,) = await answers(engine, server, made, endpoint_of(server), "go")
    assert run.problem is None
    assert texts(run) == [("助手", "Helped."), ("lead", "Led.")]
    (call,) = calls(run)
    assert call.facts is not None
    assert call.facts.tool_id == "agent/助手"


@pytest.mark.parametrize("written", ["[1, 2]", "not json", '{"a": 1', "", '"text"'])
@pytest.mark.parametrize("protocol", [Protocol.OPENAI, Protocol.ANTHROPIC])
async def test_arguments_that_are_no_object_do_not_spoil_the_next_request(
    server: ModelServer, engine: AutoGenEngine, protocol: Protocol, written: str
) -> None:
    server.script(does.tools(("add", written)), does.text("I see."))
    runs = await answers(engine, server, None, endpoint_of(server, protocol), "add", "again")
    assert [(run.problem, run.turn.text) for run in runs] == [(None, "I see.")] * 2
    (call,) = calls(runs[0])
    assert call.state is ToolState.FAILED
    assert call.result


@each_protocol
async def test_two_tools_of_one_name_are_offered_once(
    server: ModelServer, engine: AutoGenEngine, protocol: Protocol
) -> None:
    tool = agent_tool(agent("add"))
    server.script_for("You are lead.", does.text("Hello."))
    made = agent("lead", ADD, tools=[tool])
    (run,) = await answers(engine, server, made, endpoint_of(server, protocol), "go")
    assert run.problem is None


TOOLLESS: dict[str, Component | None] = {
    "assistant": None,
    "alone": agent("a", ADD),
    "in turn": team("RoundRobinGroupChat", agent("a", ADD), agent("b"), max_turns=2),
    "graph": team("GraphFlow", agent("a", ADD), agent("b"), graph=graph(a=["b"], b=[])),
    "agent tool": agent("a", tools=[agent_tool(agent("b", ADD))]),
    "reflecting": agent("a", ADD, reflect_on_tool_use=True),
}


@each_protocol
@pytest.mark.parametrize("made", TOOLLESS.values(), ids=TOOLLESS)
async def test_without_functions_agents_answer_without_tools(
    server: ModelServer, engine: AutoGenEngine, protocol: Protocol, made: Component | None
) -> None:
    server.script(does.text("Plainly."))
    endpoint = able(server, protocol, function_calling=False)
    runs = await answers(engine, server, made, endpoint, "one", "two")
    assert [run.problem for run in runs] == [None, None]
    assert all("tools" not in record.body or not record.body["tools"] for record in server.chats)


async def test_without_functions_nobody_hands_over_and_that_is_said(
    server: ModelServer, engine: AutoGenEngine
) -> None:
    made = team("Swarm", agent("a", handoffs=["b"]), agent("b"), termination_condition=turns(3))
    with pytest.raises(EngineError) as caught:
        await engine.converse(
            team_plan(server, made, endpoint=able(server, function_calling=False))
        )
    assert caught.value.problem.kind is ProblemKind.TEAM_UNUSABLE
    assert MODEL in caught.value.problem.detail
    assert "functions" in caught.value.problem.detail


def society() -> Component:
    inner = team("RoundRobinGroupChat", agent("a"), max_turns=1)
    mind = component(
        "autogen_agentchat.agents.SocietyOfMindAgent", name="mind", team=inner, model_client={}
    )
    return team("RoundRobinGroupChat", mind, agent("b"), max_turns=2)


BLIND: dict[str, Component | None] = {
    "assistant": None,
    "in turn": team("RoundRobinGroupChat", agent("a"), agent("b"), max_turns=2),
    "selector": team("SelectorGroupChat", agent("a"), agent("b"), max_turns=2),
    "society": society(),
}


@each_protocol
@pytest.mark.parametrize("sees", [True, False])
@pytest.mark.parametrize("made", BLIND.values(), ids=BLIND)
async def test_pictures_in_the_chat_whether_the_model_sees_or_not(
    server: ModelServer,
    engine: AutoGenEngine,
    protocol: Protocol,
    made: Component | None,
    sees: bool,
) -> None:
    server.script_for("role play", does.text("a"), does.text("b"))
    endpoint = able(server, protocol, vision=True)
    plan = team_plan(server, made, endpoint=endpoint) if made else plan_of(endpoint)
    conversation = await engine.converse(plan)
    async for _ in conversation.run("What is it?", enclosed=(picture(),)):
        pass
    state = await conversation.save_state()
    await conversation.close()
    first = len(server.chats)
    assert any(word in str(server.chats[0].body) for word in ("image", "role play", "Earlier"))
    said = turn(Role.USER, "And this?")
    said = replace(said, parts=(*said.parts, picture()))
    replay = (said, turn(Role.AGENT, "A picture."))
    later = replace(plan, endpoint=able(server, protocol, vision=sees), state=state, replay=replay)
    server.script_for("role play", does.text("a"), does.text("b"))
    conversation = await engine.converse(later)
    run = await heard(conversation, "Sure?")
    await conversation.close()
    assert run.problem is None
    told = json.dumps([record.messages for record in server.chats[first:]])
    assert sees or not any(f'"{word}"' in told for word in ("image", "image_url", "images"))


LEDGER = json.dumps(
    {
        "is_request_satisfied": {"reason": "", "answer": True},
        "is_in_loop": {"reason": "", "answer": False},
        "is_progress_being_made": {"reason": "", "answer": True},
        "next_speaker": {"reason": "", "answer": "a"},
        "instruction_or_question": {"reason": "", "answer": "Do it."},
    }
)


@each_protocol
@pytest.mark.parametrize("can", ["nothing", "json_output", "structured_output"])
async def test_an_orchestrator_plans_whatever_its_model_can_write(
    server: ModelServer, engine: AutoGenEngine, protocol: Protocol, can: str
) -> None:
    server.script(
        does.text("facts"),
        does.text("plan"),
        does.text(f"```json\n{LEDGER}\n```"),
        does.text("End."),
    )
    abilities: dict[str, Any] = {} if can == "nothing" else {can: True}
    endpoint = able(server, protocol, **abilities)
    crew = team("MagenticOneGroupChat", agent("a"), agent("b"))
    (run,) = await answers(engine, server, crew, endpoint, "go")
    assert run.problem is None
    assert texts(run)[-1] == ("MagenticOneOrchestrator", "End.")


async def test_an_orchestrator_that_never_plans_ends_and_says_why(
    server: ModelServer, engine: AutoGenEngine
) -> None:
    server.script(does.text("No plan for you."))
    crew = team("MagenticOneGroupChat", agent("a"), agent("b"))
    (run,) = await answers(engine, server, crew, endpoint_of(server), "go")
    assert run.problem is not None
    assert run.problem.kind is ProblemKind.MALFORMED_REPLY
    assert len(server.chats) < 15
    assert MODEL in str(run.problem.facts)


async def test_a_selector_that_names_nobody_costs_three_requests_a_turn(
    server: ModelServer, engine: AutoGenEngine
) -> None:
    server.script_for("role play", does.text("Nobody."))
    pair = team("SelectorGroupChat", agent("a"), agent("b"), agent("c"), max_turns=2)
    (run,) = await answers(engine, server, pair, endpoint_of(server), "go")
    assert run.problem is None
    assert [source for source, _ in texts(run)] == ["a", "a"]
    assert len(server.chats) == 2 * (3 + 1)
