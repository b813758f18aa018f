"""The measurements: each plays Parley on a stage and gives figures with their floors."""

from __future__ import annotations

import re
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench.markdown_sample import sample
from bench.stage import ROOT, Stage, model_server

STARTS = 7
CHARACTERS_PER_TOKEN = 5
KILL_AFTER = 3.0
FRAGMENT_PAUSE = 0.01


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    what: str
    measured: str
    floor: str
    goal: str
    reached: bool


Measure = Callable[[Stage], list[Figure]]


def start_to_window(stage: Stage) -> list[Figure]:
    """Process start to first paint, in turn with the bare window."""
    ours: list[float] = []
    bare: list[float] = []
    data = stage.data()
    for _ in range(STARTS):
        bare.append(_seconds_to_bare_window(stage))
        ours.append(seconds_to_window(stage, start_command(), data))
    ratio = statistics.median(a / b for a, b in zip(ours[1:], bare[1:], strict=True))
    return [
        Figure(
            what="process start to window shown",
            measured=f"{statistics.median(ours[1:]):.2f} s = {ratio:.2f} ×",
            floor=f"bare window {statistics.median(bare[1:]):.2f} s",
            goal="≤ 2.0 ×",
            reached=ratio <= 2.0,
        )
    ]


def start_gap(stage: Stage) -> list[Figure]:
    gaps = [stage.play("start-gaps").number("gap") for _ in range(3)]
    gap = statistics.median(gaps)
    return [
        Figure(
            what="longest gap of a 10 ms timer while AutoGen is imported",
            measured=f"{gap * 1000:.0f} ms",
            floor="10 ms",
            goal="≤ 50 ms",
            reached=gap <= 0.05,
        )
    ]


def close_idle(stage: Stage) -> list[Figure]:
    return [_close("close, idle", stage, "close-idle", limit=0.5)]


def close_busy(stage: Stage) -> list[Figure]:
    cases = (
        ("close while a reply streams", ("--behaviour", "text", "--fragments", "5000"), 2.0),
        ("close with a silent server", ("--behaviour", "silent"), 2.0),
        (
            "close with a server stalled after its headers",
            ("--behaviour", "headers_only"),
            2.0,
        ),
    )
    figures = []
    for what, arguments, limit in cases:
        with model_server(*arguments, "--pause", str(FRAGMENT_PAUSE)) as address:
            figures.append(_close(what, stage, "close-streaming", limit=limit, address=address))
    figures.append(
        _close("close with a task that swallows cancellation", stage, "close-swallowing", limit=10)
    )
    figures.append(_close("close with a blocked thread", stage, "close-blocked", limit=10))
    return figures


def kill_loss(stage: Stage) -> list[Figure]:
    """kill -9 in mid-stream: how much of what the server had sent is not in the file."""
    text = sample(200_000)
    data = stage.data()
    source = data.parent / "kill.md"
    source.write_text(text, encoding="utf-8")
    fragments = len(text) // CHARACTERS_PER_TOKEN
    arguments = ("--text-file", str(source), "--fragments", str(fragments))
    with model_server(*arguments, "--pause", str(FRAGMENT_PAUSE)) as address:
        process = subprocess.Popen(
            [sys.executable, "-m", "bench.probe", "reply", "--data-dir", str(data)],
            env=stage.environment(address),
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
        )
        while not _stored_characters(data):
            time.sleep(0.02)
        time.sleep(KILL_AFTER)
        process.kill()
        process.wait()
        killed = time.time()
    written = _last_write(data)
    lost = max(0.0, killed - written)
    kept = _stored_characters(data)
    return [
        Figure(
            what="kill -9 in mid-stream: age of the last write",
            measured=f"{lost:.2f} s ({kept} characters kept)",
            floor="0 s",
            goal="≤ 0.5 s",
            reached=lost <= 0.5 and kept > 0,
        )
    ]


def idle_cpu(stage: Stage) -> list[Figure]:
    with model_server("--behaviour", "text") as address:
        used = stage.play("idle", address=address).number("cpu")
    share = used / 60 * 100
    return [
        Figure(
            what="idle for 60 s with one chat open: CPU",
            measured=f"{share:.2f} % of a core",
            floor="0 %",
            goal="≤ 0.5 %",
            reached=share <= 0.5,
        )
    ]


MEASUREMENTS: dict[str, Measure] = {
    "start": start_to_window,
    "gap": start_gap,
    "close-idle": close_idle,
    "close-busy": close_busy,
    "kill": kill_loss,
    "idle": idle_cpu,
}


def _close(what: str, stage: Stage, scenario: str, *, limit: float, address: str = "") -> Figure:
    played = stage.play(scenario, address=address)
    seconds = played.gone - played.number("closing")
    clean = played.code == 0 and not played.stderr
    return Figure(
        what=what,
        measured=f"{seconds:.2f} s, exit code {played.code}, {len(played.stderr)} bytes on stderr",
        floor="–",
        goal=f"≤ {limit:g} s, 0, nothing",
        reached=seconds <= limit and clean,
    )


def _seconds_to_bare_window(stage: Stage) -> float:
    started = time.time()
    done = stage.run(["bench/bare_window.py"], environment=stage.environment())
    return float(done.stdout.split()[1]) - started


def start_command() -> tuple[str, ...]:
    """How the source tree is started."""
    return (sys.executable, "main.py")


def seconds_to_window(stage: Stage, command: Sequence[str], data: Path) -> float:
    """From the start of the process to the first paint; the program is ended after that."""
    log = data / "logs" / "parley.log"
    before = log.stat().st_size if log.exists() else 0
    started = time.time()
    process = subprocess.Popen(
        [*command, "--data-dir", str(data)], env=stage.environment(), cwd=ROOT
    )
    try:
        while True:
            text = log.read_text(encoding="utf-8")[before:] if log.exists() else ""
            if found := re.search(r"window shown at (\d+\.\d+)", text):
                return float(found[1]) - started
            time.sleep(0.01)
    finally:
        process.terminate()
        process.wait(15)


def _stored_characters(data: Path) -> int:
    rows = _read(
        data,
        "SELECT coalesce(sum(length(part.text)), 0) FROM part JOIN turn"
        " ON turn.id = part.turn_id WHERE turn.role = 'agent'",
    )
    return int(rows[0][0]) if rows else 0


def _last_write(data: Path) -> float:
    files = (data / "parley.db", data / "parley.db-wal")
    return max(file.stat().st_mtime for file in files if file.exists())


def _read(data: Path, query: str) -> list[tuple[int, ...]]:
    path = data / "parley.db"
    if not path.exists():
        return []
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5)
    try:
        return connection.execute(query).fetchall()
    except sqlite3.OperationalError:
        return []
    finally:
        connection.close()
