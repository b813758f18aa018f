"""Servers of the library itself: over HTTP, over SSE with a token, and over stdio."""

from __future__ import annotations

import asyncio
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from gui.model.leaving import ASKING_CHAT, Sent, SentKind, host_in
from gui.model.mcp_report import McpFault, McpState
from gui.model.mcp_server import McpServer, Transport
from tests.mcp_servers.house import WEB, open_house, plain
from tests.waiting import until

TOKEN = "letmein-1234567"


@asynccontextmanager
async def web_server(transport: str, *token: str) -> AsyncIterator[tuple[str, asyncio.Event]]:
    """Its address; setting the event ends it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.mcp_servers.web", transport, str(port), *token
    )
    over = asyncio.Event()

    async def end() -> None:
        await over.wait()
        process.kill()
        await process.wait()

    ending = asyncio.ensure_future(end())
    try:
        await until(lambda: _listens(port), within=30)
        yield f"http://127.0.0.1:{port}/{'sse' if transport == 'sse' else 'mcp'}", over
    finally:
        over.set()
        await ending


def _listens(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def server_at(url: str, transport: str, *, secrets: tuple[str, ...] = ()) -> McpServer:
    return McpServer(
        id="web",
        name="Web",
        transport=Transport(transport),
        url=url,
        secrets=secrets,
        enabled=True,
        start_limit=20.0,
    )


async def test_a_call_is_told_with_its_chat_and_one_to_a_program_is_not(tmp_path: Path) -> None:
    told: list[Sent] = []
    async with web_server("http") as (url, _):
        both = (server_at(url, "http"), plain())
        async with open_house(tmp_path, *both, hear=told.append) as house:
            (bench,) = house.pool.bench(["web"])
            await bench.workbench.list_tools()
            before = len(told)
            asking = ASKING_CHAT.set("the chat")
            await bench.workbench.call_tool("add", {"a": 2, "b": 3})
            (call,) = told[before:]
            (other,) = house.pool.bench(["good"])
            await other.workbench.list_tools()
            ASKING_CHAT.reset(asking)
    assert (call.kind, call.session_id) == (SentKind.MCP, "the chat")
    assert call.host == host_in(url)
    assert call.size > 0
    assert told[before:] == [call]


@pytest.mark.parametrize("transport", ["http", "sse"])
async def test_a_server_behind_a_token(tmp_path: Path, transport: str) -> None:
    async with web_server(transport, TOKEN) as (url, over):
        server = server_at(url, transport, secrets=("Authorization",))
        async with open_house(tmp_path, server) as house:
            house.shelf.secrets["web"] = {"Authorization": f"Bearer {TOKEN}x"}
            status = await house.pool.check("web")
            assert status.diagnosis is not None
            assert status.diagnosis.fault is McpFault.UNAUTHORIZED
            house.shelf.secrets["web"] = {"Authorization": f"Bearer {TOKEN}"}
            (bench,) = house.pool.bench(["web"])
            assert [tool["name"] for tool in await bench.workbench.list_tools()] == ["add"]
            result = await bench.workbench.call_tool("add", {"a": 2, "b": 3})
            assert result.to_text() == "5"
            wrong = await bench.workbench.call_tool("add", {"a": "two"})
            assert wrong.is_error
            (message,) = await house.pool.prompt("web", "greet", {"name": "Ann"})
            assert message.text == "Say hello to Ann."
            (memo,) = await house.pool.read("web", "memo://today")
            assert memo.content == "Nothing."
            assert TOKEN not in house.pool.report("web")
            over.set()
            if transport == "sse":  # the other one holds no connection that could be lost
                await until(lambda: house.pool.status("web").state is McpState.DIED)
            lost = await bench.workbench.call_tool("add", {"a": 2, "b": 3})
            assert lost.is_error


async def test_the_same_over_stdio(tmp_path: Path) -> None:
    server = McpServer(
        id="web",
        name="Web",
        transport=Transport.STDIO,
        command=sys.executable,
        args=("-m", "tests.mcp_servers.web", "stdio"),
        folder=str(WEB.parents[2]),
        enabled=True,
        start_limit=30.0,
    )
    async with open_house(tmp_path, server) as house:
        (bench,) = house.pool.bench(["web"])
        await bench.workbench.list_tools()
        assert (await bench.workbench.call_tool("add", {"a": 2, "b": 3})).to_text() == "5"
