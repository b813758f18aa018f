"""Whatever hangs, closing ends; each stage is in the log, and the late one is named."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

import pytest

from tests.e2e.conftest import Launch
from tests.e2e.desk import Desk


@pytest.mark.parametrize(
    ("scenario", "named"),
    [
        ("close-idle", "remaining tasks took"),
        ("close-swallowing", "ignores its cancellation"),
        ("close-blocked", "a worker thread is blocked"),
        ("close-twice", "leaving after saving"),
    ],
)
def test_clean_up_ends_and_tells(launch: Launch, scenario: str, named: str) -> None:
    program = launch(wait=False, command=("-m", "bench.probe", scenario))
    ended = program.wait_exit(within=60)
    told = re.sub(r"closing [0-9.]+\n", "", ended.stderr)
    assert (ended.code, told) == (0, "")
    log = program.log()
    assert named in log
    assert "Traceback" not in log
    stages = ("drafts and settings", "answers", "periodic clean-up", "open sessions", "store")
    for stage in stages:
        assert f"clean-up: {stage} took" in log, stage


def test_a_hanging_event_loop_is_ended_from_outside(launch: Launch) -> None:
    program = launch(wait=False, command=("-m", "bench.probe", "close-hanging"))
    ended = program.wait_exit(within=60)
    assert ended.code in (0, 1)
    assert "clean-up hangs" in program.log()
    assert "close_while_window_hangs" in (program.data / "logs" / "hang.txt").read_text()


def test_closing_does_not_wait_for_a_disk_that_hangs(launch: Launch, tmp_path: Path) -> None:
    """A pipe in the place of the file: opening it blocks until somebody writes."""
    data = tmp_path / "home" / "data"
    data.mkdir(parents=True)
    os.mkfifo(data / "parley.db")
    program = launch(wait=False)
    program.wait_for_log("window shown")
    program.send(signal.SIGTERM)
    ended = program.wait_exit()
    assert (ended.code, ended.stderr) == (0, "")
    assert "Traceback" not in program.log()


def test_the_window_can_be_closed_as_soon_as_it_is_there(desk: Desk, launch: Launch) -> None:
    program = launch(wait=False)
    desk.window()
    desk.press("alt+F4")
    ended = program.wait_exit()
    assert (ended.code, ended.stderr) == (0, "")
    assert "Traceback" not in program.log()


def test_a_start_during_clean_up_waits_for_its_end(launch: Launch) -> None:
    first = launch(wait=False, command=("-m", "bench.probe", "close-swallowing"))
    first.wait_for_log("close requested")
    second = launch()
    assert first.wait_exit().code == 0
    assert second.process.poll() is None
    second.send(signal.SIGTERM)
    assert second.wait_exit().code == 0


def test_a_folder_that_cannot_be_used_is_told_in_a_window(
    desk: Desk, launch: Launch, tmp_path: Path
) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "data").write_text("a file, where a folder should be")
    program = launch(wait=False)
    desk.window()
    desk.press("alt+F4")
    ended = program.wait_exit()
    assert ended.code == 1
    assert "cannot use the folder" in ended.stderr
    assert "Traceback" not in ended.stderr
