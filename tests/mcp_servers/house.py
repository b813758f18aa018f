"""A pool of MCP servers with real child processes, and the servers that tests put into it."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from gui.engine.mcp.absences import Patience
from gui.engine.mcp.pool import McpPool
from gui.engine.mcp.server_child import StartServer
from gui.model.leaving import Hear, unheard
from gui.model.mcp_server import McpServer, Transport
from gui.services.child_process import ChildPlan, ChildProcess
from gui.services.child_table import ChildTable

PLAIN = Path(__file__).with_name("plain.py")
WEB = Path(__file__).with_name("web.py")
ENVIRON = {"PATH": "/usr/bin:/bin"}


def plain(behaviour: str = "good", *arguments: str, name: str = "Plain") -> McpServer:
    return McpServer(
        id=behaviour,
        name=name,
        transport=Transport.STDIO,
        command=sys.executable,
        args=(str(PLAIN), behaviour, *arguments),
        enabled=True,
        start_limit=20.0,
    )


@dataclass
class Shelf:
    """Fits `McpSource`, in memory."""

    servers: dict[str, McpServer]
    secrets: dict[str, Mapping[str, str]] = field(default_factory=dict)
    callbacks: list[Callable[[], None]] = field(default_factory=list)

    def get(self, server_id: str) -> McpServer | None:
        return self.servers.get(server_id)

    async def secrets_of(self, server: McpServer) -> Mapping[str, str]:
        return self.secrets.get(server.id, {})

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        self.callbacks.append(callback)
        return self.callbacks.clear

    def put(self, server: McpServer) -> None:
        self.servers[server.id] = server
        for callback in tuple(self.callbacks):
            callback()

    def switch(self, server_id: str, *, on: bool) -> None:
        self.put(replace(self.servers[server_id], enabled=on))


@dataclass(frozen=True, kw_only=True)
class House:
    """What a test has at hand."""

    pool: McpPool
    shelf: Shelf
    table: ChildTable


def starting_in(table: ChildTable) -> StartServer:
    async def start(
        name: str, command: tuple[str, ...], environment: Mapping[str, str], folder: Path | None
    ) -> ChildProcess:
        plan = ChildPlan(name=name, command=command, environment=environment, folder=folder)
        return await table.start(plan)

    return start


@asynccontextmanager
async def open_house(
    logs: Path,
    *servers: McpServer,
    environ: Mapping[str, str] = ENVIRON,
    patience: Patience | None = None,
    hear: Hear = unheard,
) -> AsyncIterator[House]:
    """Ends all that was started."""
    table = ChildTable(logs)
    shelf = Shelf({server.id: server for server in servers})
    pool = McpPool(shelf, starting_in(table), environ, patience, hear=hear)
    try:
        yield House(pool=pool, shelf=shelf, table=table)
    finally:
        await pool.close()
        await table.end_all()
