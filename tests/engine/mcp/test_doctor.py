"""Why a server does not work: one diagnosis each, told soon, and a report without secrets."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path

import pytest

from gui.model.mcp_report import McpDiagnosis, McpFault, McpState
from gui.model.mcp_server import McpServer, Transport
from tests.mcp_servers.canned import answering, silent, talking_tls
from tests.mcp_servers.house import open_house, plain

HTML = "<html><body>Welcome to nginx</body></html>"


async def fault_of(server: McpServer, logs: Path) -> McpDiagnosis:
    async with open_house(logs, server) as house:
        status = await house.pool.check(server.id)
        assert status.state is McpState.FAILED
        assert status.diagnosis is not None
        assert status.steps[-1].failed
        assert status.diagnosis.fault.value in house.pool.report(server.id)
        assert not house.table.living
        return status.diagnosis


def web(address: str, *, sse: bool = False) -> McpServer:
    return McpServer(
        id="web",
        name="Web",
        transport=Transport.SSE if sse else Transport.HTTP,
        url=address,
        enabled=True,
        start_limit=20.0,
    )


async def test_a_program_that_is_not_there(tmp_path: Path) -> None:
    found = await fault_of(replace(plain(), command="no-such-program"), tmp_path)
    assert (found.fault, found.facts["command"]) == (
        McpFault.COMMAND_NOT_FOUND,
        "no-such-program",
    )


async def test_a_file_that_may_not_be_run(tmp_path: Path) -> None:
    (tmp_path / "server.sh").write_text("#!/bin/sh\n")
    found = await fault_of(replace(plain(), command=str(tmp_path / "server.sh")), tmp_path)
    assert found.fault is McpFault.NOT_EXECUTABLE


async def test_a_file_that_is_no_program(tmp_path: Path) -> None:
    (tmp_path / "server").write_bytes(b"\x7fELFnothing")
    (tmp_path / "server").chmod(0o755)
    found = await fault_of(replace(plain(), command=str(tmp_path / "server")), tmp_path)
    assert found.fault is McpFault.NOT_STARTED


async def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    found = await fault_of(replace(plain(), folder=str(tmp_path / "gone")), tmp_path)
    assert found.fault is McpFault.FOLDER_MISSING


async def test_a_crash_at_the_start_shows_its_last_words(tmp_path: Path) -> None:
    found = await fault_of(plain("crash"), tmp_path)
    assert (found.fault, found.facts["code"]) == (McpFault.CRASHED, "2")
    assert "No module named 'weather'" in found.errors


async def test_silence_has_a_limit(tmp_path: Path) -> None:
    found = await fault_of(replace(plain("hung"), start_limit=0.5), tmp_path)
    assert (found.fault, found.facts["seconds"]) == (McpFault.NO_ANSWER, "0.5")


async def test_silence_of_what_fetches_programs_is_a_download(tmp_path: Path) -> None:
    (tmp_path / "npx").symlink_to("/usr/bin/env")
    hung = plain("hung")
    server = replace(
        hung, command=str(tmp_path / "npx"), args=(hung.command, *hung.args), start_limit=0.5
    )
    assert (await fault_of(server, tmp_path)).fault is McpFault.DOWNLOADING


async def test_answers_that_are_no_messages(tmp_path: Path) -> None:
    found = await fault_of(replace(plain("wrong"), start_limit=2.0), tmp_path)
    assert found.fault is McpFault.NOT_MCP
    assert found.said[0].startswith("Unknown command")


@pytest.mark.parametrize("sse", [False, True], ids=["http", "sse"])
@pytest.mark.parametrize(
    ("status", "body", "fault"),
    [
        (401, "who are you?", McpFault.UNAUTHORIZED),
        (403, "no", McpFault.FORBIDDEN),
        (404, "what?", McpFault.PATH_NOT_FOUND),
        (500, "oops", McpFault.SERVER_ERROR),
        (302, "", McpFault.REDIRECTED),
        (200, HTML, McpFault.NOT_MCP),
    ],
)
async def test_what_a_web_server_refuses_with(
    tmp_path: Path, *, sse: bool, status: int, body: str, fault: McpFault
) -> None:
    async with answering(status, body) as address:
        found = await fault_of(web(address, sse=sse), tmp_path)
        assert found.fault is fault
        assert found.facts["status"] == str(status)
        if fault is McpFault.NOT_MCP:
            assert "Welcome to nginx" in found.said[0]


@pytest.mark.parametrize("sse", [False, True], ids=["http", "sse"])
async def test_nobody_listens(tmp_path: Path, *, sse: bool) -> None:
    async with answering(200, "") as address:
        pass
    assert (await fault_of(web(address, sse=sse), tmp_path)).fault is McpFault.REFUSED


@pytest.mark.parametrize("sse", [False, True], ids=["http", "sse"])
async def test_a_server_that_says_nothing(tmp_path: Path, *, sse: bool) -> None:
    async with silent() as address:
        server = replace(web(address, sse=sse), start_limit=0.5)
        assert (await fault_of(server, tmp_path)).fault is McpFault.NO_ANSWER


async def test_a_name_that_nobody_has(tmp_path: Path) -> None:
    found = await fault_of(web("https://nobody.invalid/mcp"), tmp_path)
    assert found.fault is McpFault.NAME_NOT_RESOLVED
    assert "nobody.invalid" in found.facts["host"]


async def test_a_certificate_that_nobody_trusts(tmp_path: Path) -> None:
    async with talking_tls() as address:
        assert (await fault_of(web(address), tmp_path)).fault is McpFault.TLS_FAILED


async def test_the_start_goes_on_when_the_server_is_switched_off_after_a_check(
    tmp_path: Path,
) -> None:
    async with open_house(tmp_path, replace(plain(), enabled=False)) as house:
        status = await house.pool.check("good")
        assert status.state is McpState.READY
        assert len(status.tools) > 10
        assert house.pool.status("good").state is McpState.STOPPED
        assert not house.table.living


def test_on_the_loop_of_the_window(
    run: Callable[[Coroutine[object, object, None]], None], tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_house(tmp_path, plain(), plain("crash")) as house:
            assert (await house.pool.check("good")).state is McpState.READY
            assert (await house.pool.check("crash")).state is McpState.FAILED

    run(story())
