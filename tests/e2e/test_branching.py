"""A message edited in the window forks the chat: what is sent next proves what the agent knows."""

from __future__ import annotations

import signal

from tests.e2e.conftest import Launch
from tests.e2e.desk import Desk
from tests.e2e.test_talking import say, wait_for_end
from tests.model_behaviours import text
from tests.model_servers import ModelServer


def told(server: ModelServer) -> list[str]:
    """What the model was sent last, without instructions; titles are asked for in between."""
    newest = next(chat for chat in reversed(server.chats) if chat.messages[0]["role"] == "system")
    return [message["content"] for message in newest.messages[1:]]


def test_a_fork_that_was_half_written_before_a_crash_takes_the_memory_back(
    desk: Desk, launch: Launch, server: ModelServer
) -> None:
    server.script(text("A."), text("B."), text("C."), text("D."))
    server.script_for("Write a title for the conversation", text("Title"))
    program = launch(server)
    say(desk, "one")
    wait_for_end(program, ["done"])
    say(desk, "two")
    wait_for_end(program, ["done", "done"])
    desk.press("Up")
    desk.type(" or more")
    program.wait_until(
        lambda: program.rows("SELECT text FROM edit") == [("two or more",)], what="it is kept"
    )
    program.send(signal.SIGKILL)
    program.wait_exit()

    program = launch(server)
    desk.window()

    def sent() -> bool:
        """Keys that come before the chat is shown do nothing."""
        if program.rows("SELECT text FROM edit"):
            desk.press("Up", "Return")
        return len(program.turn_states()) == 3

    program.wait_until(sent, what="the edited message is sent")
    wait_for_end(program, ["done"] * 3)
    assert told(server) == ["one", "A.", "two or more"]
    program.wait_until(lambda: not program.rows("SELECT text FROM edit"), what="it is sent")
    program.send(signal.SIGTERM)
    assert program.wait_exit().code == 0

    program = launch(server)
    say(desk, "three")
    wait_for_end(program, ["done"] * 4)
    assert told(server) == ["one", "A.", "two or more", "C.", "three"]
    assert program.texts() == ["one", "A.", "two", "B.", "two or more", "C.", "three", "D."]
