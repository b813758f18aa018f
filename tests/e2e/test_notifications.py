"""Outside the window: notifications and the tray, on a real bus, with the real program."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.desktop_bus import PrivateBus, private_bus
from tests.e2e.conftest import Launch
from tests.e2e.desk import Desk
from tests.e2e.program import Program
from tests.e2e.test_talking import say, wait_for_end
from tests.model_behaviours import cut, text
from tests.model_servers import ModelServer
from tests.notifications import FakeNotifications
from tests.panel import FakePanel

__all__ = ["private_bus"]

ANSWER = (
    "# Plans\n\nBuy **fish** & <chips>, then [read](https://example.org). " + "And so on. " * 60
)
FAILING = replace(cut(after=6), pause=0.3)
JOINED = "tray on the bus"
"""What the log says once Parley listens to the bus."""


@pytest.fixture
def panel(private_bus: PrivateBus) -> Iterator[FakePanel]:
    panel = FakePanel(private_bus)
    yield panel
    panel.close()


def titles(desk: Desk) -> list[str]:
    """The titles of the windows that can be seen."""
    done = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", "Parley"],
        env={**os.environ, **desk.environment},
        capture_output=True,
        text=True,
        check=False,
    )
    return [desk.xdotool("getwindowname", window) for window in done.stdout.split()]


def close_to_tray(desk: Desk, program: Program) -> None:
    desk.window()
    desk.press("alt+F4")
    program.wait_until(lambda: not titles(desk), what="the window is gone")


def choose(data: Path, settings: dict[str, bool]) -> None:
    """What the user has set before this start."""
    data.mkdir(parents=True)
    (data / "settings.json").write_text(json.dumps(settings), encoding="utf-8")


def assert_clean_end(program: Program) -> None:
    ended = program.wait_exit()
    assert (ended.code, ended.stderr) == (0, "")
    assert "Traceback" not in program.log()


def test_a_click_on_a_notification_brings_the_window_and_the_chat(
    desk: Desk, launch: Launch, server: ModelServer, private_bus: PrivateBus
) -> None:
    notifications = FakeNotifications(private_bus)
    server.script(text(ANSWER, fragments=20, pause=0.1), text("Shopping"), FAILING)
    program = launch(server, environment=private_bus.environment)
    program.wait_for_log(JOINED)
    say(desk, "my plans")
    program.wait_until(lambda: len(server.chats) > 0, what="the request arrives")
    desk.press("ctrl+n")
    program.wait_until(lambda: titles(desk) == ["New chat – Parley"], what="another chat")
    desk.xdotool("windowminimize", desk.window())
    shown = notifications.wait()
    assert shown.title == "my plans"
    assert shown.body.startswith("Plans Buy fish &amp; &lt;chips&gt;, then read. And so on.")
    assert shown.body.endswith("…")
    assert shown.actions[0] == "default"
    assert titles(desk) == []
    notifications.click(shown.id)
    program.wait_until(lambda: titles(desk) and "New chat" not in titles(desk)[0], what="the chat")
    program.wait_until(lambda: notifications.closed == [shown.id], what="it is withdrawn")

    say(desk, "once more")
    desk.xdotool("windowminimize", desk.window())
    wait_for_end(program, ["done", "failed"])
    failed = notifications.wait(2)
    assert (failed.title, failed.replaces) == ("Shopping", 0)
    assert failed.body.startswith("The connection to 127.0.0.1")
    assert failed.body.endswith(" was lost.")
    notifications.click(failed.id)
    program.wait_until(lambda: titles(desk), what="the window comes again")
    desk.window()
    desk.press("ctrl+q")
    assert_clean_end(program)


def test_the_tray_keeps_parley_running_and_ends_it(
    desk: Desk,
    launch: Launch,
    tmp_path: Path,
    private_bus: PrivateBus,
    panel: FakePanel,
) -> None:
    choose(tmp_path / "home" / "data", {"desktop.keep_running": True})
    notifications = FakeNotifications(private_bus)
    program = launch(environment=private_bus.environment)
    say(desk, "what is 6*7")
    wait_for_end(program, ["done"])
    panel.wait_for_icon()
    program.wait_until(lambda: "what is 6*7" in panel.lines(), what="the menu has the chat")
    assert list(panel.lines()) == ["Show Parley", "New chat", "what is 6*7", "Quit"]
    assert panel.tooltip() == "Parley"
    desk.type("half a thought")
    close_to_tray(desk, program)
    assert notifications.wait().body == "Parley is still running in the tray."
    drafts = "SELECT draft FROM session"
    program.wait_until(
        lambda: program.rows(drafts) == [("half a thought",)], what="what was typed is kept"
    )
    panel.choose("New chat")
    program.wait_until(lambda: titles(desk) == ["New chat – Parley"], what="a new chat")
    desk.window()
    program.wait_until(lambda: notifications.closed, what="the hint is withdrawn")
    panel.choose("what is 6*7")
    program.wait_until(lambda: titles(desk) == ["what is 6*7 – Parley"], what="the chat")
    close_to_tray(desk, program)
    panel.click()
    program.wait_until(lambda: titles(desk), what="a click brings it")
    panel.choose("Quit")
    assert_clean_end(program)
    assert len(notifications.shown) == 1


def test_a_window_whose_tray_goes_comes_back_and_then_closes_as_always(
    desk: Desk, launch: Launch, tmp_path: Path, private_bus: PrivateBus
) -> None:
    choose(tmp_path / "home" / "data", {"desktop.keep_running": True})
    program = launch(environment=private_bus.environment)
    program.wait_for_log(JOINED)
    panel = FakePanel(private_bus)  # comes later than Parley
    panel.wait_for_icon()
    close_to_tray(desk, program)
    panel.close()
    program.wait_until(lambda: titles(desk), what="the window comes back")
    desk.window()
    desk.press("alt+F4")
    assert_clean_end(program)


@pytest.mark.parametrize("address", ["", "unix:path=/nowhere/bus"])
def test_without_a_bus_and_a_tray_nothing_is_missed(
    desk: Desk, launch: Launch, tmp_path: Path, address: str
) -> None:
    choose(tmp_path / "home" / "data", {"desktop.keep_running": True})
    program = launch(environment={"DBUS_SESSION_BUS_ADDRESS": address or "disabled:"})
    program.wait_for_log("no session bus")
    desk.window()
    desk.press("alt+F4")
    assert_clean_end(program)
