"""The system sleeps, shuts down or loses its screen: nothing received is lost, nothing stays."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import psutil
import pytest

from gui.qt.runner import CUT_OFF
from tests.desktop_bus import PrivateBus, private_bus
from tests.e2e.conftest import Launch
from tests.e2e.desk import Desk
from tests.e2e.program import Program
from tests.e2e.test_ending import SLOW, assert_clean_end, begin, wait_for_words
from tests.e2e.test_talking import wait_for_end
from tests.logind import FakeLogind
from tests.model_behaviours import text
from tests.model_servers import ModelServer

__all__ = ["private_bus"]

BRISK = text("word " * 300, fragments=300, pause=0.01)


@pytest.fixture
def logind(private_bus: PrivateBus) -> Iterator[FakeLogind]:
    logind = FakeLogind(private_bus)
    yield logind
    logind.close()


@pytest.fixture
def own_desk() -> Iterator[Desk]:
    """A screen that the test may break."""
    desk = Desk()
    yield desk
    desk.close()


def on_bus(bus: PrivateBus) -> dict[str, str]:
    return {"DBUS_SYSTEM_BUS_ADDRESS": bus.address}


def children_of(program: Program) -> list[psutil.Process]:
    return psutil.Process(program.process.pid).children(recursive=True)


def test_a_shutdown_in_mid_stream(
    desk: Desk, launch: Launch, server: ModelServer, private_bus: PrivateBus, logind: FakeLogind
) -> None:
    server.script(SLOW)
    program = launch(server, environment=on_bus(private_bus))
    program.wait_for_log("logind waits for us")
    begin(desk, program, server)
    wait_for_words(program)
    assert logind.held() == 1
    logind.shut_down()
    assert_clean_end(program)
    assert logind.held() == 0
    assert program.turn_states() == ["interrupted"]
    assert "word word" in program.texts()[-1]


def test_a_sleep_in_mid_stream(
    desk: Desk, launch: Launch, server: ModelServer, private_bus: PrivateBus, logind: FakeLogind
) -> None:
    server.script(BRISK, text("A title"))
    program = launch(server, environment=on_bus(private_bus))
    program.wait_for_log("logind waits for us")
    begin(desk, program, server)
    wait_for_words(program)
    desk.type("half a thought")
    logind.sleep(coming=True)
    program.wait_for_log("saved before the sleep")
    program.wait_until(lambda: logind.held() == 0, what="the system may sleep")
    assert ("half a thought",) in program.rows("SELECT draft FROM session")
    logind.sleep(coming=False)
    program.wait_for_log("the computer slept")
    program.wait_until(lambda: logind.locks == 2, what="the next sleep waits too")
    wait_for_end(program, ["done"])
    desk.press("ctrl+q")
    assert_clean_end(program)


def test_the_screen_is_lost_in_mid_stream(
    own_desk: Desk, launch: Launch, server: ModelServer
) -> None:
    server.script(SLOW)
    program = launch(server, environment=own_desk.environment)
    begin(own_desk, program, server)
    wait_for_words(program)
    children = children_of(program)
    own_desk.break_off()
    ended = program.wait_exit()
    assert (ended.code, ended.stderr) == (CUT_OFF, "")
    assert "saved at the end of the session" in program.new_log()
    assert "word word" in program.texts()[-1]
    assert not [child for child in children if child.is_running()]

    program = launch(server)
    wait_for_end(program, ["interrupted"])
    program.send(signal.SIGTERM)
    assert_clean_end(program)
