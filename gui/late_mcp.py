"""The MCP servers behind a door that opens with the engine: nothing of them is imported before."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from gui.model.leaving import Hear, unheard
from gui.services.child_process import END_LIMIT, ChildPlan, ChildProcess
from gui.services.child_table import ChildTable
from gui.services.mcp_offers import McpOffers
from gui.services.mcp_port import McpRunner
from gui.services.mcp_servers import McpServers
from gui.services.shutdown_stage import Stage

if TYPE_CHECKING:
    from gui.engine.mcp.pool import McpPool

_STAGE_LIMIT = END_LIMIT + 1.0


class LateMcp:
    """Owns the pool. `ready` returns when the engine has been imported and `open` was called."""

    def __init__(
        self,
        servers: McpServers,
        children: ChildTable,
        ready: Callable[[], Awaitable[object]],
        *,
        hear: Hear = unheard,
    ) -> None:
        self._servers = servers
        self._children = children
        self._ready = ready
        self._hear = hear
        self._pool: McpPool | None = None
        self.offers = McpOffers(servers, running=lambda: self._pool, runner=self.pool)
        self._followers: list[Callable[[McpRunner], None]] = []

    def open(self) -> McpPool:
        """The pool, made now; call it once the engine has been imported."""
        if self._pool is None:
            from gui.engine.mcp.pool import McpPool

            self._pool = McpPool(self._servers, self._start, hear=self._hear)
            for follower in self._followers:
                follower(self._pool)
        return self._pool

    def follow(self, follower: Callable[[McpRunner], None]) -> None:
        """Hand over the pool as soon as it is there; nothing is imported for it."""
        self._followers.append(follower)
        if self._pool is not None:
            follower(self._pool)

    async def pool(self) -> McpPool:
        """The pool; raises EngineError when the engine cannot be imported."""
        await self._ready()
        return self.open()

    def cleanup_stage(self) -> Stage:
        return Stage(name="MCP servers", limit=_STAGE_LIMIT, run=self.close)

    async def close(self) -> None:
        if self._pool is not None:
            await self._pool.close()

    async def _start(
        self,
        name: str,
        command: tuple[str, ...],
        environment: Mapping[str, str],
        folder: Path | None,
    ) -> ChildProcess:
        return await self._children.start(
            ChildPlan(name=name, command=command, environment=environment, folder=folder)
        )
