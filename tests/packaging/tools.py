"""Runs the tools that check desktop files, and the scripts of `packaging/`."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PACKAGING = ROOT / "packaging"
LINUX = PACKAGING / "linux"
APP = "chat.parley.Parley"
CHAT_FILE = "application/vnd.parley.chat+json"
LIMIT = 50.0


def run(
    *command: str | Path, environment: Mapping[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(word) for word in command],
        capture_output=True,
        text=True,
        timeout=LIMIT,
        env=None if environment is None else dict(environment),
        check=False,
    )


def said(*command: str | Path, environment: Mapping[str, str] | None = None) -> str:
    """What a command says that must succeed."""
    done = run(*command, environment=environment)
    assert done.returncode == 0, f"{command[0]}: {done.stdout}{done.stderr}"
    return done.stdout


def script(name: str, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run a script of `packaging/`."""
    return run(sys.executable, "-B", PACKAGING / name, *arguments)
