"""Whatever hangs, closing ends; each stage is in the log, and the late one is named."""

from __future__ import annotations

import re

import pytest

from tests.e2e.conftest import Launch


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
