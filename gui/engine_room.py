"""What agents run on: the engine, child processes, MCP servers, tools and memory."""

from __future__ import annotations

import asyncio
import contextlib
import logging

from gui.late_engine import LateEngine
from gui.late_mcp import LateMcp
from gui.model.leaving import Hear, Sent, unheard
from gui.services.child_table import ChildTable
from gui.services.endpoints import Endpoints
from gui.services.engine_port import Engine
from gui.services.folders import Folders
from gui.services.mcp_servers import McpServers
from gui.services.secrets import Secrets
from gui.services.setting import CODE_IN_CONTAINER
from gui.services.settings import Settings
from gui.services.user_memory import UserMemory
from gui.tool_supply import ToolSupply

FIRST_CHAT_LIMIT = 3.0  # seconds that the import of the engine waits for the first chat

log = logging.getLogger(__name__)


class EngineRoom:
    """`first_shown` is set once the window shows a chat; the engine is imported after that."""

    def __init__(
        self, folders: Folders, settings: Settings, *, secrets: Secrets, endpoints: Endpoints
    ) -> None:
        self.first_shown = asyncio.Event()
        self.engine = LateEngine(self._load)
        self.hear: Hear = unheard
        """Hears of each request that leaves this computer."""
        self.memory = UserMemory(folders.memory)
        self.children = ChildTable(folders.log / "children")
        self.servers = McpServers(settings, secrets)
        self.mcp = LateMcp(self.servers, self.children, self.engine.ready, hear=self._tell)
        self.supply = ToolSupply(
            children=self.children,
            memory=self.memory,
            servers=self.servers,
            mcp=self.mcp,
            in_container=lambda: settings.get(CODE_IN_CONTAINER),
            hear=self._tell,
        )
        self._endpoints = endpoints

    def _tell(self, sent: Sent) -> None:
        self.hear(sent)

    async def _load(self) -> Engine:
        from gui.engine.importing import import_engine

        # Two threads that import the same libraries can stand in each other's way.
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(FIRST_CHAT_LIMIT):
                await self.first_shown.wait()
        started = asyncio.get_running_loop().time()
        first = self._endpoints.get(self._endpoints.default_model().endpoint_id)
        await import_engine(() if first is None else (first.protocol,))
        from gui.engine.autogen_engine import AutoGenEngine, EngineOptions

        log.info("engine ready after %.2f s", asyncio.get_running_loop().time() - started)
        options = EngineOptions(
            benches=self.supply.benches, executors=self.supply.executor, hear=self._tell
        )
        return AutoGenEngine(options=options)
