"""MCP servers as the settings use them: the list, the secrets, and the ones that run."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path

from gui.model.mcp_report import McpStatus
from gui.model.mcp_server import McpServer
from gui.model.problem import SecretError
from gui.services.mcp_import import McpImport, read_mcp_file, read_mcp_json
from gui.services.mcp_port import McpRunner, RunnerSource
from gui.services.mcp_servers import McpServers
from gui.services.secrets import KeyPlace, Secrets

NOT_RUNNING = McpStatus()


class McpDesk:
    """Nothing here is shown; secrets pass through and are not held."""

    def __init__(self, *, servers: McpServers, secrets: Secrets, runner: RunnerSource) -> None:
        self._servers = servers
        self._secrets = secrets
        self._source = runner
        self._runner: McpRunner | None = None

    def all(self) -> tuple[McpServer, ...]:
        return self._servers.list()

    def find(self, server_id: str) -> McpServer | None:
        return self._servers.get(server_id)

    def subscribe(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Hear that the list is another; returns what ends the subscription."""
        return self._servers.subscribe(callback)

    async def runner(self) -> McpRunner:
        """The servers that run, once the engine is there; raises EngineError."""
        if self._runner is None:
            self._runner = await self._source()
        return self._runner

    def status(self, server_id: str) -> McpStatus:
        return NOT_RUNNING if self._runner is None else self._runner.status(server_id)

    def report(self, server_id: str) -> str:
        return "" if self._runner is None else self._runner.report(server_id)

    async def places(self) -> tuple[KeyPlace, ...]:
        """Where secrets can be kept on this computer, best first."""
        if await self._secrets.has_keyring():
            return (KeyPlace.KEYRING, KeyPlace.THIS_RUN, KeyPlace.FILE)
        return (KeyPlace.THIS_RUN, KeyPlace.FILE)

    async def place_of(self, server: McpServer) -> KeyPlace | None:
        """Where its secrets are now; None also where the keyring does not answer."""
        try:
            return await self._servers.place_of(server)
        except SecretError:
            return None

    async def save(
        self, server: McpServer, secrets: Mapping[str, str], place: KeyPlace
    ) -> McpServer:
        """Raises SecretError, with nothing changed, when they cannot be kept there."""
        return await self._servers.save(server, secrets, place=place)

    def change(self, server: McpServer) -> None:
        """A switch of a known server; its secrets stay."""
        self._servers.update(server)

    def switch(self, server_id: str, *, on: bool) -> None:
        server = self.find(server_id)
        if server is not None:
            self.change(replace(server, enabled=on))

    async def remove(self, server_id: str) -> None:
        await self._servers.remove(server_id)

    def read_text(self, text: str) -> McpImport:
        """Raises McpImportError."""
        return read_mcp_json(text)

    async def read_file(self, path: Path) -> McpImport:
        """Raises OSError and McpImportError."""
        return await asyncio.to_thread(read_mcp_file, path)
