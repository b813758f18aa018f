"""Started at login, Parley waits without a window until it is wanted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from gui.services.desktop_entry import read_entry
from gui.services.login_place import AutostartFile
from gui.services.login_start import LoginStart
from tests.e2e.conftest import Launch
from tests.e2e.desk import Desk

HIDDEN = ("-m", "gui", "--hidden")


def visible_windows(desk: Desk) -> list[str]:
    done = subprocess.run(
        ["xdotool", "search", "--onlyvisible", "--name", "Parley"],
        env={**os.environ, **desk.environment},
        capture_output=True,
        text=True,
        check=False,
        timeout=15,
    )
    return done.stdout.split()


def test_a_hidden_start_is_complete_and_a_second_one_brings_the_window(
    desk: Desk, launch: Launch
) -> None:
    first = launch(command=HIDDEN)
    first.wait_for_log("window kept hidden")
    first.wait_for_log("engine ready")
    assert visible_windows(desk) == []
    assert launch(command=HIDDEN, wait=False).wait_exit().code == 0
    assert visible_windows(desk) == [], "a second login is no reason to show it"
    assert launch(wait=False).wait_exit().code == 0
    assert desk.window()
    first.send(signal.SIGTERM)
    ended = first.wait_exit()
    assert (ended.code, ended.stderr) == (0, "")
    assert "Traceback" not in first.log()


def test_a_hidden_start_can_be_ended_unseen(launch: Launch) -> None:
    program = launch(command=HIDDEN)
    program.send(signal.SIGTERM)
    ended = program.wait_exit()
    assert (ended.code, ended.stderr) == (0, "")


def test_the_entry_follows_a_program_that_has_moved(launch: Launch, tmp_path: Path) -> None:
    data = tmp_path / "home" / "data"
    place = AutostartFile("x", environ={"XDG_CONFIG_HOME": str(tmp_path / "home" / ".config")})
    name = LoginStart((), data=data).entry_name
    place.path = place.path.with_name(f"{name}.desktop")
    place.save(("/opt/elsewhere/parley", "--hidden"))
    program = launch()
    assert program.data == data
    program.wait_for_log("start at login leads here again")
    values = read_entry(place.path.read_text(encoding="utf-8"))
    assert values["Exec"] == f"{sys.executable} -P -m gui --hidden --data-dir {data}"
    settings = data / "settings.json"
    program.wait_until(
        lambda: settings.exists() and '"desktop.start_at_login": true' in settings.read_text(),
        what="the settings say so",
    )
