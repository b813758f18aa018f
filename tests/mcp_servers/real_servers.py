"""Tries servers that people use, fetched by pip and npm, and says how many work.

`python -m tests.mcp_servers.real_servers`, for the nightly run, since it needs the registries.
The last line is `N passed, N failed`.
"""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
import tempfile
import venv
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from gui.model.mcp_report import McpError
from gui.model.mcp_server import McpServer, Transport
from tests.mcp_servers.house import House, open_house

NPM = ("@modelcontextprotocol/server-everything", "@modelcontextprotocol/server-filesystem")
PIP = "mcp-server-time"
FETCH_LIMIT = 300.0  # seconds


@dataclass(frozen=True, kw_only=True)
class Trial:
    """A call, and a word that its result must hold."""

    server: McpServer
    tool: str
    arguments: Mapping[str, Any] = field(default_factory=dict)
    expected: str = ""
    fails: bool = False


def fetch(home: Path) -> None:
    venv.create(home / "python", with_pip=True)
    python = home / "python" / "bin" / "python"
    _run(home, str(python), "-m", "pip", "install", "--quiet", PIP)
    _run(home, "npm", "install", "--no-fund", "--no-audit", "--silent", *NPM)
    (home / "notes").mkdir()
    (home / "notes" / "a.txt").write_text("the note")


def trials(home: Path) -> tuple[Trial, ...]:
    time = _server(home, "time", str(home / "python" / "bin" / "mcp-server-time"))
    everything = _server(home, "everything", "npx", "--no-install", "mcp-server-everything")
    notes = str(home / "notes")
    files = _server(home, "files", "npx", "--no-install", "mcp-server-filesystem", notes)
    return (
        Trial(
            server=time,
            tool="get_current_time",
            arguments={"timezone": "Asia/Shanghai"},
            expected="+08:00",
        ),
        Trial(server=everything, tool="echo", arguments={"message": "hi"}, expected="Echo: hi"),
        Trial(server=everything, tool="get-tiny-image", expected="picture"),
        Trial(
            server=files,
            tool="read_text_file",
            arguments={"path": f"{notes}/a.txt"},
            expected="the note",
        ),
        Trial(
            server=files,
            tool="read_text_file",
            arguments={"path": "/etc/hostname"},
            expected="denied",
            fails=True,
        ),
    )


async def fault_of(house: House, trial: Trial) -> str:
    """What is wrong with the result; "" when nothing is."""
    (bench,) = house.pool.bench([trial.server.id])
    try:
        await bench.workbench.list_tools()
    except McpError as error:
        return f"{error}\n{house.pool.report(trial.server.id)}"
    result = await bench.workbench.call_tool(trial.tool, trial.arguments)
    text = result.to_text()
    good = result.is_error is trial.fails and trial.expected in text
    return "" if good else f"answered {text[:500]!r}"


async def tried(home: Path) -> int:
    failed = 0
    rows = trials(home)
    servers = {trial.server.id: trial.server for trial in rows}.values()
    async with open_house(home / "logs", *servers, environ=os.environ) as house:
        for trial in rows:
            fault = await fault_of(house, trial)
            failed += bool(fault)
            say(f"{trial.server.name} {trial.tool}: {fault or 'good'}")
    say(f"{len(rows) - failed} passed, {failed} failed")
    return failed


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def _server(home: Path, name: str, command: str, *args: str) -> McpServer:
    return McpServer(
        id=name,
        name=name,
        transport=Transport.STDIO,
        command=command,
        args=args,
        folder=str(home),
        enabled=True,
        start_limit=120.0,
    )


def _run(home: Path, *command: str) -> None:
    subprocess.run(command, cwd=home, check=True, timeout=FETCH_LIMIT)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        fetch(Path(folder))
        return 1 if asyncio.run(tried(Path(folder))) else 0


if __name__ == "__main__":
    raise SystemExit(main())
