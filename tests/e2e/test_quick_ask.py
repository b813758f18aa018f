"""Quick ask on a real screen: global keys, another program in front, an answer in the file."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from Xlib.display import Display

from gui.model.global_shortcut import KeyCombination, ShortcutState
from gui.qt.x11_connection import X11Connection
from tests.e2e.conftest import Launch
from tests.e2e.desk import Desk
from tests.e2e.program import Program
from tests.model_behaviours import text
from tests.model_servers import ModelServer

KEYS = KeyCombination(key="space", ctrl=True, alt=True)


@pytest.fixture
def switched_on(tmp_path: Path) -> Path:
    """The settings of a program that is started next."""
    path = tmp_path / "home" / "data" / "settings.json"
    path.parent.mkdir(parents=True)
    path.write_text(json.dumps({"desktop.quick_ask": True, "chat.model_titles": False}))
    return path


@pytest.fixture
def other_window(desk: Desk) -> Iterator[None]:
    """A window of another program, to be activated by its title."""
    display = Display(desk.display)
    screen = display.screen()
    window = screen.root.create_window(0, 0, 300, 200, 0, screen.root_depth)
    window.set_wm_name("Something else")
    window.map()
    display.sync()
    yield
    display.close()


def active(desk: Desk) -> str:
    return desk.xdotool("getwindowfocus", "getwindowname")


def wait_in_front(desk: Desk, program: Program, title: str) -> None:
    program.wait_until(lambda: title in active(desk), what=f"{title!r} is in front")


@pytest.mark.usefixtures("switched_on", "other_window")
def test_keys_a_question_and_its_answer(desk: Desk, launch: Launch, server: ModelServer) -> None:
    server.script(text("The first answer."), text("The second answer."))
    program = launch(server)
    program.wait_for_log("shortcut of quick ask: active")
    desk.window(title="Something else")
    wait_in_front(desk, program, "Something else")
    desk.press("ctrl+alt+space")
    wait_in_front(desk, program, "Quick ask")
    desk.type("first question")
    desk.press("Return")
    program.wait_until(lambda: program.turn_states() == ["done"], what="an answer")
    desk.type("second question")
    desk.press("Return")
    program.wait_until(lambda: program.turn_states() == ["done", "done"], what="two answers")
    assert program.texts() == [
        "first question",
        "The first answer.",
        "second question",
        "The second answer.",
    ]
    used = program.rows("SELECT title FROM session WHERE title != ''")
    assert used == [("first question",)]
    desk.type("kept")
    desk.press("Escape")
    program.wait_until(lambda: "Quick ask" not in active(desk), what="it is hidden")
    desk.window(title="Something else")
    desk.press("Num_Lock")
    desk.press("ctrl+alt+space")
    wait_in_front(desk, program, "Quick ask")
    desk.press("Num_Lock")
    desk.press("ctrl+o")  # into the window of Parley
    wait_in_front(desk, program, "first question – Parley")
    desk.press("ctrl+q")
    ended = program.wait_exit()
    assert (ended.code, ended.stderr) == (0, "")
    settings = json.loads((program.data / "settings.json").read_text(encoding="utf-8"))
    assert settings["quick_ask.draft"] == "kept"


@pytest.mark.usefixtures("switched_on")
def test_keys_that_another_program_has_are_a_reason(desk: Desk, launch: Launch) -> None:
    other = X11Connection(desk.display)
    assert other.grab(KEYS) is ShortcutState.ACTIVE
    program = launch()
    program.wait_for_log("shortcut of quick ask: taken")
    other.let_go()
    other.close()


def test_a_second_start_shows_it_in_the_first(
    desk: Desk, launch: Launch, server: ModelServer
) -> None:
    server.script(text("An answer."))
    program = launch(server)
    program.wait_for_log("engine ready")
    command = ("-m", "gui", "--quick-ask")
    assert launch(wait=False, command=command).wait_exit().code == 0
    wait_in_front(desk, program, "Quick ask")
    desk.type("asked from outside")
    desk.press("Return")
    program.wait_until(lambda: program.turn_states() == ["done"], what="an answer")
    assert program.texts() == ["asked from outside", "An answer."]


def test_a_first_start_can_ask_for_it(desk: Desk, launch: Launch, server: ModelServer) -> None:
    program = launch(server, command=("-m", "gui", "--quick-ask"))
    wait_in_front(desk, program, "Quick ask")
    desk.press("Escape")
    program.wait_until(lambda: "Quick ask" not in active(desk), what="it is hidden")


@pytest.mark.usefixtures("switched_on")
def test_the_end_of_the_screen_is_no_crash(launch: Launch) -> None:
    screen = Desk()
    try:
        program = launch(environment=screen.environment)
        program.wait_for_log("shortcut of quick ask: active")
        screen.break_off()
        program.wait_exit()
        assert "Traceback" not in program.log() + program.stderr()
    finally:
        screen.close()
