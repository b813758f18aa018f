"""MCP servers in the real program: pasted, asked for leave, called, and gone with it."""

from __future__ import annotations

import json
import signal
import sys
from pathlib import Path

import psutil
import pytest

from tests.e2e.conftest import Launch
from tests.e2e.desk import Desk
from tests.e2e.program import Program
from tests.e2e.test_ending import assert_clean_end
from tests.e2e.test_talking import say, wait_for_end
from tests.mcp_servers.house import PLAIN
from tests.model_behaviours import silent, text, tools
from tests.model_servers import ModelServer

KEYS = {
    "OPENAI_API_KEY": "sk-parleys-own-key-1234",
    "ANTHROPIC_API_KEY": "sk-ant-parleys-own-key",
    "ANTHROPIC_AUTH_TOKEN": "parleys-own-token",
    "SOME_OTHER_API_KEY": "also-parleys-own",
}


def row(name: str, behaviour: str) -> dict[str, object]:
    return {
        "id": name,
        "name": name,
        "transport": "stdio",
        "command": sys.executable,
        "args": [str(PLAIN), behaviour],
        "enabled": True,
    }


def keep(folder: Path, *rows: dict[str, object]) -> None:
    """The settings of a program that is started next; nothing is asked of the user."""
    path = folder / "home" / "data" / "settings.json"
    path.parent.mkdir(parents=True)
    settings = {
        "mcp_servers": rows,
        "chat.model_titles": False,
        "tools.default_policy": "allow",
    }
    path.write_text(json.dumps(settings), encoding="utf-8")


def servers_of(program: Program) -> list[psutil.Process]:
    family = psutil.Process(program.process.pid).children(recursive=True)
    return [each for each in family if str(PLAIN) in " ".join(each.cmdline())]


def wait_for_servers(program: Program, count: int) -> list[psutil.Process]:
    program.wait_until(lambda: len(servers_of(program)) == count, what=f"{count} servers run")
    return servers_of(program)


def assert_gone(processes: list[psutil.Process], *, within: float) -> None:
    _, living = psutil.wait_procs(processes, timeout=within)
    assert not living


def results(program: Program) -> list[str]:
    """Of the calls so far; "" of one that waits."""
    found = program.rows("SELECT text FROM part WHERE kind = 'tool' ORDER BY turn_id, position")
    return [str(result) for (result,) in found]


def test_pasted_in_the_settings_asked_for_leave_and_called(
    desk: Desk, launch: Launch, server: ModelServer
) -> None:
    server.script(tools(("echo", '{"text": "brought by the server"}')), text("Done."))
    program = launch(server)
    program.wait_for_log("engine ready")
    desk.window()
    desk.press("ctrl+comma")
    desk.press("Down", "Tab", "Tab", "space")
    pasted = {"mcpServers": {"house": {"command": sys.executable, "args": [str(PLAIN)]}}}
    desk.type(json.dumps(pasted))
    desk.press("Tab", "Tab", "space")
    kept = program.data / "settings.json"
    program.wait_until(lambda: '"enabled": true' in kept.read_text(), what="it is switched on")
    assert not servers_of(program)
    desk.press("Escape")
    say(desk, "use the tool")
    program.wait_until(lambda: results(program) == [""], what="leave is asked for")
    assert len(server.chats) == 1
    desk.press("ctrl+j")
    program.wait_until(lambda: pressed(desk, program), what="it was allowed")
    assert results(program) == ["brought by the server"]
    assert server.chats[1].body["messages"][-1]["content"] == "brought by the server"
    (process,) = servers_of(program)
    desk.press("ctrl+q")
    assert_clean_end(program)
    assert_gone([process], within=0.5)


def pressed(desk: Desk, program: Program) -> bool:
    """A button that has only just appeared takes no press."""
    desk.press("space")
    return program.turn_states() == ["done"]


def test_its_environment_has_no_keys_of_parley(
    tmp_path: Path, desk: Desk, launch: Launch, server: ModelServer
) -> None:
    keep(tmp_path, row("house", "good"))
    asked = [("environment", json.dumps({"text": name})) for name in (*KEYS, "HOME")]
    server.script(tools(*asked), text("Done."))
    program = launch(server, environment=KEYS)
    say(desk, "what do you see")
    wait_for_end(program, ["done"])
    assert results(program) == ["(unset)"] * len(KEYS) + [str(tmp_path / "home")]
    (process,) = servers_of(program)
    seen = process.environ()
    assert not {*KEYS} & {*seen}
    assert not {*KEYS.values()} & {*seen.values()}
    program.send(signal.SIGTERM)
    assert_clean_end(program)
    assert_gone([process], within=0.1)


def test_killed_it_leaves_no_server_behind(
    tmp_path: Path, desk: Desk, launch: Launch, server: ModelServer
) -> None:
    keep(tmp_path, row("house", "grandchild"), row("stubborn", "hung"))
    server.script(silent())
    program = launch(server)
    say(desk, "go on")
    processes = wait_for_servers(program, 2)
    program.wait_until(lambda: server.chats, what="the model is asked without the hung one")
    processes += [each for one in processes for each in one.children()]
    assert len(processes) == 3
    program.kill()
    assert_gone(processes, within=10)


@pytest.mark.parametrize("how", ["ctrl+q", "SIGTERM"])
def test_closing_with_three_servers_one_hung_leaves_nothing(
    tmp_path: Path, desk: Desk, launch: Launch, server: ModelServer, how: str
) -> None:
    keep(tmp_path, row("one", "good"), row("two", "grandchild"), row("three", "hung"))
    program = launch(server)
    say(desk, "go on")
    family = wait_for_servers(program, 3)
    family = psutil.Process(program.process.pid).children(recursive=True)
    if how == "SIGTERM":
        program.send(signal.SIGTERM)
    else:
        desk.press(how)
    assert_clean_end(program)
    assert_gone(family, within=0.5)
