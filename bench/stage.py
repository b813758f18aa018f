"""Where measurements are played: a screen, a model server, and Parley with the probe inside."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.desk import Desk

ROOT = Path(__file__).resolve().parents[1]
RUN_LIMIT = 240.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """One run: what the probe told, when the process was gone (Unix time), how it ended."""

    told: Mapping[str, str]
    gone: float
    code: int
    stderr: str

    def number(self, word: str) -> float:
        if word not in self.told:
            raise RuntimeError(
                f"the run told no {word!r}, and ended with {self.code}: {self.stderr}"
            )
        return float(self.told[word])


class Stage:
    """One X server for all measurements of a run; `home` is an empty folder."""

    def __init__(self, desk: Desk, home: Path) -> None:
        self._desk = desk
        self._home = home
        self._runs = 0

    def environment(self, address: str = "") -> dict[str, str]:
        """Nothing of this computer but the screen; with `address`, a model at that address."""
        environment = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(self._home),
            "XDG_RUNTIME_DIR": str(self._home),
            "LANG": "C.UTF-8",
            "PYTHON_KEYRING_BACKEND": "keyring.backends.fail.Keyring",
            **self._desk.environment,
        }
        if address:
            environment |= {"OPENAI_BASE_URL": f"{address}/v1", "OPENAI_MODEL": "test-model"}
        return environment

    def data(self) -> Path:
        """A data folder that no run has used."""
        self._runs += 1
        return self._home / f"data-{self._runs}"

    def play(self, scenario: str, *, address: str = "", data: Path | None = None) -> Played:
        """Run Parley with `scenario` until it ends."""
        command = ["-m", "bench.probe", scenario, "--data-dir", str(data or self.data())]
        done = self.run(command, environment=self.environment(address))
        lines = (line.partition(" ") for line in done.stdout.splitlines())
        return Played(
            told={word: value for word, _, value in lines},
            gone=time.time(),
            code=done.returncode,
            stderr=done.stderr,
        )

    def run(
        self, arguments: list[str], *, environment: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *arguments],
            env=dict(environment),
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=RUN_LIMIT,
            check=False,
        )


@contextmanager
def model_server(*arguments: str) -> Iterator[str]:
    """A model server in a process of its own; its address."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.model_servers", *arguments],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        # It tells of each request, and would wait for a reader once the pipe is full.
        threading.Thread(target=process.stdout.read, name="model server", daemon=True).start()
        yield address
    finally:
        process.terminate()
        process.wait(10)
