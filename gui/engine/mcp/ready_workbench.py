"""The tools of all servers that are ready, as one AutoGen workbench: a broken one is left out."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

from autogen_core import CancellationToken
from autogen_core.tools import ToolResult, ToolSchema, Workbench

from gui.engine.mcp.connection import Connection
from gui.engine.mcp.server_workbench import Roster, ServerWorkbench, schema_of
from gui.engine.mcp.tool_results import failed_result
from gui.model.mcp_report import McpTool


class ReadyServers(Roster, Protocol):
    async def all(self) -> Mapping[str, Mapping[str, McpTool]]:
        """By server and by the name for models."""
        ...

    def owner(self, name: str) -> str | None:
        """The server that has, or has had, a tool of this name."""
        ...


class ReadyWorkbench(Workbench):
    """Owns nothing: stopping it leaves the servers running for the others."""

    def __init__(
        self, roster: ReadyServers, connect: Callable[[str], Awaitable[Connection]]
    ) -> None:
        self._roster = roster
        self._connect = connect

    async def list_tools(self) -> list[ToolSchema]:
        """Raises nothing; a server that takes long to start has its tools in a later list."""
        found = await self._roster.all()
        return [schema_of(name, tool) for tools in found.values() for name, tool in tools.items()]

    async def call_tool(
        self,
        name: str,
        arguments: Mapping[str, Any] | None = None,
        cancellation_token: CancellationToken | None = None,
        call_id: str | None = None,
    ) -> ToolResult:
        owner = self._roster.owner(name)
        if owner is None:
            return failed_result(name, f"No MCP server that is running has a tool {name}.")
        bench = ServerWorkbench(owner, self._roster, self._connect)
        return await bench.call_tool(name, arguments, cancellation_token, call_id)

    async def start(self) -> None:
        """Each server is started when its tools are first listed."""

    async def stop(self) -> None:
        """The pool stops them."""

    async def reset(self) -> None:
        """There is nothing of its own to forget."""

    async def save_state(self) -> Mapping[str, Any]:
        return {}

    async def load_state(self, state: Mapping[str, Any]) -> None:
        del state
