"""However it ends, Parley ends in time, keeps what it had, and says nothing on stderr."""

from __future__ import annotations

import json
import signal
import sqlite3

import pytest

from tests.e2e.conftest import Launch
from tests.e2e.desk import Desk
from tests.e2e.program import ROOT, Program
from tests.e2e.test_talking import say, wait_for_end
from tests.model_behaviours import Behaviour, headers_only, silent, stall, text
from tests.model_servers import ModelServer

SLOW = text("word " * 2000, fragments=2000, pause=0.01)


def begin(desk: Desk, program: Program, server: ModelServer) -> None:
    """Send a message and wait until the server has it."""
    program.wait_for_log("engine ready")
    say(desk, "go on")
    program.wait_until(lambda: len(server.chats) > 0, what="the request arrives")


def wait_for_words(program: Program) -> None:
    program.wait_until(
        lambda: any("word word" in part for part in program.texts()), what="words are stored"
    )


def assert_clean_end(program: Program) -> None:
    ended = program.wait_exit()
    assert (ended.code, ended.stderr) == (0, "")
    assert "Traceback" not in program.log()


@pytest.mark.parametrize("how", ["window", "SIGTERM", "SIGINT", "SIGHUP"])
def test_closing_in_mid_stream_keeps_the_partial_reply(
    desk: Desk, launch: Launch, server: ModelServer, how: str
) -> None:
    server.script(SLOW)
    program = launch(server)
    begin(desk, program, server)
    wait_for_words(program)
    if how == "window":
        desk.press("alt+F4")
    else:
        program.send(signal.Signals[how])
    assert_clean_end(program)
    assert program.turn_states() == ["interrupted"]
    assert "word word" in program.texts()[-1]


@pytest.mark.parametrize("behaviour", [silent(), headers_only(), stall()])
def test_closing_does_not_wait_for_a_server(
    desk: Desk, launch: Launch, server: ModelServer, behaviour: Behaviour
) -> None:
    server.script(behaviour)
    program = launch(server)
    begin(desk, program, server)
    desk.press("ctrl+q")
    assert_clean_end(program)
    assert program.turn_states() == ["interrupted"]


def test_an_open_dialog_does_not_hold_up_the_end(
    desk: Desk, launch: Launch, server: ModelServer
) -> None:
    program = launch(server)
    program.wait_for_log("engine ready")
    desk.press("ctrl+o")
    assert desk.window(title="Import chats")
    program.send(signal.SIGTERM)
    assert_clean_end(program)
    assert "clean-up: cancelled" not in program.log()


def test_killed_in_mid_stream_it_finds_the_words_again(
    desk: Desk, launch: Launch, server: ModelServer
) -> None:
    server.script(SLOW)
    program = launch(server)
    begin(desk, program, server)
    wait_for_words(program)
    program.kill()
    kept = program.texts()[-1]

    program = launch(server)
    wait_for_end(program, ["interrupted"])
    assert program.texts()[-1] == kept
    program.send(signal.SIGTERM)
    assert_clean_end(program)


def test_the_chat_that_is_shown_is_noted_before_anything_ends(
    launch: Launch, server: ModelServer
) -> None:
    program = launch(server)
    noted = program.data / "settings.json"
    program.wait_until(
        lambda: noted.exists() and "last_chat" in json.loads(noted.read_text(encoding="utf-8")),
        what="the chat is noted",
    )
    program.kill()


def test_closing_before_the_engine_is_there(launch: Launch) -> None:
    program = launch()
    program.send(signal.SIGTERM)
    assert_clean_end(program)


def test_a_second_start_raises_the_first_window(desk: Desk, launch: Launch) -> None:
    first = launch()
    second = launch(wait=False)
    assert second.wait_exit().code == 0
    assert first.process.poll() is None
    assert desk.window()


def test_a_newer_file_is_refused_and_left_alone(launch: Launch) -> None:
    program = launch()
    program.send(signal.SIGTERM)
    assert_clean_end(program)
    path = program.data / "parley.db"
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA user_version = 999")
    connection.close()
    before = path.read_bytes()
    program = launch(wait=False)
    program.wait_for_log("store cannot be opened")
    program.send(signal.SIGTERM)
    assert program.wait_exit().code == 0
    assert path.read_bytes() == before


def test_a_keyless_log(desk: Desk, launch: Launch, server: ModelServer) -> None:
    """Neither keys nor what was said are in the log."""
    server.script(text("The secret answer."))
    program = launch(server, environment={"OPENAI_API_KEY": "sk-verysecretkey123456"})
    say(desk, "my private words")
    wait_for_end(program, ["done"])
    program.send(signal.SIGTERM)
    assert_clean_end(program)
    log = program.log()
    assert log.startswith("20")
    for secret in ("verysecretkey", "private words", "secret answer"):
        assert secret not in log
    assert not (ROOT / "parley.db").exists()
