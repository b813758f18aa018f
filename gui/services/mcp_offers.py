"""What MCP servers offer to the user, not to agents: prompts and resources."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import asynccontextmanager

from gui.model.mcp_report import (
    McpContent,
    McpDiagnosis,
    McpError,
    McpFault,
    McpPrompt,
    McpPromptText,
    McpResource,
    McpStatus,
)
from gui.model.mcp_server import McpServer
from gui.services.mcp_port import McpRunner, RunnerSource
from gui.services.mcp_servers import McpServers

ASK_LIMIT = 30.0
"""Seconds for one prompt or resource: somebody waits for it before a box."""

NOT_RUNNING = McpStatus()


class McpOffers:
    """Looking on starts nothing; asking a server does, within the limit that its start has.

    `running` is the runner if there is one already. What asks raises McpError and EngineError.
    """

    def __init__(
        self,
        servers: McpServers,
        *,
        running: Callable[[], McpRunner | None],
        runner: RunnerSource,
    ) -> None:
        self._servers = servers
        self._running = running
        self._runner = runner

    def servers(self, allowed: Collection[str] | None) -> tuple[McpServer, ...]:
        """Those that are switched on, among `allowed` unless that is None."""
        return tuple(
            server
            for server in self._servers.list()
            if server.enabled and (allowed is None or server.id in allowed)
        )

    def status(self, server_id: str) -> McpStatus:
        runner = self._running()
        return NOT_RUNNING if runner is None else runner.status(server_id)

    async def prompts(self, server_id: str) -> tuple[McpPrompt, ...]:
        return await (await self._runner()).prompts(server_id)

    async def prompt(self, server_id: str, name: str, arguments: Mapping[str, str]) -> str:
        """Its messages as one text."""
        runner = await self._runner()
        async with self._within_limit(server_id):
            return joined(await runner.prompt(server_id, name, arguments))

    async def resources(self, server_id: str) -> tuple[McpResource, ...]:
        return await (await self._runner()).resources(server_id)

    async def read(self, server_id: str, uri: str) -> tuple[McpContent, ...]:
        runner = await self._runner()
        async with self._within_limit(server_id):
            return await runner.read(server_id, uri)

    @asynccontextmanager
    async def _within_limit(self, server_id: str) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(ASK_LIMIT):
                yield
        except TimeoutError as error:
            server = self._servers.get(server_id)
            facts = {"seconds": f"{ASK_LIMIT:.0f}"}
            diagnosis = McpDiagnosis(fault=McpFault.NO_ANSWER, facts=facts)
            raise McpError(server.name if server else server_id, diagnosis) from error


def joined(messages: tuple[McpPromptText, ...]) -> str:
    return "\n\n".join(message.text.strip("\n") for message in messages)
