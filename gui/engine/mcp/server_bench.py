"""The benches of one agent: the tools of its servers, under names of which none is there twice."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any

from gui.engine.bench_of_tools import Bench
from gui.engine.mcp.connection import Connection
from gui.engine.mcp.server_workbench import ServerWorkbench, mcp_facts
from gui.engine.mcp.tool_names import tool_names
from gui.model.gate import Effect, ToolFacts
from gui.model.mcp_report import McpError, McpTool
from gui.model.mcp_server import McpServer

Connect = Callable[[str], Awaitable[Connection]]


class ServerRoster:
    """Asks all servers whenever one is asked, so that names do not depend on who was first."""

    def __init__(
        self,
        server_ids: tuple[str, ...],
        connect: Connect,
        find: Callable[[str], McpServer | None],
        taken: Collection[str],
    ) -> None:
        self._ids = server_ids
        self._connect = connect
        self.find = find
        self._taken = frozenset(taken)
        self._known: dict[str, dict[str, McpTool]] = {}

    async def tools(self, server_id: str) -> Mapping[str, McpTool]:
        """Raises McpError when that server cannot be used; the others may fail."""
        found = await asyncio.gather(*map(self._connect, self._ids), return_exceptions=True)
        connections: dict[str, Connection] = {}
        for each, outcome in zip(self._ids, found, strict=True):
            if isinstance(outcome, Connection):
                connections[each] = outcome
            elif each == server_id or not isinstance(outcome, McpError):
                raise outcome
        offered = {each: _offered(connection) for each, connection in connections.items()}
        names = tool_names(
            (
                (each, connections[each].server.name, tool.name)
                for each, tools in offered.items()
                for tool in tools
            ),
            self._taken,
        )
        self._known = {
            each: {names[each, tool.name]: tool for tool in tools}
            for each, tools in offered.items()
        }
        return self._known[server_id]

    def known(self, server_id: str) -> Mapping[str, McpTool]:
        return self._known.get(server_id, {})


def bench_of(server_id: str, roster: ServerRoster, connect: Connect) -> Bench:
    # Any: what a model has written as arguments.
    def facts(name: str, arguments: Mapping[str, Any]) -> ToolFacts:
        del arguments
        server = roster.find(server_id)
        if server is None:
            return ToolFacts(tool_id=f"mcp/{server_id}/{name}", effect=Effect.WRITE)
        return mcp_facts(server, name, roster.known(server_id).get(name))

    return Bench(workbench=ServerWorkbench(server_id, roster, connect), facts=facts)


def _offered(connection: Connection) -> tuple[McpTool, ...]:
    off = connection.server.switched_off
    return tuple(tool for tool in connection.status.tools if tool.name not in off)
