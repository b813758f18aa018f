"""Runs each fault of the disk and tells what the user sees: `python -m tests.e2e.fault_tour DIR`.

DIR gets a picture of each window. The disk is full, may not
be written any more, or has damaged the file; what was durable must be readable all the same.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.program import ROOT, clean_environment
from tests.services.house import House

TITLES = ("The first chat", "第二个聊天")
LIMIT = 90.0
LOG = "parley.db-wal"


def flip(data: Path) -> None:
    """Random bytes of the whole file, but for its header."""
    path = data / "parley.db"
    content = bytearray(path.read_bytes())
    chance = random.Random(6)
    for _ in range(len(content) // 100):
        content[chance.randrange(100, len(content))] = chance.randrange(256)
    path.write_bytes(content)


def cut(data: Path) -> None:
    path = data / "parley.db"
    os.truncate(path, path.stat().st_size // 2)


def lose_log(data: Path) -> None:
    (data / LOG).unlink(missing_ok=True)


def overwrite(data: Path) -> None:
    (data / "parley.db").write_bytes(b"\x00" * 50_000)


def empty(data: Path) -> None:
    (data / "parley.db").write_bytes(b"")


def make_newer(data: Path) -> None:
    path = data / "parley.db"
    content = bytearray(path.read_bytes())
    content[60:64] = (999).to_bytes(4, "big")
    path.write_bytes(content)


def nothing(data: Path) -> None:
    """The fault comes while the program runs: see `faulty_program`."""


@dataclass(frozen=True, kw_only=True)
class Fault:
    """`said` is part of what the user must see; "" where nothing is wrong any more."""

    prepare: Callable[[Path], None]
    said: str
    chats: tuple[str, ...] = TITLES
    answers: bool = True
    killed: bool = False
    """Whether the program before was killed, so that its log is there."""


FAULTS = {
    "random bytes flipped": Fault(prepare=flip, said="was damaged"),
    "file cut in half": Fault(prepare=cut, said="was damaged"),
    "file overwritten with zeros": Fault(prepare=overwrite, said="was damaged"),
    "file emptied": Fault(prepare=empty, said="was damaged"),
    "killed": Fault(prepare=nothing, said="", killed=True),
    "log deleted": Fault(prepare=lose_log, said="may be missing", chats=TITLES[:1], killed=True),
    "file of a newer Parley": Fault(
        prepare=make_newer, said="written by a newer Parley", chats=(), answers=False
    ),
    "disk full while running": Fault(prepare=nothing, said="cannot be saved"),
    "permission lost while running": Fault(prepare=nothing, said="cannot be saved"),
    "damaged while running": Fault(prepare=nothing, said="damaged"),
}


@dataclass(frozen=True, kw_only=True)
class Seen:
    saw: tuple[str, ...]
    chats: tuple[str, ...]
    answered: bool
    code: int


async def fill(data: Path, *, killed: bool) -> None:
    """Two chats; of a program that was killed, the second is in the log only."""
    data.mkdir(parents=True)
    async with House(data) as house:
        await house.store.look_after()
        for number, title in enumerate(TITLES):
            if killed and number:
                await house.store._submit(
                    lambda file: file.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                )
            session = await house.begin(f"Say something about {title}. " * 40)
            await house.idle(session.id)
            await house.service.shelf.rename(session.id, title)
            await house.service.journal.write()
        if killed:
            shutil.rmtree(data / "backups")
            for name in ("parley.db", LOG):
                shutil.copy(data / name, data / f"{name}.killed")
    if killed:
        shutil.rmtree(data / "backups", ignore_errors=True)
        for name in ("parley.db", LOG):
            (data / f"{name}.killed").replace(data / name)
        (data / "parley.db-open").touch()


def _screen() -> dict[str, str]:
    """The one that this was started on; none is needed for what runs offscreen."""
    names = ("DISPLAY", "QT_QPA_PLATFORM")
    return {name: os.environ[name] for name in names if name in os.environ}


def run_fault(name: str, folder: Path) -> Seen:
    """In a new folder below `folder`, which gets the picture too."""
    fault = FAULTS[name]
    place = folder / name.replace(" ", "-")
    data = place / "data"
    asyncio.run(fill(data, killed=fault.killed))
    fault.prepare(data)
    settings = {"appearance.language": "en", "desktop.tray": False}
    (data / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    picture = folder / f"{name.replace(' ', '-')}.png"
    command = [sys.executable, "-m", "tests.e2e.faulty_program", name, str(data), str(picture)]
    done = subprocess.run(
        [*bound(), *command],
        env={**clean_environment(place), **_screen()},
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
    )
    try:
        told = json.loads(done.stdout.strip().splitlines()[-1])
        return Seen(
            saw=tuple(told["saw"]),
            chats=tuple(sorted(told["chats"])),
            answered=bool(told.get("answered")),
            code=told["code"],
        )
    except (IndexError, ValueError, KeyError) as error:
        raise AssertionError(f"{name}: {done.stdout}\n{done.stderr}") from error


def bound() -> list[str]:
    """For the root, who may write anywhere: without that right."""
    if os.name != "posix" or os.geteuid() != 0:
        return []
    setpriv = shutil.which("setpriv")
    return [setpriv, "--bounding-set", "-dac_override,-dac_read_search"] if setpriv else []


def can_be_forbidden() -> bool:
    return os.name == "posix" and (os.geteuid() != 0 or bool(bound()))


def main() -> None:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    for name in FAULTS:
        seen = run_fault(name, folder)
        words = " ".join(seen.saw) or "nothing: it is as before"
        goes_on = "goes on" if seen.answered else "does not go on"
        print(f"{name}: “{words}” – {len(seen.chats)} chats, {goes_on}")  # noqa: T201 - its purpose


if __name__ == "__main__":
    main()
