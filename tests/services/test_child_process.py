"""Children of Parley: talked to through pipes, and gone with all that they have started."""

from __future__ import annotations

import asyncio
import os
import signal
import stat
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

import psutil
import pytest

from gui.services.child_environment import child_environment
from gui.services.child_process import END_LIMIT, ChildPlan, ChildProcess
from gui.services.child_table import ChildTable
from gui.services.error_log import ErrorLog
from tests.waiting import until

Drive = Callable[[Coroutine[Any, Any, object]], object]

ECHO = "import sys\nfor line in sys.stdin: print(line.upper(), end='', flush=True)"
DEAF = """
import signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("ready", flush=True)
while True: time.sleep(1)
"""
PARENT = """
import subprocess, sys
child = subprocess.Popen([sys.executable, "-c", sys.argv[1]], stdin=subprocess.DEVNULL)
print(child.pid, flush=True)
sys.stdin.read()
"""
SLEEPER = "import time; time.sleep(600)"


def plan(code: str, *arguments: str) -> ChildPlan:
    return ChildPlan(name="test child", command=(sys.executable, "-c", code, *arguments))


@pytest.fixture
async def table(tmp_path: Path) -> AsyncIterator[ChildTable]:
    table = ChildTable(tmp_path / "logs")
    yield table
    await table.end_all()


async def read_line(child: ChildProcess) -> str:
    async with asyncio.timeout(10):
        return (await child.output.readline()).decode().strip()


def is_alive(pid: int) -> bool:
    try:
        return psutil.Process(pid).status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


async def timed_end(child: ChildProcess) -> float:
    started = time.monotonic()
    await child.end()
    return time.monotonic() - started


async def test_it_answers_and_ends_when_its_input_is_closed(table: ChildTable) -> None:
    child = await table.start(plan(ECHO))
    child.input.write(b"hello\n")
    assert await read_line(child) == "HELLO"
    assert table.living == (child,)
    assert await timed_end(child) < 0.5
    assert child.code == 0
    await until(lambda: not table.living)


async def test_who_ignores_sigterm_is_killed_within_bounds(table: ChildTable) -> None:
    child = await table.start(plan(DEAF))
    await read_line(child)
    assert await timed_end(child) < END_LIMIT + 0.5
    assert child.code == -signal.SIGKILL


@pytest.mark.parametrize("grandchild", [SLEEPER, DEAF], ids=["polite", "deaf"])
async def test_what_it_has_started_ends_with_it(table: ChildTable, grandchild: str) -> None:
    child = await table.start(plan(PARENT, grandchild))
    pid = int(await read_line(child))
    assert is_alive(pid)
    await child.end()
    assert not is_alive(pid)
    assert child.code == 0


async def test_one_that_ends_by_itself_takes_its_own_with_it(table: ChildTable) -> None:
    child = await table.start(plan(PARENT, SLEEPER))
    pid = int(await read_line(child))
    os.kill(child.pid, signal.SIGKILL)
    await until(child.gone.is_set)
    assert not is_alive(pid)
    assert child.code == -signal.SIGKILL
    await child.end()


async def test_the_last_words_are_not_lost(table: ChildTable, tmp_path: Path) -> None:
    code = "import sys; print('x' * 100_000); print('it broke', file=sys.stderr)"
    child = await table.start(plan(code))
    await until(child.gone.is_set)
    assert len(await child.output.read()) == 100_001
    log = tmp_path / "logs" / "test-child.log"
    await until(log.exists)
    assert log.read_text() == "it broke\n"
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


class SlowLog(ErrorLog):
    """On a disk that takes its time."""

    kept = False

    def add(self, data: bytes) -> None:
        threading.Event().wait(0.1)
        super().add(data)
        self.kept = True


async def test_it_is_gone_when_its_errors_are_kept(tmp_path: Path) -> None:
    errors = SlowLog(tmp_path / "child.log")
    child = await ChildProcess.start(plan("import sys; sys.exit('it broke')"), errors)
    await until(child.gone.is_set)
    assert errors.kept
    assert errors.path.read_text() == "it broke\n"


def test_the_log_of_errors_is_bounded_and_holds_no_key(tmp_path: Path) -> None:
    log = ErrorLog(tmp_path / "child.log", largest=1000)
    for number in range(100):
        log.add(f"line {number} sk-ant-{'a' * 40}\n".encode())
    log.add(b"y" * 5000)
    assert log.path.stat().st_size <= 1000
    assert log.older.stat().st_size <= 1000
    assert "sk-ant-a" not in log.older.read_text()
    assert "line 99" in log.older.read_text()


async def test_all_end_at_the_same_time_and_none_is_started_after(table: ChildTable) -> None:
    children = [await table.start(plan(DEAF)) for _ in range(3)]
    for child in children:
        await read_line(child)
    started = time.monotonic()
    await table.end_all()
    assert time.monotonic() - started < END_LIMIT + 1
    assert all(child.code == -signal.SIGKILL for child in children)
    with pytest.raises(OSError, match="ends"):
        await table.start(plan(ECHO))


async def test_a_program_that_is_not_there_is_told(table: ChildTable, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        await table.start(ChildPlan(name="nothing", command=(str(tmp_path / "nothing"),)))
    with pytest.raises(FileNotFoundError):
        await table.start(replace(plan(ECHO), folder=tmp_path / "no folder"))
    assert table.living == ()


async def test_it_has_a_group_and_an_environment_of_its_own(table: ChildTable) -> None:
    code = "import os; print(os.getpgid(0) == os.getsid(0) == os.getpid(), sorted(os.environ))"
    child = await table.start(replace(plan(code), environment={"GIVEN": "to it"}))
    line = await read_line(child)
    assert line.startswith("True")
    assert "'GIVEN'" in line
    assert "'PATH'" in line
    assert "'QT_QPA_PLATFORM'" not in line


def test_nothing_of_the_bundle_reaches_a_child() -> None:
    environ = {
        "PATH": "/bin",
        "LD_LIBRARY_PATH": "/opt/parley/_internal",
        "LD_LIBRARY_PATH_ORIG": "/mine/lib",
        "DYLD_LIBRARY_PATH": "/opt/parley/_internal",
        "_PYI_ARCHIVE_FILE": "/opt/parley/parley",
        "QT_PLUGIN_PATH": "/opt/parley/_internal/PySide6",
        "PYTHONHOME": "/opt/parley",
        "OPENAI_API_KEY": "sk-secret",
        "ANTHROPIC_AUTH_TOKEN": "secret",
        "XDG_ACTIVATION_TOKEN": "of our own start",
        "DESKTOP_STARTUP_ID": "of our own start",
        "PARLEY_DATA_DIR": "/mine/chats",
    }
    clean = child_environment({"EXTRA": "1"}, environ=environ, bundle="/opt/parley/_internal")
    assert clean == {"PATH": "/bin", "LD_LIBRARY_PATH": "/mine/lib", "EXTRA": "1"}
    users = {"PATH": "/bin", "LD_LIBRARY_PATH": "/mine/lib"}
    assert child_environment(environ=users, bundle="/opt/parley/_internal") == users


def test_children_work_on_the_loop_of_the_window(run: Drive, tmp_path: Path) -> None:
    async def talk() -> None:
        table = ChildTable(tmp_path / "logs")
        child = await table.start(plan(PARENT, DEAF))
        pid = int(await read_line(child))
        other = await table.start(plan(ECHO))
        other.input.write(b"hello\n")
        assert await read_line(other) == "HELLO"
        await table.end_all()
        assert not is_alive(pid)
        assert (child.code, other.code) == (0, 0)

    run(talk())


OWNER = """
import asyncio, sys
from pathlib import Path
from gui.services.child_process import ChildPlan
from gui.services.child_table import ChildTable

async def main():
    table = ChildTable(Path(sys.argv[1]))
    command = (sys.executable, "-c", sys.argv[2], sys.argv[3])
    child = await table.start(ChildPlan(name="child", command=command))
    print(child.pid, (await child.output.readline()).decode(), flush=True)
    await asyncio.sleep(600)

asyncio.run(main())
"""
DEAF_PARENT = PARENT.replace("sys.stdin.read()", "import time; time.sleep(600)")


async def test_a_killed_parley_leaves_no_children(table: ChildTable, tmp_path: Path) -> None:
    folder = Path(__file__).resolve().parents[2]
    code = f"import sys; sys.path.insert(0, {str(folder)!r})\n{OWNER}"
    owner = await table.start(plan(code, str(tmp_path), DEAF_PARENT, DEAF))
    pids = [int(word) for word in (await read_line(owner)).split()]
    assert len(pids) == 2
    before = [pid for pid in pids if is_alive(pid)]
    assert before == pids
    os.kill(owner.pid, signal.SIGKILL)
    await until(lambda: not any(is_alive(pid) for pid in pids), within=5)
