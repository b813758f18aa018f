"""Servers over stdio: shared, called, cancelled, dying, and gone with all they have started."""

from __future__ import annotations

import asyncio
import json
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest
from autogen_core import CancellationToken
from autogen_core.tools import ImageResultContent, ToolResult

from gui.engine.bench_of_tools import Bench
from gui.engine.mcp.tool_results import LONGEST
from gui.model.gate import Effect
from gui.model.mcp_report import McpError, McpFault, McpState
from tests.mcp_servers.house import House, open_house, plain
from tests.waiting import until

NOTHING: Mapping[str, Any] = {}


async def call(bench: Bench, name: str, arguments: Mapping[str, Any] = NOTHING) -> ToolResult:
    return await bench.workbench.call_tool(name, arguments, CancellationToken())


def bench_of(house: House, server_id: str = "good") -> Bench:
    (bench,) = house.pool.bench([server_id])
    return bench


async def test_its_tools_are_listed_and_called(tmp_path: Path) -> None:
    async with open_house(tmp_path, plain()) as house:
        bench = bench_of(house)
        assert house.pool.status("good").state is McpState.STOPPED
        tools = {tool["name"]: tool for tool in await bench.workbench.list_tools()}
        assert {"echo", "write_file", "picture"} <= set(tools)
        assert tools["echo"]["parameters"]["required"] == ["text"]
        result = await call(bench, "echo", {"text": "héllo 你好"})
        assert (result.to_text(), result.is_error) == ("héllo 你好", False)
        status = house.pool.status("good")
        assert (status.state, status.title) == (McpState.READY, "plain 1.0")
        assert [done.step.value for done in status.steps] == [
            "resolve",
            "start",
            "initialize",
            "tools",
            "prompts",
            "resources",
        ]


async def test_one_process_serves_all_chats(tmp_path: Path) -> None:
    async with open_house(tmp_path, plain()) as house:
        first, second = bench_of(house), bench_of(house)
        lists = await asyncio.gather(first.workbench.list_tools(), second.workbench.list_tools())
        assert lists[0] == lists[1]
        pids = {(await call(bench, "pid")).to_text() for bench in (first, second)}
        assert len(pids) == 1
        await first.workbench.stop()
        assert (await call(second, "echo", {"text": "on"})).to_text() == "on"


async def test_results_of_every_kind_say_something(tmp_path: Path) -> None:
    async with open_house(tmp_path, plain()) as house:
        bench = bench_of(house)
        await bench.workbench.list_tools()
        picture = await call(bench, "picture")
        assert isinstance(picture.result[1], ImageResultContent)
        assert picture.to_text() == "Look:\n[a picture, which the user sees]"
        silent = await call(bench, "silent_failure")
        assert silent.is_error
        assert "failed without saying why" in silent.to_text()
        assert "gave no result" in (await call(bench, "nothing")).to_text()
        assert json.loads((await call(bench, "structured")).to_text()) == {"degrees": 21}
        huge = (await call(bench, "huge")).to_text()
        assert LONGEST < len(huge) < LONGEST + 100
        assert huge.endswith("[cut here: 2,800,000 more characters]")
        refused = await call(bench, "refuse")
        assert refused.is_error
        assert "no such tool: refuse" in refused.to_text()
        assert "has no tool never" in (await call(bench, "never")).to_text()


async def test_a_call_that_is_cancelled_ends_at_once_and_the_server_hears_of_it(
    tmp_path: Path,
) -> None:
    async with open_house(tmp_path, plain()) as house:
        bench = bench_of(house)
        await bench.workbench.list_tools()
        token = CancellationToken()
        work = asyncio.ensure_future(bench.workbench.call_tool("sleep", NOTHING, token))
        await call(bench, "pid")  # what was asked before is with the server by now
        token.cancel()
        with pytest.raises(asyncio.CancelledError):
            await work
        task = asyncio.ensure_future(call(bench, "sleep"))
        await call(bench, "pid")
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        heard: list[int] = []
        while len(heard) < 2:
            heard = json.loads((await call(bench, "cancelled")).to_text())
        assert len(set(heard)) == 2


async def test_a_call_has_a_limit(tmp_path: Path) -> None:
    async with open_house(tmp_path, replace(plain(), call_limit=0.2)) as house:
        bench = bench_of(house)
        await bench.workbench.list_tools()
        late = await call(bench, "sleep")
        assert late.is_error
        assert "did not answer within 0.2 seconds" in late.to_text()


async def test_a_death_in_mid_call_is_told_with_its_last_words_and_the_next_call_starts_it(
    tmp_path: Path,
) -> None:
    async with open_house(tmp_path, plain()) as house:
        states: list[McpState] = []
        house.pool.subscribe(lambda name: states.append(house.pool.status(name).state))
        bench = bench_of(house)
        await bench.workbench.list_tools()
        first = (await call(bench, "pid")).to_text()
        result = await call(bench, "die")
        assert result.is_error
        assert "has ended unexpectedly (exit code 3)" in result.to_text()
        assert "something broke badly" in result.to_text()
        await until(lambda: states[-1] is McpState.DIED)
        diagnosis = house.pool.status("good").diagnosis
        assert diagnosis is not None
        assert (diagnosis.fault, diagnosis.facts["code"]) == (McpFault.DIED, "3")
        assert (await call(bench, "pid")).to_text() != first
        assert states[-1] is McpState.READY


async def test_babble_is_counted_and_does_no_harm(tmp_path: Path) -> None:
    async with open_house(tmp_path, plain("babble")) as house:
        bench = bench_of(house, "babble")
        assert await bench.workbench.list_tools()
        status = house.pool.status("babble")
        assert status.babble >= 5
        assert status.said[-1] == "Just so that you know: all is well"
        assert "plain server on stdio" in status.errors


async def test_what_it_has_started_ends_with_it(tmp_path: Path) -> None:
    async with open_house(tmp_path, plain("grandchild")) as house:
        bench = bench_of(house, "grandchild")
        await bench.workbench.list_tools()
        server = psutil.Process(int((await call(bench, "pid")).to_text()))
        (grandchild,) = server.children()
        await house.pool.stop("grandchild")
        assert house.pool.status("grandchild").state is McpState.STOPPED
        assert not grandchild.is_running() or grandchild.status() == psutil.STATUS_ZOMBIE


async def test_a_hung_server_ends_within_bounds(tmp_path: Path) -> None:
    async with open_house(tmp_path, plain("hung"), plain()) as house:
        other = house.pool.bench(["good"])[0]
        await other.workbench.list_tools()
        waiting = asyncio.ensure_future(bench_of(house, "hung").workbench.list_tools())
        await until(lambda: len(house.table.living) == 2)
        await house.pool.close()
        with pytest.raises(McpError):
            await waiting
        assert not house.table.living


async def test_switching_off_and_setting_up_anew_end_what_runs(tmp_path: Path) -> None:
    async with open_house(tmp_path, plain()) as house:
        bench = bench_of(house)
        await bench.workbench.list_tools()
        house.shelf.switch("good", on=False)
        await until(lambda: house.pool.status("good").state is McpState.STOPPED)
        with pytest.raises(McpError) as refused:
            await bench.workbench.list_tools()
        assert refused.value.diagnosis.fault is McpFault.SWITCHED_OFF
        house.shelf.put(replace(plain(), environment={"LEVEL": "7"}))
        level = await call(bench, "environment", {"text": "LEVEL"})
        assert level.to_text() == "7"
        house.shelf.put(replace(plain(), environment={"LEVEL": "8"}))
        await until(lambda: house.pool.status("good").state is McpState.STOPPED)
        level = await call(bench, "environment", {"text": "LEVEL"})
        assert level.to_text() == "8"


async def test_two_servers_with_the_same_tools_get_names_of_their_own(tmp_path: Path) -> None:
    second = replace(plain(name="天气 two"), id="second")
    async with open_house(tmp_path, plain(), second) as house:
        benches = house.pool.bench(["good", "second"], taken=["nothing"])
        lists = await asyncio.gather(*(bench.workbench.list_tools() for bench in benches))
        names = [tool["name"] for tools in lists for tool in tools]
        assert len(set(names)) == len(names)
        assert "nothing" not in names
        assert {"Plain_echo", "two_echo"} <= set(names)
        assert (await call(benches[1], "two_echo", {"text": "b"})).to_text() == "b"


async def test_a_hint_counts_only_where_the_server_is_trusted(tmp_path: Path) -> None:
    async with open_house(tmp_path, plain()) as house:
        bench = bench_of(house)
        await bench.workbench.list_tools()
        assert bench.facts("echo", {}).effect is Effect.WRITE
        house.shelf.put(replace(plain(), trusted=True, switched_off=("picture",)))
        facts = bench.facts("echo", {})
        assert (facts.effect, facts.tool_id, facts.place) == (Effect.READ, "mcp/good/echo", "Plain")
        write = bench.facts("write_file", {})
        assert (write.effect, write.tool_id) == (Effect.WRITE, "mcp/good/write.file")
        names = [tool["name"] for tool in await bench.workbench.list_tools()]
        assert "picture" not in names
        assert house.pool.status("good").state is McpState.READY


async def test_new_tools_are_noticed(tmp_path: Path) -> None:
    async with open_house(tmp_path, plain()) as house:
        bench = bench_of(house)
        await bench.workbench.list_tools()
        await call(bench, "another")
        await until(lambda: any(tool.name == "new_one" for tool in house.pool.status("good").tools))


async def test_prompts_and_resources(tmp_path: Path) -> None:
    async with open_house(tmp_path, plain()) as house:
        pool = house.pool
        (prompt,) = await pool.prompts("good")
        assert (prompt.name, prompt.arguments) == ("explain", (("topic", True),))
        (message,) = await pool.prompt("good", "explain", {"topic": "tides"})
        assert (message.role, message.text) == ("user", "Explain tides.")
        assert [each.uri for each in await pool.resources("good")] == ["memo://one", "memo://two"]
        (memo,) = await pool.read("good", "memo://one")
        assert (memo.mime, memo.content) == ("text/plain", "the memo")
        (picture,) = await pool.read("good", "memo://two")
        assert picture.content == b"\x00\x01"
        with pytest.raises(McpError) as refused:
            await pool.read("good", "memo://three")
        assert "no such resource" in refused.value.diagnosis.facts["text"]


async def test_secrets_reach_the_server_and_nobody_else(tmp_path: Path) -> None:
    secret = "hunter2-hunter2"
    server = replace(
        plain(),
        secrets=("WEATHER_API_KEY", "pin"),
        environment={"LOGIN": "me:${secret:pin}", "FROM": "${env:ORIGIN:-nowhere}"},
    )
    async with open_house(tmp_path, server) as house:
        with pytest.raises(McpError) as missing:
            await house.pool.connected("good")
        assert missing.value.diagnosis.fault is McpFault.VALUE_MISSING
        house.shelf.secrets["good"] = {"WEATHER_API_KEY": secret, "pin": "4321"}
        bench = bench_of(house)
        await bench.workbench.list_tools()
        seen = {
            name: (await call(bench, "environment", {"text": name})).to_text()
            for name in ("WEATHER_API_KEY", "LOGIN", "FROM", "pin", "PARLEY_DATA_DIR")
        }
        assert seen == {
            "WEATHER_API_KEY": secret,
            "LOGIN": "me:4321",
            "FROM": "nowhere",
            "pin": "(unset)",
            "PARLEY_DATA_DIR": "(unset)",
        }
        assert secret not in house.pool.report("good")
        assert os.environ.get("WEATHER_API_KEY") is None


async def test_the_login_shell_knows_where_programs_are(tmp_path: Path) -> None:
    folder = tmp_path / "own tools"
    folder.mkdir()
    (folder / "my-server").symlink_to("/usr/bin/env")
    shell = tmp_path / "shell"
    shell.write_text(
        f'#!/bin/sh\necho "Welcome back"\nPATH="{folder}:$PATH"; export PATH\neval "$4"\n'
    )
    shell.chmod(0o755)
    known = plain()
    server = replace(known, command="my-server", args=(known.command, *known.args))
    environ = {"PATH": "/usr/bin:/bin", "SHELL": str(shell)}
    async with open_house(tmp_path / "logs", server, environ=environ) as house:
        bench = bench_of(house)
        assert await bench.workbench.list_tools()
        assert house.pool.status("good").steps[0].found == str(folder / "my-server")
        path = (await call(bench, "environment", {"text": "PATH"})).to_text()
        assert path.startswith(f"{folder}:")
