"""Parley as a process: start it, read its log and its file, end it."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
START_LIMIT = 60.0
EXIT_LIMIT = 15.0
POLL = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Exit:
    code: int
    seconds: float
    stderr: str


class Program:
    """One run of Parley on `data`, with an environment that holds nothing of this computer's."""

    def __init__(
        self,
        data: Path,
        *,
        environment: Mapping[str, str] | None = None,
        wait: bool = True,
        command: Sequence[str] = (str(ROOT / "main.py"),),
    ) -> None:
        self.data = data
        self._stderr = data.parent / f"stderr-{time.monotonic_ns()}.txt"
        data.parent.mkdir(parents=True, exist_ok=True)
        self._log_start = len(self.log())
        with self._stderr.open("wb") as stderr:
            self.process = subprocess.Popen(
                [sys.executable, *command, "--data-dir", str(data)],
                env={**clean_environment(data.parent), **(environment or {})},
                stdin=subprocess.DEVNULL,
                stdout=stderr,
                stderr=stderr,
                cwd=data.parent,
            )
        if wait:
            self.wait_for_log("ready with")

    def log(self) -> str:
        path = self.data / "logs" / "parley.log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def new_log(self) -> str:
        """What this run has logged so far."""
        return self.log()[self._log_start :]

    def wait_for_log(self, pattern: str, *, within: float = START_LIMIT) -> None:
        self.wait_until(
            lambda: re.search(pattern, self.new_log()) is not None,
            what=f"log line {pattern!r}",
            within=within,
        )

    def wait_until(
        self, condition: Callable[[], object], *, what: str, within: float = START_LIMIT
    ) -> None:
        end = time.monotonic() + within
        while not condition():
            if self.process.poll() is not None:
                raise AssertionError(
                    f"Parley ended with {self.process.returncode} before: {what}\n"
                    f"{self.stderr()}\n{self.new_log()}"
                )
            if time.monotonic() > end:
                raise AssertionError(f"not within {within} s: {what}\n{self.new_log()}")
            _pause()

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """Read the store as another program would."""
        path = self.data / "parley.db"
        if not path.exists():
            return []
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=5)
        try:
            return connection.execute(query).fetchall()
        except sqlite3.OperationalError:
            return []  # not created yet
        finally:
            connection.close()

    def texts(self) -> list[str]:
        """Every stored text, oldest turn first."""
        rows = self.rows(
            "SELECT part.text FROM part JOIN turn ON turn.id = part.turn_id"
            " ORDER BY turn.id, part.position"
        )
        return [str(text) for (text,) in rows]

    def turn_states(self) -> list[str]:
        rows = self.rows("SELECT state FROM turn WHERE role = 'agent' ORDER BY id")
        return [str(state) for (state,) in rows]

    def send(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def wait_exit(self, *, within: float = EXIT_LIMIT) -> Exit:
        started = time.monotonic()
        code = self.process.wait(within)
        return Exit(code=code, seconds=time.monotonic() - started, stderr=self.stderr())

    def stderr(self) -> str:
        return self._stderr.read_text(encoding="utf-8", errors="replace")

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(5)


def clean_environment(home: Path) -> dict[str, str]:
    return {
        "PATH": os.environ.get("PATH", ""),
        "PYTHONPATH": str(ROOT),
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "LANG": "C.UTF-8",
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
    }


def _pause() -> None:
    time.sleep(POLL)
