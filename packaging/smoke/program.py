"""One run of the installed Parley: started, watched for what it contacts, and ended."""

from __future__ import annotations

import re
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from smoke.place import Place

START_LIMIT = 40.0
EXIT_LIMIT = 12.0
_LOOK = 0.05
_TRACED = "connect,sendto,sendmsg,sendmmsg"


@dataclass(frozen=True, kw_only=True)
class End:
    code: int
    seconds: float
    stderr: str


class Program:
    """`data` is where its chats lie; `evidence` is where its output and its trace go."""

    def __init__(self, place: Place, command: list[str], *, data: Path, evidence: Path) -> None:
        self.place = place
        self.data = data
        self._evidence = evidence
        self._log_start = len(self.log())
        self._stderr = evidence.with_suffix(".stderr.txt")
        self.trace = evidence.with_suffix(".trace.txt")
        with self._stderr.open("wb") as output:
            self.process = subprocess.Popen(
                [*traced(self.trace), *command],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
            )

    def log(self) -> str:
        path = self.data / "logs" / "parley.log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def wait_for_log(self, pattern: str) -> None:
        self.wait_until(lambda: re.search(pattern, self.log()[self._log_start :]), pattern)

    def wait_until(self, condition: Callable[[], object], what: str) -> None:
        end = time.monotonic() + START_LIMIT
        while not condition():
            if self.process.poll() is not None:
                code, said = self.process.returncode, self.stderr()
                raise AssertionError(f"ended with {code} before: {what}; {said}")
            if time.monotonic() > end:
                raise AssertionError(f"not within {START_LIMIT:.0f} s: {what}")
            time.sleep(_LOOK)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """Read a copy of the file of chats: whoever reads the file itself leaves files beside."""
        copy = self._evidence.with_suffix(".db")
        for ending in ("", "-wal"):
            beside = Path(f"{self.data / 'parley.db'}{ending}")
            Path(f"{copy}{ending}").unlink(missing_ok=True)
            if beside.exists():
                shutil.copyfile(beside, f"{copy}{ending}")
        if not copy.exists():
            return []
        connection = sqlite3.connect(copy)
        try:
            return connection.execute(query).fetchall()
        except sqlite3.DatabaseError:
            return []  # not created yet, or copied in the middle of a checkpoint
        finally:
            connection.close()

    def texts(self) -> list[str]:
        """Every stored text, oldest turn first."""
        rows = self.rows(
            "SELECT part.text FROM part JOIN turn ON turn.id = part.turn_id"
            " ORDER BY turn.id, part.position"
        )
        return [str(text) for (text,) in rows]

    def states(self) -> list[str]:
        rows = self.rows("SELECT state FROM turn WHERE role = 'agent' ORDER BY id")
        return [str(state) for (state,) in rows]

    def stderr(self) -> str:
        return self._stderr.read_text(encoding="utf-8", errors="replace").strip()

    def send(self, number: signal.Signals) -> None:
        self.process.send_signal(number)

    def ended(self) -> End:
        """Wait for its end, and for that of all it has started."""
        started = time.monotonic()
        code = self.process.wait(EXIT_LIMIT)
        seconds = time.monotonic() - started
        end = time.monotonic() + 5
        while (left := self.place.running()) and time.monotonic() < end:
            time.sleep(_LOOK)
        if left:
            raise AssertionError(f"left running: {left}")
        return End(code=code, seconds=seconds, stderr=self.stderr())

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(5)


def traced(file: Path) -> list[str]:
    """Note what is contacted, without being between us and the program: -D is the other way."""
    if shutil.which("strace") is None:
        return []
    return ["strace", "-D", "-f", "-qq", "-s", "256", "-e", f"trace={_TRACED}", "-o", str(file)]


def contacts_beyond(trace: str) -> list[str]:
    """The lines of a trace that go to another computer, or ask for a name's address."""
    return [line for line in trace.splitlines() if _is_beyond(line)]


_ADDRESS = re.compile(r'inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"')
_LOOKUP = re.compile(r"htons\(53\)|nscd/socket|io\.systemd\.Resolve")


def _is_beyond(line: str) -> bool:
    if _LOOKUP.search(line) and "nscd" not in line:
        return True
    found = _ADDRESS.search(line)
    if found is None:
        return False
    address = found.group(1) or found.group(2)
    return not (address.startswith("127.") or address in ("::1", "::ffff:127.0.0.1"))


def environment_of(screen: str, more: Mapping[str, str] | None = None) -> dict[str, str]:
    return {"DISPLAY": screen, **(more or {})}
