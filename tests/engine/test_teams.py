"""Every pattern of a team answers, with a model server that insists on the order of messages."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from gui.engine.autogen_engine import AutoGenEngine
from gui.model.events import NOBODY_NAMED
from gui.model.turn import (
    HandoffPart,
    NoticePart,
    QuestionPart,
    SpeakerPart,
    StopPart,
    TextPart,
    ToolCallPart,
    ToolState,
    Turn,
)
from tests import model_behaviours as does
from tests.engine.talk import Heard, heard
from tests.engine.teams import (
    Component,
    WaitingGate,
    agent,
    agent_tool,
    component,
    graph,
    team,
    team_plan,
    turns,
    user,
)
from tests.model_servers import ModelServer


def said(turn: Turn) -> list[tuple[str, str]]:
    return [(part.source, part.text) for part in turn.parts if isinstance(part, TextPart)]


def speak(server: ModelServer, **words: str) -> None:
    for name, text in words.items():
        server.script_for(f"You are {name}.", does.text(text))


async def answered(
    engine: AutoGenEngine,
    server: ModelServer,
    made: Component,
    message: str = "hello",
    **more: Any,  # noqa: ANN401
) -> Heard:
    conversation = await engine.converse(team_plan(server, made, **more))
    answer = await heard(conversation, message)
    await conversation.close()
    assert answer.problem is None
    return answer


async def test_one_after_the_other(server: ModelServer, engine: AutoGenEngine) -> None:
    speak(server, writer="A poem.", critic="Fine.")
    pair = team("RoundRobinGroupChat", agent("writer"), agent("critic"), max_turns=3)
    answer = await answered(engine, server, pair)
    assert said(answer.turn) == [("writer", "A poem."), ("critic", "Fine."), ("writer", "A poem.")]
    second = server.chats[1].messages
    assert second[1]["content"] == "hello\n\nwriter: A poem."
    assert {part.text for part in answer.turn.parts if isinstance(part, StopPart)}
    assert [request.source for request in answer.turn.requests] == ["writer", "critic", "writer"]


async def test_a_model_chooses_who_speaks(server: ModelServer, engine: AutoGenEngine) -> None:
    speak(server, writer="A poem.", critic="Fine.")
    server.script_for("role play", does.text("critic"), does.text("writer"))
    pair = team("SelectorGroupChat", agent("writer"), agent("critic"), max_turns=2)
    answer = await answered(engine, server, pair)
    assert said(answer.turn) == [("critic", "Fine."), ("writer", "A poem.")]
    chosen = [part.target for part in answer.turn.parts if isinstance(part, SpeakerPart)]
    assert chosen == ["critic", "writer"]


async def test_a_model_that_chooses_nobody_is_told_of(
    server: ModelServer, engine: AutoGenEngine
) -> None:
    speak(server, writer="A poem.", critic="Fine.")
    server.script_for("role play", *(does.text("I cannot say.") for _ in range(3)))
    pair = team("SelectorGroupChat", agent("writer"), agent("critic"), max_turns=1)
    answer = await answered(engine, server, pair)
    assert said(answer.turn) == [("writer", "A poem.")]
    notices = [part for part in answer.turn.parts if isinstance(part, NoticePart)]
    assert [(part.kind, part.text) for part in notices] == [(NOBODY_NAMED, "3: writer")]


async def test_handing_over_and_back_to_the_user(
    server: ModelServer, engine: AutoGenEngine
) -> None:
    server.script_for("You are front.", does.tools(("transfer_to_back", "{}")))
    server.script_for(
        "You are back.", does.tools(("transfer_to_user", "{}")), does.text("Thanks. TERMINATE")
    )
    pair = team(
        "Swarm",
        agent("front", handoffs=["back"]),
        agent("back", handoffs=[{"target": "user"}]),
        termination_condition=component(
            "autogen_agentchat.conditions.TextMentionTermination", text="TERMINATE"
        ),
    )
    conversation = await engine.converse(team_plan(server, pair))
    answer = await heard(conversation, "help me")
    hands = [(p.source, p.target) for p in answer.turn.parts if isinstance(p, HandoffPart)]
    assert hands == [("front", "back"), ("back", "user")]
    state = await conversation.save_state()
    await conversation.close()
    again = await engine.converse(team_plan(server, pair, state=state))
    answer = await heard(again, "my name is Li")
    await again.close()
    assert said(answer.turn) == [("back", "Thanks. TERMINATE")]
    assert "my name is Li" in server.chats[-1].messages[-1]["content"]


async def test_a_graph_with_branches_side_by_side(
    server: ModelServer, engine: AutoGenEngine
) -> None:
    speak(server, plan="Go.", left="Left.", right="Right.", join="Both.")
    flow = team(
        "GraphFlow",
        *map(agent, ("plan", "left", "right", "join")),
        graph=graph(plan=["left", "right"], left=["join"], right=["join"], join=[]),
    )
    answer = await answered(engine, server, flow)
    assert {source for source, _ in said(answer.turn)} == {"plan", "left", "right", "join"}
    assert said(answer.turn)[-1] == ("join", "Both.")


async def test_the_end_of_one_branch_leaves_the_stream_of_the_other(
    server: ModelServer, engine: AutoGenEngine
) -> None:
    speak(server, plan="Go.", quick="Quick.", join="Both.")
    server.script_for("You are slow.", does.text("word " * 40, fragments=40, pause=0.01))
    flow = team(
        "GraphFlow",
        *map(agent, ("plan", "slow", "quick", "join")),
        graph=graph(plan=["slow", "quick"], slow=["join"], quick=["join"], join=[]),
    )
    answer = await answered(engine, server, flow)
    assert ("slow", "word " * 40) in said(answer.turn)


async def test_a_graph_follows_words(server: ModelServer, engine: AutoGenEngine) -> None:
    server.script_for("You are coder.", does.text("One."), does.text("Two."))
    server.script_for("You are judge.", does.text("REDO"), does.text("OKAY"))
    speak(server, end="Done.")
    flow = team(
        "GraphFlow",
        *map(agent, ("start", "coder", "judge", "end")),
        graph={
            "nodes": {
                "start": {"name": "start", "edges": [{"target": "coder"}]},
                "coder": {"name": "coder", "edges": [{"target": "judge"}]},
                "judge": {
                    "name": "judge",
                    "edges": [
                        {"target": "coder", "condition": "REDO", "activation_group": "again"},
                        {"target": "end", "condition": "OKAY"},
                    ],
                },
                "end": {"name": "end", "edges": []},
            }
        },
    )
    answer = await answered(engine, server, flow)
    sources = [source for source, _ in said(answer.turn)]
    assert sources == ["start", "coder", "judge", "coder", "judge", "end"]


LEDGER = """{{
 "is_request_satisfied": {{"reason": "All is there.", "answer": {done}}},
 "is_in_loop": {{"reason": "", "answer": false}},
 "is_progress_being_made": {{"reason": "", "answer": true}},
 "next_speaker": {{"reason": "", "answer": "worker"}},
 "instruction_or_question": {{"reason": "", "answer": "Do it."}}
}}"""


async def test_an_orchestrator_plans_and_remembers(
    server: ModelServer, engine: AutoGenEngine
) -> None:
    speak(server, worker="It is done.")
    server.script(
        does.text("facts"),
        does.text("plan"),
        does.text(LEDGER.format(done="false")),
        does.text(LEDGER.format(done="true")),
        does.text("The final answer."),
        does.text("facts"),
        does.text("plan"),
        does.text(LEDGER.format(done="true")),
        does.text("Shorter."),
    )
    crew = team("MagenticOneGroupChat", agent("worker"), agent("other"), model_client={})
    conversation = await engine.converse(team_plan(server, crew))
    answer = await heard(conversation, "solve it")
    assert answer.problem is None
    assert said(answer.turn)[-1] == ("MagenticOneOrchestrator", "The final answer.")
    assert ("worker", "It is done.") in said(answer.turn)
    state = await conversation.save_state()
    await conversation.close()
    again = await engine.converse(team_plan(server, crew, state=state))
    answer = await heard(again, "make it shorter")
    await again.close()
    assert said(answer.turn)[-1] == ("MagenticOneOrchestrator", "Shorter.")
    asked = server.chats[6].messages[0]["content"]
    assert "solve it" in asked
    assert "The final answer." in asked


async def test_an_agent_with_a_team_inside(server: ModelServer, engine: AutoGenEngine) -> None:
    speak(server, thinker="Deep.", doubter="Hm.", last="Well.")
    server.script_for("Earlier you were asked", does.text("In short: deep."))
    mind = component(
        "autogen_agentchat.agents.SocietyOfMindAgent",
        name="mind",
        team=team("RoundRobinGroupChat", agent("thinker"), agent("doubter"), max_turns=2),
        model_client={},
    )
    pair = team("RoundRobinGroupChat", mind, agent("last"), max_turns=2)
    answer = await answered(engine, server, pair)
    assert said(answer.turn) == [
        ("thinker", "Deep."),
        ("doubter", "Hm."),
        ("mind", "In short: deep."),
        ("last", "Well."),
    ]


async def test_a_team_in_a_team(server: ModelServer, engine: AutoGenEngine) -> None:
    speak(server, a="A.", b="B.", c="C.")
    inner = team("RoundRobinGroupChat", agent("a"), agent("b"), name="inner", max_turns=2)
    outer = team("RoundRobinGroupChat", inner, agent("c"), max_turns=2)
    answer = await answered(engine, server, outer)
    assert said(answer.turn) == [("a", "A."), ("b", "B."), ("c", "C.")]


@pytest.mark.parametrize("kind", ["agent", "team"])
async def test_agents_and_teams_as_tools_tell_what_they_do(
    server: ModelServer, engine: AutoGenEngine, kind: str
) -> None:
    server.script_for(
        "You are lead.", does.tools(("helper", '{"task": "count"}')), does.text("It is 3.")
    )
    speak(server, helper="Three.")
    tool = agent_tool(agent("helper"))
    if kind == "team":
        inner = team("RoundRobinGroupChat", agent("helper"), max_turns=1)
        tool = component(
            "autogen_agentchat.tools.TeamTool", team=inner, name="helper", description="Counts"
        )
    answer = await answered(engine, server, agent("lead", tools=[tool]))
    assert said(answer.turn) == [("helper", "Three."), ("lead", "It is 3.")]
    call = next(part for part in answer.turn.parts if isinstance(part, ToolCallPart))
    assert (call.state, call.facts.tool_id if call.facts else "") == (
        ToolState.DONE,
        "agent/helper",
    )
    assert "Three." in call.result


async def test_the_user_is_asked_and_answers(server: ModelServer, engine: AutoGenEngine) -> None:
    speak(server, writer="What colour?")
    pair = team("RoundRobinGroupChat", agent("writer"), user(), max_turns=3)
    gate = WaitingGate()
    gate.answers.put_nowait("Blue.")
    answer = await answered(engine, server, pair, gate=gate)
    asked = [part for part in answer.turn.parts if isinstance(part, QuestionPart)]
    assert [part.answer for part in asked] == ["Blue."]
    assert ("person", "Blue.") not in said(answer.turn)
    assert "Blue." in server.chats[1].messages[-1]["content"]


async def test_code_passes_the_gate(
    server: ModelServer, engine: AutoGenEngine, tmp_path: Path
) -> None:
    server.script_for("You are coder.", does.text("```python\nprint(6 * 7)\n```"))
    runner = component(
        "autogen_agentchat.agents.CodeExecutorAgent",
        name="runner",
        code_executor=component(
            "autogen_ext.code_executors.local.LocalCommandLineCodeExecutor", timeout=10
        ),
    )
    pair = team("RoundRobinGroupChat", agent("coder"), runner, max_turns=2)
    answer = await answered(engine, server, pair, folder=str(tmp_path / "work"))
    call = next(part for part in answer.turn.parts if isinstance(part, ToolCallPart))
    assert (call.name, call.state, call.result.strip()) == ("run_code", ToolState.DONE, "42")
    assert call.facts is not None
    assert (call.facts.tool_id, call.facts.isolated) == ("team_code/local/runner", False)
    assert said(answer.turn)[-1][1].strip() == "42"


async def test_a_team_without_an_end_ends(server: ModelServer, engine: AutoGenEngine) -> None:
    speak(server, a="A.", b="B.")
    answer = await answered(engine, server, team("RoundRobinGroupChat", agent("a"), agent("b")))
    assert len(said(answer.turn)) == 49
    assert "50" in next(p.text for p in answer.turn.parts if isinstance(p, StopPart))


async def test_what_is_said_is_kept_for_the_next_message(
    server: ModelServer, engine: AutoGenEngine
) -> None:
    speak(server, a="A.", b="B.")
    pair = team("RoundRobinGroupChat", agent("a"), agent("b"), termination_condition=turns(3))
    conversation = await engine.converse(team_plan(server, pair))
    await heard(conversation, "one")
    state = await conversation.save_state()
    contexts = await conversation.contexts()
    await conversation.close()
    assert [context.source for context in contexts] == ["a", "b"]
    assert ("assistant", "A.") in contexts[0].entries
    again = await engine.converse(team_plan(server, pair, state=state))
    assert (await again.contexts())[0].entries == contexts[0].entries
    await heard(again, "two")
    await again.close()
    told = str(server.chats[2].messages)
    assert "one" in told
    assert "two" in told
