"""The measurements of the packaged app: its size, its start, and the memory of the program."""

from __future__ import annotations

import os
import statistics
from collections.abc import Callable
from pathlib import Path

from bench.figures import Figure, seconds_to_window, start_command
from bench.stage import ROOT, Stage, model_server

BUNDLE = ROOT / "dist" / "parley"
STARTS = 9
MEMORY_RUNS = 3
MEGABYTE = 1_000_000


def bundle_size(stage: Stage) -> list[Figure]:
    """What the unpacked bundle takes on the disk, and the Debian package."""
    del stage
    packages = sorted(ROOT.glob("dist/*.deb"), key=lambda path: path.stat().st_mtime)
    return [
        _size("bundle on disk, unpacked", _folder_bytes(BUNDLE), limit=190),
        _size(".deb", packages[-1].stat().st_size if packages else 0, limit=75),
    ]


def bundle_start(stage: Stage) -> list[Figure]:
    """Process start to window, the bundle in turn with the source tree."""
    what, goal = "start to window: bundle over source tree", "≤ 1.2 ×"
    program = BUNDLE / "parley"
    if not program.exists():
        return [_not_built(what, goal)]
    packed: list[float] = []
    source: list[float] = []
    for _ in range(STARTS):
        source.append(seconds_to_window(stage, start_command(), stage.data()))
        packed.append(seconds_to_window(stage, (str(program),), stage.data()))
    ratio = statistics.median(a / b for a, b in zip(packed[1:], source[1:], strict=True))
    return [
        Figure(
            what=what,
            measured=f"{statistics.median(packed[1:]):.2f} s = {ratio:.2f} ×",
            floor=f"source tree {statistics.median(source[1:]):.2f} s",
            goal=goal,
            reached=ratio <= 1.2,
        )
    ]


def memory(stage: Stage) -> list[Figure]:
    """The proportional set size with one chat open, over a bare window plus AutoGen."""
    with model_server("--behaviour", "text") as address:
        ours = statistics.median(
            stage.play("memory", address=address).number("pss") for _ in range(MEMORY_RUNS)
        )
    floor = statistics.median(_bare_memory(stage) for _ in range(MEMORY_RUNS))
    return [
        Figure(
            what="memory (PSS) with one chat open",
            measured=f"{ours / MEGABYTE:.0f} MB = {ours / floor:.2f} ×",
            floor=f"bare window plus imported AutoGen {floor / MEGABYTE:.0f} MB",
            goal="≤ 1.5 ×",
            reached=ours / floor <= 1.5,
        )
    ]


PACKAGED: dict[str, Callable[[Stage], list[Figure]]] = {
    "size": bundle_size,
    "bundle-start": bundle_start,
    "memory": memory,
}


def _bare_memory(stage: Stage) -> float:
    done = stage.run(["bench/bare_memory.py"], environment=stage.environment())
    return float(done.stdout.split()[1])


def _folder_bytes(folder: Path) -> int:
    """As the disk counts them, in whole blocks; a link is not what it points to."""
    total = 0
    for parent, _folders, names in os.walk(folder):
        total += sum(os.lstat(Path(parent, name)).st_blocks * 512 for name in names)
    return total


def _size(what: str, size: int, *, limit: int) -> Figure:
    goal = f"≤ {limit} MB"
    if not size:
        return _not_built(what, goal)
    return Figure(
        what=what,
        measured=f"{size / MEGABYTE:.1f} MB",
        floor="–",
        goal=goal,
        reached=size <= limit * MEGABYTE,
    )


def _not_built(what: str, goal: str) -> Figure:
    return Figure(
        what=what,
        measured="not built: run packaging/build.sh",
        floor="–",
        goal=goal,
        reached=False,
    )
