"""Type, Enter, and the reply is on the screen, in the file, and remembered after a restart."""

from __future__ import annotations

import signal

from tests.e2e.conftest import Launch
from tests.e2e.desk import Desk
from tests.e2e.program import Program
from tests.model_behaviours import (
    cut,
    key_refused,
    malformed,
    rate_limited,
    text,
    thoughts,
)
from tests.model_servers import ModelServer


def say(desk: Desk, words: str) -> None:
    desk.window()
    desk.type(words)
    desk.press("Return")


def wait_for_end(program: Program, states: list[str]) -> None:
    program.wait_until(lambda: program.turn_states() == states, what=f"turns are {states}")


def test_a_chat_is_held_stored_and_remembered(
    desk: Desk, launch: Launch, server: ModelServer
) -> None:
    server.script(text("The first answer."), text("A title"), text("The second answer."))
    program = launch(server)
    say(desk, "first question")
    wait_for_end(program, ["done"])
    assert program.texts() == ["first question", "The first answer."]
    assert server.chats[0].body["stream"] is True
    program.wait_until(lambda: len(server.chats) >= 2, what="a title is asked for")
    program.send(signal.SIGTERM)
    assert program.wait_exit().code == 0

    program = launch(server)
    say(desk, "second question")
    wait_for_end(program, ["done", "done"])
    sent = [message["content"] for message in server.chats[2].body["messages"]]
    assert sent[1:] == ["first question", "The first answer.", "second question"]
    assert program.texts()[2:] == ["second question", "The second answer."]
    desk.press("ctrl+q")
    ended = program.wait_exit()
    assert (ended.code, ended.stderr) == (0, "")
    assert "Traceback" not in program.log()


def test_typing_may_begin_as_soon_as_there_is_a_window(
    desk: Desk, launch: Launch, server: ModelServer
) -> None:
    server.script(text("An answer."), text("A title"))
    program = launch(server, wait=False)
    say(desk, "typed before anything else was there")
    program.wait_for_log("ready with")
    wait_for_end(program, ["done"])
    assert program.texts() == ["typed before anything else was there", "An answer."]


def test_typing_may_begin_before_the_welcome_page_is_there(desk: Desk, launch: Launch) -> None:
    program = launch(wait=False)
    say(desk, "what is 6*7")
    wait_for_end(program, ["done"])
    assert program.texts()[0] == "what is 6*7"
    desk.type("and not sent")
    desk.press("ctrl+q")
    assert program.wait_exit().code == 0
    assert program.rows("SELECT draft FROM session") == [("and not sent",)]


def test_thoughts_are_kept_and_not_sent_back(
    desk: Desk, launch: Launch, server: ModelServer
) -> None:
    server.script(thoughts("Deep thought.", "Forty-two."), text("Title"), text("Again."))
    program = launch(server)
    say(desk, "why")
    wait_for_end(program, ["done"])
    assert program.texts() == ["why", "Deep thought.", "Forty-two."]
    say(desk, "and")
    wait_for_end(program, ["done", "done"])
    assert "Deep thought." not in str(server.chats[-1].body)


def test_a_busy_server_is_waited_for(desk: Desk, launch: Launch, server: ModelServer) -> None:
    server.script(rate_limited(retry_after="1"), text("At last."))
    program = launch(server)
    say(desk, "hello")
    wait_for_end(program, ["done"])
    assert program.texts() == ["hello", "At last."]


def test_failures_keep_what_was_received_and_say_why(
    desk: Desk, launch: Launch, server: ModelServer
) -> None:
    server.script(
        cut(after=4),
        malformed(after=4),
        key_refused(),
        text("Well again."),
    )
    program = launch(server, environment={"OPENAI_API_KEY": "sk-refused-by-the-server"})
    for number in range(3):
        say(desk, f"try {number}")
        wait_for_end(program, ["failed"] * (number + 1))
    kinds = [str(kind) for (kind,) in program.rows("SELECT problem FROM turn WHERE problem != ''")]
    for kind, expected in zip(
        kinds, ("connection_cut", "malformed_reply", "key_refused"), strict=True
    ):
        assert expected in kind
    assert sum("Hello" in part for part in program.texts()) == 2
    say(desk, "last")
    wait_for_end(program, ["failed", "failed", "failed", "done"])


def test_without_a_model_the_guide_answers(desk: Desk, launch: Launch) -> None:
    program = launch()
    say(desk, "what is 6*7")
    wait_for_end(program, ["done"])
    assert "42" in program.texts()[-1]
