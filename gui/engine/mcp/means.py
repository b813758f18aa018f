"""What a connection is made with: secrets, the path of programs, and who starts them."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from gui.engine.login_path import LoginPath, found_program
from gui.engine.mcp.launch import FaultError, Launch, launch_of
from gui.engine.mcp.server_child import StartServer
from gui.engine.mcp.wire import Wire
from gui.model.leaving import ASKING_CHAT, Hear, Sent, SentKind, host_in, unheard
from gui.model.mcp_report import McpFault
from gui.model.mcp_server import McpServer, Transport


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """The same for all servers."""

    start: StartServer
    secrets: Callable[[McpServer], Awaitable[Mapping[str, str]]]
    path: LoginPath
    environ: Mapping[str, str] = field(default_factory=lambda: os.environ)
    hear: Hear = unheard

    def tell(self, server: McpServer, size: int) -> None:
        """A request goes out. What a program sends by itself, nobody here knows."""
        if server.transport is not Transport.STDIO:
            host = host_in(server.url)
            chat = ASKING_CHAT.get()
            self.hear(Sent(host=host, kind=SentKind.MCP, size=size, session_id=chat))

    async def launch(self, server: McpServer, wire: Wire) -> Launch:
        """Everything filled in; from now on `wire` hides the secrets. Raises FaultError."""
        secrets = await self.secrets(server)
        wire.hide(tuple(secrets.values()))
        return launch_of(server, secrets, self.environ)

    async def program(self, launch: Launch) -> tuple[str, str]:
        """Where the program is, and the path that it gets; raises FaultError."""
        path = launch.environment.get("PATH") or await self.path.get()
        command = launch.command[0]
        found, there = await asyncio.to_thread(found_program, command, path)
        if found:
            return found, path
        fault = McpFault.NOT_EXECUTABLE if there else McpFault.COMMAND_NOT_FOUND
        raise FaultError(fault, command=command)
