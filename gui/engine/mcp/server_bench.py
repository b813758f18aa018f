"""The benches of one agent: the tools of its servers, under names of which none is there twice."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection, Mapping
from typing import Any

from gui.engine.bench_of_tools import Bench
from gui.engine.mcp.connection import Connection
from gui.engine.mcp.ready_workbench import ReadyWorkbench
from gui.engine.mcp.server_workbench import ServerWorkbench, mcp_facts
from gui.engine.mcp.tool_names import tool_names
from gui.model.gate import Effect, ToolFacts
from gui.model.mcp_report import McpError, McpTool
from gui.model.mcp_server import McpServer

Connect = Callable[[str], Awaitable[Connection]]


class ServerNames:
    """Which tools there are, under which names. A name that a tool once had, it keeps."""

    def __init__(self, find: Callable[[str], McpServer | None], taken: Collection[str]) -> None:
        self.find = find
        self._taken = frozenset(taken)
        self._given: dict[tuple[str, str], str] = {}
        self._known: dict[str, dict[str, McpTool]] = {}

    def note(self, connections: Mapping[str, Connection]) -> Mapping[str, Mapping[str, McpTool]]:
        """What these servers offer now, by server and by name."""
        offered = {each: _offered(connection) for each, connection in connections.items()}
        self._given = tool_names(
            (
                (each, connections[each].server.name, tool.name)
                for each, tools in offered.items()
                for tool in tools
            ),
            self._taken,
            self._given,
        )
        self._known = {
            each: {self._given[each, tool.name]: tool for tool in tools}
            for each, tools in offered.items()
        }
        return self._known

    def known(self, server_id: str) -> Mapping[str, McpTool]:
        return self._known.get(server_id, {})

    def owner(self, name: str) -> str | None:
        """The server that has, or has had, a tool of this name."""
        return next((each for (each, _), given in self._given.items() if given == name), None)

    def facts(self, server_id: str, name: str) -> ToolFacts:
        server = self.find(server_id)
        if server is None:
            return ToolFacts(tool_id=f"mcp/{server_id}/{name}", effect=Effect.WRITE)
        return mcp_facts(server, name, self.known(server_id).get(name))


class ServerRoster:
    """Asks all servers whenever one is asked, so that names do not depend on who was first."""

    def __init__(self, server_ids: tuple[str, ...], connect: Connect, names: ServerNames) -> None:
        self._ids = server_ids
        self._connect = connect
        self._names = names

    async def tools(self, server_id: str) -> Mapping[str, McpTool]:
        """Raises McpError when that server cannot be used; the others may fail."""
        found = await asyncio.gather(*map(self._connect, self._ids), return_exceptions=True)
        connections: dict[str, Connection] = {}
        for each, outcome in zip(self._ids, found, strict=True):
            if isinstance(outcome, Connection):
                connections[each] = outcome
            elif each == server_id or not isinstance(outcome, McpError):
                raise outcome
        return self._names.note(connections)[server_id]

    def known(self, server_id: str) -> Mapping[str, McpTool]:
        return self._names.known(server_id)


class ReadyRoster:
    """Asks those that are `wanted` now, and leaves out whoever is not ready soon."""

    def __init__(
        self,
        wanted: Callable[[], tuple[str, ...]],
        soon: Callable[[str], Awaitable[Connection | None]],
        names: ServerNames,
    ) -> None:
        self._wanted = wanted
        self._soon = soon
        self._names = names
        self.owner = names.owner
        self.known = names.known

    async def all(self) -> Mapping[str, Mapping[str, McpTool]]:
        """By server and by name; raises nothing."""
        ids = self._wanted()
        found = await asyncio.gather(*map(self._soon, ids))
        pairs = zip(ids, found, strict=True)
        return self._names.note({each: one for each, one in pairs if one is not None})

    async def tools(self, server_id: str) -> Mapping[str, McpTool]:
        return (await self.all()).get(server_id, {})


def bench_of(server_id: str, roster: ServerRoster, connect: Connect, names: ServerNames) -> Bench:
    # Any: what a model has written as arguments.
    def facts(name: str, arguments: Mapping[str, Any]) -> ToolFacts:
        del arguments
        return names.facts(server_id, name)

    return Bench(workbench=ServerWorkbench(server_id, roster, connect), facts=facts)


def ready_bench_of(roster: ReadyRoster, connect: Connect, names: ServerNames) -> Bench:
    # Any: what a model has written as arguments.
    def facts(name: str, arguments: Mapping[str, Any]) -> ToolFacts:
        del arguments
        return names.facts(names.owner(name) or "", name)

    return Bench(workbench=ReadyWorkbench(roster, connect), facts=facts)


def _offered(connection: Connection) -> tuple[McpTool, ...]:
    off = connection.server.switched_off
    return tuple(tool for tool in connection.status.tools if tool.name not in off)
