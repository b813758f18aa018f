"""Each request that leaves is told: to whom, for which chat, and how much it says."""

from __future__ import annotations

import asyncio

import pytest

from gui.engine.autogen_engine import AutoGenEngine, EngineOptions
from gui.engine.bench_of_tools import Bench
from gui.engine.tools.built_in import built_in_bench
from gui.engine.tools.surroundings import ToolSurroundings
from gui.model.endpoint import Protocol
from gui.model.leaving import ASKING_CHAT, Sent, SentKind, host_in
from tests.engine.talk import PROTOCOLS, endpoint_of, heard, plan_of
from tests.engine.teams import agent, team, team_plan
from tests.engine.tools.bench import answer
from tests.engine.tools.web_site import web_site
from tests.model_servers import ModelServer


@pytest.mark.parametrize("protocol", PROTOCOLS)
async def test_a_message_to_a_model_is_told_with_its_chat(protocol: Protocol) -> None:
    told: list[Sent] = []
    with ModelServer() as server:
        engine = AutoGenEngine(options=EngineOptions(hear=told.append))
        conversation = await engine.converse(plan_of(endpoint_of(server, protocol)))
        ASKING_CHAT.set("the chat")
        await heard(conversation, "words " * 100)
        await conversation.close()
        await engine.close()
        (sent,) = told
        assert sent.kind is SentKind.MODEL
        assert sent.host == host_in(server.url)
        assert sent.session_id == "the chat"
        assert sent.size > len("words " * 100)


async def test_each_agent_of_a_team_asks_for_the_chat_too() -> None:
    told: list[Sent] = []
    with ModelServer() as server:
        engine = AutoGenEngine(options=EngineOptions(hear=told.append))
        two = team("RoundRobinGroupChat", agent("one"), agent("two"), max_turns=2)
        conversation = await engine.converse(team_plan(server, two))

        async def talk() -> None:
            ASKING_CHAT.set("the chat")
            await heard(conversation, "Go")

        await asyncio.create_task(talk())
        await conversation.close()
        await engine.close()
    assert [sent.session_id for sent in told] == ["the chat", "the chat"]


async def test_a_page_that_leads_on_is_told_for_each_host() -> None:
    told: list[Sent] = []
    with web_site() as site:
        around = ToolSurroundings(session_id="chat", hear=told.append)
        bench: Bench = built_in_bench(["web.read"], around)
        await answer(bench, "read_web_page", address=site.at("/json?q=what+I+ask"))
        (sent,) = told
        assert (sent.kind, sent.session_id) == (SentKind.WEB, "chat")
        assert sent.host == host_in(site.at("/"))
        assert sent.size == len("/json?q=what+I+ask")


@pytest.mark.parametrize(
    ("address", "host"),
    [
        ("https://user:secret@example.org/path", "example.org"),
        ("https://example.org:443/", "example.org"),
        ("http://127.0.0.1:8080/v1", "127.0.0.1:8080"),
        ("http://[::1]:80/", "[::1]"),
        ("http://example.org:99999/", ""),
    ],
)
def test_a_host_is_named_without_what_is_private(address: str, host: str) -> None:
    assert host_in(address) == host
