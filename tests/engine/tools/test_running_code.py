"""Code is run by real interpreters: its output comes back, and nothing of it stays behind."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import psutil
import pytest

from gui.engine.bench_of_tools import Bench
from gui.engine.children import StartChild
from gui.engine.login_path import LoginPath
from gui.engine.tools.kept_output import HEAD, TAIL, KeptOutput
from gui.engine.tools.surroundings import ToolOptions
from gui.model.gate import Effect
from tests.engine.tools.bench import answer, called, code_bench, refusal
from tests.waiting import until


@pytest.fixture
def bench(start: StartChild, folder: Path) -> Bench:
    return code_bench(folder, start, ToolOptions(python=sys.executable))


def alive_in(folder: Path) -> list[int]:
    """Who works in this test's folder; a run's mark would also find those of other tests."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.cwd() == str(folder.resolve()):
                found.append(process.pid)
        except (psutil.Error, OSError):
            continue
    return found


async def test_a_program_works_in_the_folder_and_leaves_no_trace(
    bench: Bench, folder: Path
) -> None:
    code = "import sys\nopen('made.txt', 'w').write('x')\nprint('grüße', file=sys.stderr)\nprint(2)"
    said = await called(bench, "run_python", code=code)
    assert said.text == "grüße\n2\n"
    assert [item.name for item in folder.iterdir()] == ["made.txt"]
    assert (said.facts.effect, said.facts.isolated) == (Effect.RUN, False)
    assert (said.facts.tool_id, said.facts.place) == ("code/run_python", str(folder))


async def test_how_a_program_fails_is_told_with_its_line(bench: Bench) -> None:
    said = await refusal(bench, "run_python", code="x = 1\nraise SystemError('broken')")
    assert "line 2" in said
    assert "raise SystemError('broken')" in said
    assert said.endswith("[It ended with code 1.]")


async def test_shell_commands(bench: Bench, folder: Path) -> None:
    said = await answer(bench, "run_shell", command="echo one >&2\necho two | tr a-z A-Z; pwd")
    assert said == f"one\nTWO\n{folder.resolve()}\n"
    assert "code 3" in await refusal(bench, "run_shell", command="exit 3")
    assert await answer(bench, "run_shell", command="true") == "[It printed nothing.]"


async def test_who_reads_finds_no_input(bench: Bench) -> None:
    said = await answer(bench, "run_python", code="import sys; print(repr(sys.stdin.read()))")
    assert said == "''\n"
    assert "EOFError" in await refusal(bench, "run_python", code="input()")


async def test_no_key_of_the_users_reaches_the_code(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    assert "sk-secret" not in await answer(bench, "run_shell", command="env")


@pytest.mark.parametrize(
    "code",
    [
        "while True: pass",
        "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\ntime.sleep(600)",
        "import os, time\nos.close(1); os.close(2); time.sleep(600)",
    ],
    ids=["busy", "deaf", "silent"],
)
async def test_a_program_without_end_is_ended(bench: Bench, folder: Path, code: str) -> None:
    said = await refusal(bench, "run_python", code=f"print('begun', flush=True)\n{code}", seconds=1)
    assert said.startswith("begun\n")
    assert "ended after 1 seconds" in said
    assert alive_in(folder) == []


SWARM = """
import os, subprocess, sys, time
code = "import time; time.sleep(600)"
for _ in range(5):
    subprocess.Popen([sys.executable, "-c", code])
    subprocess.Popen([sys.executable, "-c", code], start_new_session=True)
if os.fork() == 0:
    os.setsid()
    if os.fork() == 0:
        time.sleep(600)
    os._exit(0)
print("swarming", flush=True)
"""


@pytest.mark.parametrize("end", ["", "time.sleep(600)"], ids=["left behind", "still there"])
async def test_a_swarm_is_swept(bench: Bench, folder: Path, end: str) -> None:
    said = await called(bench, "run_python", code=SWARM + end, seconds=2)
    assert "swarming" in said.text
    assert alive_in(folder) == []


async def test_a_flood_is_cut_in_the_middle(bench: Bench) -> None:
    code = (
        "import sys\nprint('first')\n"
        "for _ in range(100): sys.stdout.write('x' * 1_000_000)\nprint('last')"
    )
    said = await answer(bench, "run_python", code=code)
    assert said.startswith("first\nxxx")
    assert said.endswith("xxxlast\n")
    assert "99,960,011 bytes are left out" in said
    assert len(said) < HEAD + TAIL + 100


async def test_what_is_cancelled_is_ended(bench: Bench, folder: Path) -> None:
    code = "import time\nopen('begun', 'w').close()\ntime.sleep(600)"
    task = asyncio.get_running_loop().create_task(
        bench.workbench.call_tool("run_python", {"code": code})
    )
    await until((folder / "begun").exists)
    task.cancel()
    await asyncio.wait({task})
    assert alive_in(folder) == []
    assert [item.name for item in folder.iterdir()] == ["begun"]


async def test_the_users_shell_tells_where_programs_are(start: StartChild, tmp_path: Path) -> None:
    shell = tmp_path / "shell"
    shell.write_text(
        '#!/bin/sh\necho "welcome back"\nPATH="/mine:$PATH"\nshift 2\nexec /bin/sh "$@"\n'
    )
    shell.chmod(0o755)

    async def told(shell: str) -> str:
        return await LoginPath(start, {"PATH": "/usr/bin", "SHELL": shell}).get()

    assert (await told(str(shell))).startswith("/mine:")
    assert await told(str(tmp_path / "none")) == "/usr/bin"
    assert await told("") == "/usr/bin"


async def test_without_python_the_model_is_told(
    start: StartChild, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("SHELL", raising=False)
    said = await refusal(code_bench(folder, start, ToolOptions()), "run_python", code="1")
    assert "There is no Python on this computer" in said


async def test_where_nothing_can_be_started_the_tools_say_so(folder: Path) -> None:
    bench = code_bench(folder, None, ToolOptions())
    assert "cannot run code" in await refusal(bench, "run_shell", command="true")


async def test_a_program_that_is_not_there(start: StartChild, folder: Path) -> None:
    options = ToolOptions(python="/nowhere/python3")
    said = await refusal(code_bench(folder, start, options), "run_python", code="1")
    assert "not found" in said
    assert "code 127" in said


def test_short_output_is_kept_whole() -> None:
    kept = KeptOutput()
    for _ in range(HEAD + TAIL):
        kept.add(b"x")
    assert kept.text == "x" * (HEAD + TAIL)
    kept.add(b"yz")
    assert "2 bytes are left out" in kept.text
    assert kept.text.endswith("xyz")
