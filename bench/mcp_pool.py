"""The measurements of MCP servers: how soon a call stops, and how soon all servers are gone."""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import psutil
from autogen_core import CancellationToken

from bench.figures import Figure, Measure
from bench.stage import Stage
from gui.model.mcp_report import McpState
from tests.mcp_servers.house import House, open_house, plain
from tests.waiting import until

CALLS = 5
CLOSE_LIMIT = 4.0
STOP_LIMIT = 0.3


def close_servers(stage: Stage) -> list[Figure]:
    """Two that run and one that hangs in its start."""
    seconds, left = asyncio.run(_closed(stage.data()))
    return [
        Figure(
            what="close with three MCP servers, one hung",
            measured=f"{seconds:.2f} s, {left} processes left",
            floor="none",
            goal=f"≤ {CLOSE_LIMIT:g} s, none left",
            reached=seconds <= CLOSE_LIMIT and left == 0,
        )
    ]


def close_program(stage: Stage) -> list[Figure]:
    """The same in the window: from the click that closes it to the end of its process."""
    data = stage.data()
    data.mkdir(parents=True)
    rows = [_row(name, name) for name in ("good", "babble", "hung")]
    (data / "settings.json").write_text(json.dumps({"mcp_servers": rows}), encoding="utf-8")
    played = stage.play("close-servers", data=data)
    seconds = played.gone - played.number("closing")
    left = sum(psutil.pid_exists(int(pid)) for pid in played.told["servers"].split())
    return [
        Figure(
            what="close the window with three MCP servers, one hung",
            measured=f"{seconds:.2f} s, {left} processes left",
            floor="none",
            goal=f"≤ {CLOSE_LIMIT:g} s, none left",
            reached=seconds <= CLOSE_LIMIT and left == 0,
        )
    ]


def _row(name: str, behaviour: str) -> dict[str, object]:
    server = plain(behaviour)
    return {
        "id": name,
        "name": name,
        "transport": server.transport.value,
        "command": server.command,
        "args": list(server.args),
        "enabled": True,
    }


def stop_call(stage: Stage) -> list[Figure]:
    seconds = asyncio.run(_stopped(stage.data()))
    return [
        Figure(
            what="stop now in an MCP call",
            measured=f"{seconds * 1000:.0f} ms",
            floor="none",
            goal=f"≤ {STOP_LIMIT:g} s",
            reached=seconds <= STOP_LIMIT,
        )
    ]


async def _closed(logs: Path) -> tuple[float, int]:
    before = len(psutil.Process().children(recursive=True))
    servers = (plain(), replace(plain("babble"), name="Other"), plain("hung"))
    async with open_house(logs, *servers) as house:
        hung = asyncio.ensure_future(house.pool.check("hung"))
        for name in ("good", "babble"):
            await house.pool.connected(name)
        await until(lambda: len(house.table.living) == len(servers))
        started = time.monotonic()
        await house.pool.close()
        await house.table.end_all()
        seconds = time.monotonic() - started
        await hung
    return seconds, len(psutil.Process().children(recursive=True)) - before


async def _stopped(logs: Path) -> float:
    async with open_house(logs, plain()) as house:
        (bench,) = house.pool.bench(["good"])
        await bench.workbench.list_tools()
        return statistics.median(
            [await _one_stop(house, bench.workbench.call_tool) for _ in range(CALLS)]
        )


async def _one_stop(house: House, call: Callable[..., Awaitable[object]]) -> float:
    token = CancellationToken()
    task = asyncio.ensure_future(call("sleep", {}, token))
    await call("pid", {})  # what was asked before is with the server by now
    started = time.monotonic()
    token.cancel()
    task.cancel()
    await asyncio.wait({task})
    seconds = time.monotonic() - started
    if house.pool.status("good").state is not McpState.READY:
        raise RuntimeError("the server did not survive the stop of a call")
    return seconds


MCP_POOL: dict[str, Measure] = {
    "mcp-close": close_servers,
    "mcp-close-window": close_program,
    "mcp-stop-call": stop_call,
}
