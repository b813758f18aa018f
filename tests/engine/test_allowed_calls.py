"""What the user has allowed lets nothing else pass: not by its name, its id, or its place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from gui.engine.autogen_engine import AutoGenEngine
from gui.model.gate import Effect
from gui.model.problem import EngineError, ProblemKind
from gui.model.trust import code_digest, import_lines
from gui.model.turn import ToolCallPart, ToolState
from tests import model_behaviours as does
from tests.engine.talk import OpenGate, heard
from tests.engine.teams import Component, agent, agent_tool, component, team, team_plan, turns
from tests.engine.test_team_building import DIGEST, function_tool
from tests.model_servers import ModelServer


async def calls_of(
    engine: AutoGenEngine,
    server: ModelServer,
    made: Component,
    **more: Any,  # noqa: ANN401
) -> tuple[OpenGate, list[ToolCallPart]]:
    gate = OpenGate()
    conversation = await engine.converse(team_plan(server, made, gate=gate, **more))
    run = await heard(conversation, "go")
    await conversation.close()
    assert run.problem is None
    return gate, [part for part in run.turn.parts if isinstance(part, ToolCallPart)]


def bench(*tools: Component, **overrides: str) -> Component:
    renamed = {old: {"name": new} for old, new in overrides.items()}
    return component(
        "autogen_core.tools.StaticWorkbench", tools=list(tools), tool_overrides=renamed
    )


async def test_a_tool_under_a_new_name_keeps_what_is_said_of_it(
    server: ModelServer, engine: AutoGenEngine
) -> None:
    made = agent("lead", workbench=[bench(function_tool(), double="helper")])
    made["parley"] = {"allowed_code": [DIGEST]}
    server.script(does.tools(("helper", '{"n": 21}')), does.text("Done."))
    gate, calls = await calls_of(engine, server, made)
    assert [(c.name, c.facts.effect) for c in gate.calls] == [("helper", Effect.RUN)]
    assert calls[0].result == "42"
    swapped = bench(function_tool(), agent_tool(agent("helper")), double="helper", helper="double")
    made["config"]["workbench"] = [swapped]
    with pytest.raises(EngineError) as caught:
        await engine.converse(team_plan(server, made))
    assert caught.value.problem.kind is ProblemKind.TEAM_UNUSABLE


CODE = does.text("```python\nprint(6 * 7)\n```")


@pytest.mark.parametrize("kind", ["agent", "tool"])
async def test_code_of_an_agent_is_no_built_in_tool(
    server: ModelServer, engine: AutoGenEngine, tmp_path: Path, kind: str
) -> None:
    place = component("autogen_ext.code_executors.local.LocalCommandLineCodeExecutor", timeout=10)
    if kind == "agent":
        server.script_for("You are coder.", CODE)
        runner = component(
            "autogen_agentchat.agents.CodeExecutorAgent", name="run_python", code_executor=place
        )
        made = team("RoundRobinGroupChat", agent("coder"), runner, max_turns=2)
    else:
        server.script(does.tools(("CodeExecutor", '{"code": "print(42)"}')), does.text("Done."))
        tool = component("autogen_ext.tools.code_execution.PythonCodeExecutionTool", executor=place)
        made = agent("run_python", tools=[tool])
    gate, calls = await calls_of(engine, server, made, folder=str(tmp_path))
    assert calls[0].result.strip() == "42"
    assert [call.facts.tool_id for call in gate.calls] == ["team_code/local/run_python"]


async def test_two_requests_to_one_place_are_two_tools(
    server: ModelServer, engine: AutoGenEngine
) -> None:
    def tool(**config: Any) -> Component:  # noqa: ANN401
        told = {"name": "look", "host": "127.0.0.1", "port": 9, "json_schema": {"type": "object"}}
        return component("autogen_ext.tools.http.HttpTool", **{**told, **config})

    ids = set()
    for made in (tool(), tool(method="DELETE"), tool(path="/all"), tool(scheme="https")):
        server.script(does.tools(("look", "{}")), does.text("Done."))
        gate, _ = await calls_of(engine, server, agent("a", tools=[made]))
        ids |= {call.facts.tool_id for call in gate.calls}
    assert len(ids) == 4


@pytest.mark.parametrize(
    "host", ["evil.example#.good.example", "good.example@evil.example", "a/b", "a b", "a\n", ""]
)
async def test_a_host_is_nothing_but_a_host(
    server: ModelServer, engine: AutoGenEngine, host: str
) -> None:
    tool = component(
        "autogen_ext.tools.http.HttpTool", name="t", host=host, port=80, json_schema={}
    )
    with pytest.raises(EngineError) as caught:
        await engine.converse(team_plan(server, agent("a", tools=[tool])))
    assert caught.value.problem.kind is ProblemKind.TEAM_UNUSABLE


TEMPLATES = [
    agent("a", tool_call_summary_format="{result:>1000000000}"),
    agent("a", tool_call_summary_format="{result.__class__}"),
    agent("a", tool_call_summary_format="{result!r:>{arguments}}"),
    agent("a", tool_call_summary_format="{"),
    team(
        "SelectorGroupChat",
        agent("a"),
        agent("b"),
        selector_prompt="{roles} {participants} {history:>1000000000}",
        termination_condition=turns(2),
    ),
    team(
        "SelectorGroupChat",
        agent("a"),
        agent("b"),
        selector_prompt="{roles} {participants} {history} {other}",
        termination_condition=turns(2),
    ),
    team("MagenticOneGroupChat", agent("a"), final_answer_prompt="{task:>1000000000}"),
]


@pytest.mark.parametrize("made", TEMPLATES)
async def test_templates_put_in_nothing_but_what_they_are_for(
    server: ModelServer, engine: AutoGenEngine, made: Component
) -> None:
    with pytest.raises(EngineError) as caught:
        await engine.converse(team_plan(server, made))
    assert caught.value.problem.kind is ProblemKind.TEAM_UNUSABLE
    assert "{" in caught.value.problem.detail


SHADOW = [{"module": "os", "imports": [{"name": "system", "alias": "double"}]}]


async def test_source_was_allowed_with_its_imports_and_with_no_others(
    server: ModelServer, engine: AutoGenEngine
) -> None:
    made = agent("a", tools=[function_tool(global_imports=SHADOW)])
    made["parley"] = {"allowed_code": [DIGEST]}
    with pytest.raises(EngineError) as caught:
        await engine.converse(team_plan(server, made))
    assert caught.value.problem.kind is ProblemKind.CODE_NOT_ALLOWED
    assert "from os import system as double" in caught.value.problem.detail
    tool = function_tool()
    source = tool["config"]["source_code"]
    assert code_digest(source) == hashlib.sha256(source.encode()).hexdigest() == DIGEST
    made["parley"] = {"allowed_code": [code_digest(source, import_lines(SHADOW))]}
    conversation = await engine.converse(team_plan(server, made))
    await conversation.close()


@pytest.mark.parametrize("call_id", ["a/end", "other/call", "x#0", "a b", "é", "x" * 500])
async def test_an_id_of_a_call_names_nothing_else(
    server: ModelServer, engine: AutoGenEngine, call_id: str
) -> None:
    called = does.tools(("double", '{"n": 1}'))
    server.script(replace(called, call_ids=(call_id,)), does.text("Done."))
    made = agent("a", tools=[function_tool()])
    made["parley"] = {"allowed_code": [DIGEST]}
    _, (call,) = await calls_of(engine, server, made)
    assert (call.state, call.result) == (ToolState.DONE, "2")
    assert call.call_id != call_id
    assert call.call_id.replace("_", "").isalnum()


class Endless(BaseHTTPRequestHandler):
    """Tells the path of a request, or never stops telling."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.end_headers()
        told = self.path.encode()
        with suppress(OSError):
            self.wfile.write(told)
            while self.path.endswith("/flood"):
                self.wfile.write(bytes(1 << 20))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def site() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Endless) as http:
        thread = Thread(target=http.serve_forever, args=(0.02,))
        thread.start()
        yield http.server_address[1]
        http.shutdown()
        thread.join()


async def test_a_request_leads_nowhere_but_below_its_path_and_its_answer_ends(
    server: ModelServer, engine: AutoGenEngine, site: int
) -> None:
    tool = component(
        "autogen_ext.tools.http.HttpTool",
        name="look",
        host="127.0.0.1",
        port=site,
        path="/items/{item}",
        method="GET",
        json_schema={"type": "object", "properties": {"item": {"type": "string"}}},
    )
    asked = [f'{{"item": "{item}"}}' for item in ("..", "a/../b", "?x#y", "flood")]
    server.script(*(does.tools(("look", each)) for each in asked), does.text("Done."))
    _, calls = await calls_of(engine, server, agent("a", tools=[tool]))
    *told, flood = calls
    assert all(part.result.startswith("/items/") for part in told)
    assert all(part.result.count("/") == 2 for part in told)
    assert flood.state is ToolState.FAILED
    assert "more than" in flood.result
