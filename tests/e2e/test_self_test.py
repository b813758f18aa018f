"""The check that users run and paste into a report: complete, quick, and without a trace."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from gui.self_test.check import Check, CheckError, CheckWarning, Finding, Ground, Outcome
from gui.self_test.run import CHECKS, _finding
from gui.services.owned_tasks import OwnedTasks

Drive = Callable[[Coroutine[Any, Any, Finding]], Finding]

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 20.0


WRITING = """
import sys
from PySide6.QtWidgets import QApplication
from gui.self_test.run import CHECKS, self_test
writing = [check for check in CHECKS if check.name in {"store", "keys", "tools", "child process"}]
assert len(writing) == 4
sys.exit(self_test(sys.argv[1], lambda: QApplication([]), checks=writing))
"""
"""The checks that write."""


def self_test(
    home: Path, *arguments: str, program: tuple[str, ...] = ("-m", "gui", "--self-test")
) -> subprocess.CompletedProcess[str]:
    """Without a display, and in an environment that holds nothing of this computer's."""
    environment = {
        "HOME": str(home),
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "TMPDIR": str(home),
        "LANG": "C.UTF-8",
    }
    return subprocess.run(
        [sys.executable, *program, *arguments],
        env=environment,
        cwd=home,
        capture_output=True,
        text=True,
        timeout=2 * LIMIT,
        check=False,
    )


def test_it_passes_and_leaves_nothing(tmp_path: Path) -> None:
    done = self_test(tmp_path)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    first, *lines, last = done.stdout.splitlines()
    assert first.endswith("self-test")
    outcomes = {line[:14].strip(): line[14:].split()[0] for line in lines}
    assert list(outcomes) == [check.name for check in CHECKS]
    assert "FAILED" not in outcomes.values()
    assert last.startswith(f"{len(CHECKS)} passed, 0 failed")
    assert float(last.split()[-2]) < LIMIT
    assert list(tmp_path.iterdir()) == []


def test_the_folder_of_the_user_keeps_what_is_in_it(tmp_path: Path) -> None:
    data = tmp_path / "data"
    data.mkdir()
    (data / "parley.db").write_text("not to be touched")
    done = self_test(tmp_path, str(data), program=("-c", WRITING))
    assert done.returncode == 0, done.stdout
    assert [path.name for path in data.iterdir()] == ["parley.db"]
    assert (data / "parley.db").read_text() == "not to be touched"


def test_a_folder_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = self_test(tmp_path, "--data-dir", str(tmp_path / "file" / "below"))
    assert done.returncode == 1
    assert "cannot be used" in done.stderr
    assert "Traceback" not in done.stderr


def test_whatever_a_check_does_becomes_a_line(
    run: Drive, qapp: QApplication, tmp_path: Path
) -> None:
    ground = Ground(app=qapp, folder=tmp_path)

    def found(work: Callable[[Ground], Coroutine[Any, Any, str]]) -> Finding:
        check = Check(name="test", run=work, limit=0.1)
        return run(_finding(check, ground, OwnedTasks()))

    async def well(ground: Ground) -> str:
        return "all\nis well"

    async def doubtful(ground: Ground) -> str:
        raise CheckWarning("no font")

    async def wrong(ground: Ground) -> str:
        raise CheckError("no icon")

    async def broken(ground: Ground) -> str:
        raise KeyError("missing")

    async def hanging(ground: Ground) -> str:
        await asyncio.sleep(60)
        return ""

    assert found(well).outcome is Outcome.OK
    assert found(well).line().endswith("all is well")
    assert (found(doubtful).outcome, found(doubtful).detail) == (Outcome.WARNING, "no font")
    for work, detail in (
        (wrong, "CheckError: no icon"),
        (broken, "KeyError: 'missing'"),
        (hanging, "TimeoutError: not done after 0 s"),
    ):
        assert (found(work).outcome, found(work).detail) == (Outcome.FAILED, detail)
