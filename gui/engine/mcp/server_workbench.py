"""The tools of one server as an AutoGen workbench, over a connection that all chats share."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, Protocol, cast

from autogen_core import CancellationToken
from autogen_core.tools import ParametersSchema, ToolResult, ToolSchema, Workbench

from gui.engine.mcp.connection import AnswerLateError, Connection
from gui.engine.mcp.sentences import late_sentence, refused_sentence, server_sentence
from gui.engine.mcp.tool_results import failed_result, tool_result
from gui.model.gate import Effect, ToolFacts
from gui.model.mcp_report import McpError, McpTool
from gui.model.mcp_server import McpServer

if TYPE_CHECKING:
    from mcp.shared.exceptions import McpError as RefusedError

log = logging.getLogger(__name__)


class Roster(Protocol):
    """The tools of all servers of one agent, under names that differ."""

    async def tools(self, server_id: str) -> Mapping[str, McpTool]:
        """By the name for models; raises McpError when the server cannot be used."""
        ...

    def known(self, server_id: str) -> Mapping[str, McpTool]:
        """What `tools` said last."""
        ...


class ServerWorkbench(Workbench):
    """Owns nothing: stopping it leaves the server running for the others."""

    def __init__(
        self, server_id: str, roster: Roster, connect: Callable[[str], Awaitable[Connection]]
    ) -> None:
        self._server_id = server_id
        self._roster = roster
        self._connect = connect

    async def list_tools(self) -> list[ToolSchema]:
        """Starts the server where it is not running; raises McpError when that fails."""
        tools = await self._roster.tools(self._server_id)
        return [schema_of(name, tool) for name, tool in tools.items()]

    async def call_tool(
        self,
        name: str,
        arguments: Mapping[str, Any] | None = None,
        cancellation_token: CancellationToken | None = None,
        call_id: str | None = None,
    ) -> ToolResult:
        """Failures are results; what is cancelled is told to the server and left at once."""
        del call_id
        try:
            connection = await self._connect(self._server_id)
            tool = self._roster.known(self._server_id).get(name)
            if tool is None:
                tool = (await self._roster.tools(self._server_id)).get(name)
        except McpError as error:
            return _of_error(name, error)
        server = connection.server
        if tool is None:
            return failed_result(name, f"The MCP server {server.name} has no tool {name}.")
        return await self._called(connection, name, tool, (arguments or {}, cancellation_token))

    async def _called(
        self,
        connection: Connection,
        name: str,
        tool: McpTool,
        asked: tuple[Mapping[str, Any], CancellationToken | None],
    ) -> ToolResult:
        from mcp.shared.exceptions import McpError as RefusedError
        from mcp.types import CallToolRequest, CallToolRequestParams, CallToolResult
        from pydantic import ValidationError

        arguments, token = asked
        server = connection.server
        params = CallToolRequestParams(name=tool.name, arguments=dict(arguments))
        try:
            answer = await connection.request(
                CallToolRequest(params=params), CallToolResult, limit=server.call_limit, token=token
            )
        except McpError as error:
            return _of_error(name, error)
        except AnswerLateError:
            return failed_result(name, late_sentence(server.name, tool.name, server.call_limit))
        except RefusedError as error:
            return failed_result(name, _refused(server, tool, error))
        except ValidationError as error:
            words = f"its result is not what the protocol says ({error.error_count()} errors)"
            return failed_result(name, refused_sentence(server.name, tool.name, words))
        return await tool_result(name, server.name, answer)

    async def start(self) -> None:
        """It is started when it is first used."""

    async def stop(self) -> None:
        """The pool stops it."""

    async def reset(self) -> None:
        """There is nothing of its own to forget."""

    async def save_state(self) -> Mapping[str, Any]:
        return {}

    async def load_state(self, state: Mapping[str, Any]) -> None:
        del state


def mcp_facts(server: McpServer, name: str, tool: McpTool | None) -> ToolFacts:
    """A server's word that a tool only reads counts where the user trusts the server."""
    reads = server.trusted and tool is not None and tool.reads_only is True
    own = name if tool is None else tool.name
    return ToolFacts(
        tool_id=f"mcp/{server.id}/{own}",
        effect=Effect.READ if reads else Effect.WRITE,
        place=server.name,
    )


def schema_of(name: str, tool: McpTool) -> ToolSchema:
    schema = {**tool.schema, "type": "object"}
    schema.setdefault("properties", {})
    parameters = cast("ParametersSchema", schema)  # whatever else the server says of them, too
    return ToolSchema(name=name, description=tool.description or tool.title, parameters=parameters)


def _of_error(name: str, error: McpError) -> ToolResult:
    server = error.problem.facts.get("server", "")
    return failed_result(name, server_sentence(server, error.diagnosis))


def _refused(server: McpServer, tool: McpTool, error: RefusedError) -> str:
    return refused_sentence(server.name, tool.name, error.error.message)
