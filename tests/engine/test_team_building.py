"""What a file may hold: known parts are built, everything else is refused with its place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.engine.autogen_engine import AutoGenEngine
from gui.engine.component_node import read_component
from gui.model.gate import Effect
from gui.model.plan import ModelSeat
from gui.model.problem import EngineError, ProblemKind
from gui.model.turn import ToolCallPart, ToolState
from tests import model_behaviours as does
from tests.engine.talk import OpenGate, endpoint_of, heard
from tests.engine.teams import Component, agent, component, graph, team, team_plan, turns
from tests.model_servers import ModelServer

SOURCE = "def double(n: int) -> int:\n    return n * 2\n"
DIGEST = hashlib.sha256(SOURCE.encode()).hexdigest()


def function_tool(**config: Any) -> Component:  # noqa: ANN401
    told = {
        "source_code": SOURCE,
        "name": "double",
        "description": "Doubles",
        "global_imports": [],
        "has_cancellation_support": False,
    }
    return component("autogen_core.tools.FunctionTool", **{**told, **config})


CONTEXT = "autogen_core.model_context"
REFUSED = [
    (component("os.system", name="a"), "the file"),
    (team("RoundRobinGroupChat", agent("a"), component("evil.Agent")), "config.participants[1]"),
    (team("RoundRobinGroupChat"), "the file"),
    (team("RoundRobinGroupChat", agent("a"), agent("a")), "the file"),
    (
        team(
            "RoundRobinGroupChat",
            agent("a"),
            termination_condition=component(
                "autogen_agentchat.conditions.FunctionalTermination", func="x"
            ),
        ),
        "config.termination_condition",
    ),
    (
        team("RoundRobinGroupChat", agent("a"), termination_condition=turns("many")),  # type: ignore[arg-type]
        "config.termination_condition.config.max_messages",
    ),
    (agent("not a name"), "the file"),
    (
        agent("a", model_context=component(f"{CONTEXT}.TokenLimitedChatCompletionContext")),
        "config.model_context",
    ),
    (agent("a", memory=[component("autogen_ext.memory.ChromaDBVectorMemory")]), "config.memory[0]"),
    (agent("a", tools=[component("evil.Tool")]), "config.tools[0]"),
    (
        agent("a", workbench=component("autogen_ext.tools.mcp.McpWorkbench", server_params={})),
        "config.workbench",
    ),
    (team("Swarm", agent("a", handoffs=["nobody"])), "config.participants[0]"),
    (
        team("Swarm", team("RoundRobinGroupChat", agent("a"), name="inner")),
        "config.participants[0]",
    ),
    (team("GraphFlow", agent("a"), graph=graph(a=["b"], b=[])), "the file"),
    (team("GraphFlow", agent("a"), agent("b"), graph=graph(a=["b"], b=["a"])), "the file"),
    (agent("a", tools=[function_tool(name="x"), function_tool(name="x")]), "config.tools[1]"),
    (
        agent("a", tools=[function_tool(global_imports=["os\nimport sys"])]),
        "config.tools[0]",
    ),
]


@pytest.mark.parametrize(("made", "part"), REFUSED)
async def test_what_is_not_known_is_refused_with_its_place(
    server: ModelServer, engine: AutoGenEngine, made: Component, part: str
) -> None:
    made = {**made, "parley": {"allowed_code": [DIGEST]}}
    with pytest.raises(EngineError) as caught:
        await engine.converse(team_plan(server, made))
    assert caught.value.problem.kind is ProblemKind.TEAM_UNUSABLE
    assert caught.value.problem.facts["part"] == part
    assert part in caught.value.problem.detail


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["provider", "config", "parley", "x"]), inner, max_size=3)
    ),
)


@given(JSON)
def test_no_text_breaks_the_reading(value: object) -> None:
    with suppress(EngineError):
        node = read_component(json.dumps(value))
        assert isinstance(value, dict)
        assert node.provider == value["provider"]


async def test_source_runs_only_where_it_was_allowed(
    server: ModelServer, engine: AutoGenEngine
) -> None:
    made = agent("a", tools=[function_tool()])
    with pytest.raises(EngineError) as caught:
        await engine.converse(team_plan(server, made))
    problem = caught.value.problem
    assert problem.kind is ProblemKind.CODE_NOT_ALLOWED
    assert (problem.facts["tool"], problem.facts["sha256"]) == ("double", DIGEST)
    assert SOURCE in problem.detail
    server.script(does.tools(("double", '{"n": 21}')), does.text("Done."))
    gate = OpenGate()
    allowed = {**made, "parley": {"allowed_code": [DIGEST]}}
    conversation = await engine.converse(team_plan(server, allowed, gate=gate))
    run = await heard(conversation, "double it")
    await conversation.close()
    call = next(part for part in run.turn.parts if isinstance(part, ToolCallPart))
    assert (call.state, call.result) == (ToolState.DONE, "42")
    assert gate.calls[0].facts.effect is Effect.RUN
    changed = agent("a", tools=[function_tool(source_code=f"{SOURCE}\n")])
    with pytest.raises(EngineError):
        await engine.converse(team_plan(server, {**changed, "parley": {"allowed_code": [DIGEST]}}))


async def test_a_model_that_is_bound_is_asked_with_its_own_key(
    server: ModelServer, engine: AutoGenEngine
) -> None:
    bound = {
        "provider": "autogen_ext.models.openai.OpenAIChatCompletionClient",
        "config": {"model": "x", "api_key": "stolen", "base_url": "http://evil.invalid"},
        "parley": {"endpoint": "second", "model": "special"},
    }
    made = team("RoundRobinGroupChat", agent("a"), agent("b", model_client=bound), max_turns=2)
    plan = team_plan(server, made)
    with pytest.raises(EngineError) as caught:
        await engine.converse(plan)
    assert caught.value.problem.kind is ProblemKind.NO_MODEL
    seat = ModelSeat(
        endpoint=replace(endpoint_of(server), id="second"), model="special", key="sk-second"
    )
    conversation = await engine.converse(
        replace(plan, key="sk-first", seats={("second", "special"): seat})
    )
    run = await heard(conversation, "hello")
    await conversation.close()
    assert [chat.body["model"] for chat in server.chats] == ["test-model", "special"]
    keys = [chat.headers["authorization"] for chat in server.chats]
    assert keys == ["Bearer sk-first", "Bearer sk-second"]
    assert [request.model for request in run.turn.requests] == ["test-model", "special"]


class Echo(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        told = json.dumps(
            {"path": self.path, "body": body.decode(), "key": self.headers.get("x-api-key")}
        ).encode()
        self.send_response(200)
        self.send_header("content-length", str(len(told)))
        self.end_headers()
        self.wfile.write(told)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def site() -> Iterator[int]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Echo) as http:
        thread = Thread(target=http.serve_forever, args=(0.02,))
        thread.start()
        yield http.server_address[1]
        http.shutdown()
        thread.join()


async def test_a_request_goes_to_its_place_without_the_file_s_headers(
    server: ModelServer, engine: AutoGenEngine, site: int
) -> None:
    tool = component(
        "autogen_ext.tools.http.HttpTool",
        name="look_up",
        description="Looks up",
        host="127.0.0.1",
        port=site,
        path="/items/{item}",
        headers={"x-api-key": "secret"},
        json_schema={
            "type": "object",
            "properties": {"item": {"type": "string"}, "count": {"type": "integer"}},
            "required": ["item"],
        },
    )
    server.script(does.tools(("look_up", '{"item": "a/b", "count": 2}')), does.text("Found."))
    gate = OpenGate()
    conversation = await engine.converse(team_plan(server, agent("a", tools=[tool]), gate=gate))
    run = await heard(conversation, "look")
    await conversation.close()
    call = next(part for part in run.turn.parts if isinstance(part, ToolCallPart))
    told = json.loads(call.result)
    assert told == {"path": "/items/a%2Fb", "body": '{"count":2}', "key": None}
    assert gate.calls[0].facts.place == f"127.0.0.1:{site}"
    offered = server.chats[0].body["tools"][0]["function"]["parameters"]
    assert offered["required"] == ["item"]


async def test_what_all_are_told_in_a_chat_is_told_to_each_agent_of_a_team(
    server: ModelServer, engine: AutoGenEngine
) -> None:
    made = team("RoundRobinGroupChat", agent("a"), agent("b"), max_turns=2)
    plan = replace(team_plan(server, made), addition="Answer in verse.")
    conversation = await engine.converse(plan)
    told = [context.entries[0] for context in await conversation.contexts()]
    await conversation.close()
    assert told == [
        ("system", "You are a.\n\nAnswer in verse."),
        ("system", "You are b.\n\nAnswer in verse."),
    ]


async def test_contexts_say_what_is_sent_next(server: ModelServer, engine: AutoGenEngine) -> None:
    memory = component(
        "autogen_core.memory.ListMemory",
        memory_contents=[{"content": "It is Monday.", "mime_type": "text/plain"}],
    )
    made = agent("a", memory=[memory], handoffs=["user"], tools=[function_tool()])
    made["parley"] = {"allowed_code": [DIGEST]}
    conversation = await engine.converse(team_plan(server, made))
    await heard(conversation, "hello")
    (context,) = await conversation.contexts()
    await conversation.close()
    assert context.entries[0] == ("system", "You are a.")
    role, told = context.entries[1]
    assert (role, told.startswith("hello"), "Monday" in told) == ("user", True, True)
    assert context.tools == ("double", "transfer_to_user")
