"""What waits for the user outlives the program; what a file would run is never run."""

from __future__ import annotations

import json
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.components import Data, assistant, ends_after, part, round_robin
from tests.e2e.conftest import Launch
from tests.e2e.desk import Desk
from tests.e2e.program import Program
from tests.e2e.test_ending import assert_clean_end
from tests.e2e.test_talking import say, wait_for_end
from tests.malicious import WAYS, malicious
from tests.model_behaviours import text, tools
from tests.model_servers import ModelServer

TEAM = "01a22e94-1297-7522-85dc-3f132db2b56f"
CODE = 'open("made.txt", "a").write("once")\nprint(6 * 7)'
RUN_PYTHON = ("run_python", json.dumps({"code": CODE}))

Answering = Callable[[Data], None]


@pytest.fixture
def answering(tmp_path: Path, desk: Desk, launch: Launch, server: ModelServer) -> Answering:
    """Let a component answer in the chat that the next start shows."""

    def choose(component: Data) -> None:
        data = tmp_path / "home" / "data"
        data.mkdir(parents=True)
        settings = {"chat.model_titles": False}
        (data / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
        program = launch(server)
        desk.window()
        program.wait_until(lambda: program.rows("SELECT id FROM session"), what="there is a chat")
        program.send(signal.SIGTERM)
        assert_clean_end(program)
        (data / "teams").mkdir(exist_ok=True)
        (data / "teams" / f"{TEAM}.json").write_text(json.dumps(component), encoding="utf-8")
        with sqlite3.connect(data / "parley.db") as store:
            store.execute("UPDATE session SET team_id = ?", (TEAM,))
        store.close()

    return choose


def wait_until_it_waits(program: Program, kind: str) -> None:
    """The call or question is in the file, and so is all that a later start needs to go on."""
    program.wait_until(
        lambda: program.rows(f"SELECT 1 FROM part WHERE kind = '{kind}'"),
        what=f"a {kind} waits",
    )


def calls(program: Program) -> list[tuple[str, str]]:
    """State and result of each."""
    found = program.rows(
        "SELECT json_extract(data, '$.state'), text FROM part WHERE kind = 'tool' ORDER BY position"
    )
    return [(str(state), str(result)) for state, result in found]


def end(program: Program, how: signal.Signals) -> None:
    program.send(how)
    if how is signal.SIGKILL:
        program.kill()
    else:
        assert_clean_end(program)
    assert program.turn_states() == ["running"]


def went_on(desk: Desk, program: Program) -> bool:
    """Go to what waits and press it; a button that has only just appeared takes no press."""
    desk.press("ctrl+j", "space")
    return program.turn_states() == ["done"]


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_call_is_allowed_after_a_restart_and_runs_once(
    desk: Desk, launch: Launch, server: ModelServer, answering: Answering, how: signal.Signals
) -> None:
    answering(assistant() | {"parley": {"tools": ["python.run"]}})
    server.script(tools(RUN_PYTHON), text("Done."))
    program = launch(server)
    say(desk, "run it")
    wait_until_it_waits(program, "tool")
    assert calls(program) == [("waiting", "")]
    end(program, how)

    program = launch(server)
    desk.window()
    program.wait_until(lambda: went_on(desk, program), what="it was allowed")
    assert [request.body["messages"][-1]["content"] for request in server.chats] == [
        "run it",
        "42\n",
    ]
    assert calls(program) == [("done", "42\n")]
    (made,) = (program.data / "work").rglob("made.txt")
    assert made.read_text() == "once"
    desk.press("ctrl+q")
    assert_clean_end(program)


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_a_question_is_answered_after_a_restart(
    desk: Desk, launch: Launch, server: ModelServer, answering: Answering, how: signal.Signals
) -> None:
    answering(
        round_robin(
            part("autogen_agentchat.agents.UserProxyAgent", name="asker", description="The user."),
            assistant(),
            termination_condition=ends_after(3),
        )
    )
    server.script(text("Thank you."))
    program = launch(server)
    say(desk, "ask me")
    wait_until_it_waits(program, "question")
    end(program, how)
    assert server.chats == []

    program = launch(server)
    say(desk, "forty-two")
    wait_for_end(program, ["done"])
    (request,) = server.chats
    assert "forty-two" in str(request.body["messages"])
    assert "Thank you." in program.texts()
    assert program.rows("SELECT 1 FROM turn WHERE role = 'user'") == [(1,)]


@pytest.mark.parametrize("way", WAYS)
def test_a_file_that_would_run_code_is_not_run_when_its_team_is_asked(
    tmp_path: Path,
    desk: Desk,
    launch: Launch,
    server: ModelServer,
    answering: Answering,
    way: str,
) -> None:
    component, marker = malicious(way, tmp_path)
    answering(component)
    program = launch(server, environment={"PYTHONPATH": f"{_root()}:{tmp_path}"})
    say(desk, "go on")
    program.wait_until(lambda: program.turn_states() in (["failed"], ["done"]), what="it ended")
    assert not marker.exists()


def test_a_foreign_class_that_is_pasted_is_shown_and_cannot_be_imported(
    tmp_path: Path, desk: Desk, launch: Launch, server: ModelServer
) -> None:
    _, marker = malicious("provider", tmp_path)
    program = launch(server, environment={"PYTHONPATH": f"{_root()}:{tmp_path}"})
    program.wait_for_log("engine ready")
    desk.window()
    desk.type(json.dumps({"provider": "tempting_module.Agent", "config": {}}))
    desk.press("ctrl+a", "ctrl+x", "ctrl+shift+p")
    desk.type("agents & teams")
    desk.press("Return")
    desk.window(title="Agents & teams")
    desk.press("ctrl+v")
    desk.window(title="Import agents and teams")
    desk.press("Return", "Escape")
    desk.window(title="Agents & teams")
    assert not marker.exists()
    assert list((program.data / "teams").glob("*.json")) == []
    desk.press("ctrl+q")
    assert_clean_end(program)


def _root() -> Path:
    return Path(__file__).resolve().parents[2]
