"""Two programs on one folder: never do both write, whatever becomes of the files that tell them."""

from __future__ import annotations

import signal
from pathlib import Path

from tests.e2e.program import EXIT_LIMIT, Program


def test_a_second_start_hands_over_also_where_the_lock_file_is_gone(tmp_path: Path) -> None:
    data = tmp_path / "data"
    first = Program(data)
    try:
        first.wait_until((data / "parley.sock").exists, what="the socket")
        (data / "parley.lock").unlink()
        second = Program(data, wait=False)
        assert second.wait_exit(within=30).code == 0
        assert first.process.poll() is None
    finally:
        first.kill()


def test_without_lock_file_and_socket_the_second_start_is_refused(tmp_path: Path) -> None:
    data = tmp_path / "data"
    first = Program(data)
    try:
        first.wait_until((data / "parley.sock").exists, what="the socket")
        for name in ("parley.lock", "parley.sock"):
            (data / name).unlink()
        before = (data / "parley.db").stat().st_ino
        second = Program(data, wait=False)
        ended = second.wait_exit(within=40)
        assert ended.code == 1
        assert "holds the folder" in ended.stderr
        assert (data / "parley.db").stat().st_ino == before
        first.send(signal.SIGTERM)
        assert first.wait_exit(within=EXIT_LIMIT).code == 0
    finally:
        first.kill()


def test_what_a_killed_program_left_holds_up_nobody(tmp_path: Path) -> None:
    data = tmp_path / "data"
    first = Program(data)
    first.kill()
    assert (data / "parley.lock").exists()
    again = Program(data)
    try:
        assert again.process.poll() is None
    finally:
        again.kill()
