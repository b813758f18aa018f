"""Code in a real container: for a computer with a Docker engine that has the image.

`python -m pytest -n0 tests/engine/tools/docker_trials.py`, which the nightly run does where it can.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from gui.engine.bench_of_tools import Bench
from gui.engine.children import StartChild
from gui.engine.tools.surroundings import ToolOptions
from tests.engine.tools.bench import answer, called, code_bench, refusal
from tests.waiting import until

IMAGE = "python:3-slim"


def containers() -> str:
    words = ["docker", "ps", "--all", "--format", "{{.Names}}", "--filter", "name=parley-"]
    return subprocess.run(words, capture_output=True, text=True, timeout=30, check=True).stdout


@pytest.fixture
def bench(start: StartChild, folder: Path) -> Bench:
    return code_bench(folder, start, ToolOptions(docker_image=IMAGE))


async def test_it_sees_the_folder_and_nothing_else(bench: Bench, folder: Path) -> None:
    said = await called(
        bench,
        "run_python",
        code="import os, pathlib\npathlib.Path('made.txt').write_text('å 文')\n"
        f"print(os.getcwd(), os.path.exists({str(folder.parent / 'secret.txt')!r}))",
    )
    assert (said.text, said.failed, said.facts.isolated) == ("/work False\n", False, True)
    assert [path.name for path in folder.iterdir()] == ["made.txt"]
    assert (folder / "made.txt").read_text("utf-8") == "å 文"
    assert await answer(bench, "run_shell", command="cat made.txt") == "å 文"


async def test_it_reaches_no_network_and_has_no_rights(bench: Bench) -> None:
    code = (
        "import socket\n"
        "try:\n    socket.create_connection(('127.0.0.1', 9), 1)\n"
        "except OSError as error:\n    print(type(error).__name__)\n"
        "print(sorted(name for _, name in socket.if_nameindex()))\n"
        "print([line for line in open('/proc/self/status') if line.startswith('CapEff')])\n"
    )
    said = await answer(bench, "run_python", code=code)
    assert said.splitlines()[0] in {"ConnectionRefusedError", "OSError"}
    assert "eth" not in said.splitlines()[1]
    assert "0000000000000000" in said.splitlines()[2]


async def test_a_failure_is_told_with_its_lines(bench: Bench) -> None:
    said = await called(bench, "run_python", code="import nothing_here")
    assert "ModuleNotFoundError" in said.text
    assert "line 1" in said.text


async def test_one_that_is_late_is_gone_afterwards(bench: Bench) -> None:
    said = await refusal(bench, "run_python", code="import time; time.sleep(600)", seconds=3)
    assert "ended after 3 seconds" in said
    await until(lambda: not containers())
