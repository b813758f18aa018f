"""Where Parley is installed: a root of its own without Python, or this computer."""

from __future__ import annotations

import os
import shlex
import shutil
import stat
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

USER = 1500
"""The user's number inside the root; nobody else there has it."""

_MARK = "SMOKE_TEST"
_NOT_FILES = ("proc", "sys", "dev", "tmp/.X11-unix")
Snapshot = Mapping[str, tuple[int, int]]


@dataclass(frozen=True, kw_only=True)
class Place:
    """`root` is None where nothing separates Parley from this computer."""

    root: Path | None
    program: tuple[str, ...]
    home: Path
    """As seen from outside."""
    environment: Mapping[str, str] = field(default_factory=dict)

    def command(self, *arguments: str, environment: Mapping[str, str]) -> list[str]:
        """The whole command of Parley with nothing in its environment but what is said here."""
        return self.wrapped([*self.program, *arguments], environment)

    def wrapped(self, command: Sequence[str], environment: Mapping[str, str]) -> list[str]:
        """Any command in there, as the user."""
        whole = {**self._own(), **self.environment, **environment}
        clean = ["env", "-i", *(f"{name}={value}" for name, value in whole.items()), *command]
        if self.root is None:
            return clean
        return ["chroot", f"--userspec={USER}:{USER}", "--groups=", str(self.root), *clean]

    def inside(self, path: Path) -> str:
        """How Parley calls a path."""
        return str(path) if self.root is None else f"/{path.relative_to(self.root)}"

    def give(self, path: Path) -> None:
        """Make `path`, and what is below it, the user's."""
        if self.root is not None:
            for one in (path, *path.rglob("*")):
                os.chown(one, USER, USER, follow_symlinks=False)

    def folder(self, name: str) -> Path:
        """A new folder in the user's home."""
        folder = self.home / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self.give(folder)
        return folder

    def running(self) -> list[str]:
        """The processes that belong to Parley, or were started by it: number and command."""
        return [f"{pid} {_text(pid, 'cmdline')}".strip() for pid in _numbers() if self._ours(pid)]

    def snapshot(self) -> Snapshot:
        """Every file there is: its size and when it was changed; folders without either."""
        return {
            self.named(path): (0, 0) if stat.S_ISDIR(found.st_mode) else _state(found)
            for path, found in _files(self.root or self.home)
        }

    def named(self, path: Path) -> str:
        """How a snapshot calls a path."""
        return str(path.relative_to(self.root or self.home))

    def _own(self) -> dict[str, str]:
        runtime = self.root / "run/user" / str(USER) if self.root else self.home / "runtime"
        return {
            "HOME": self.inside(self.home),
            "USER": "tester",
            "LOGNAME": "tester",
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "LANG": "C.UTF-8",
            "XDG_RUNTIME_DIR": self.inside(runtime),
            _MARK: str(self.home),
        }

    def _ours(self, pid: int) -> bool:
        if pid == os.getpid() or _text(pid, "comm").strip() == "strace":
            return False
        if self.root is not None:
            return f"\nUid:\t{USER}\t" in f"\n{_text(pid, 'status')}" and not _is_zombie(pid)
        return f"{_MARK}={self.home}" in _text(pid, "environ") and not _is_zombie(pid)


def desktop_command(entry: str, *, action: str = "", arguments: Iterable[str] = ()) -> list[str]:
    """What a desktop runs for the text of a desktop entry; `arguments` take the place of %U."""
    section = f"[Desktop Action {action}]" if action else "[Desktop Entry]"
    lines = entry.split(section, 1)[1].split("\n[", 1)[0].splitlines()
    (line,) = [line for line in lines if line.startswith("Exec=")]
    command: list[str] = []
    for word in shlex.split(line.removeprefix("Exec=")):
        if word in ("%U", "%F", "%u", "%f"):
            command += arguments
        elif not word.startswith("%"):
            command.append(word)
    return command


def _files(top: Path) -> Iterable[tuple[Path, os.stat_result]]:
    left_out = {top / name for name in _NOT_FILES}
    for folder, folders, names in os.walk(top):
        here = Path(folder)
        folders[:] = [name for name in folders if here / name not in left_out]
        for name in (*folders, *names):
            path = here / name
            try:
                found = path.lstat()
            except FileNotFoundError:
                continue
            yield path, found


def _state(found: os.stat_result) -> tuple[int, int]:
    return found.st_size, found.st_mtime_ns


def _numbers() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def _is_zombie(pid: int) -> bool:
    return "State:\tZ" in _text(pid, "status")


def _text(pid: int, name: str) -> str:
    try:
        data = Path(f"/proc/{pid}/{name}").read_bytes()
    except OSError:
        return ""
    return data.decode(errors="replace").replace("\0", " ")
