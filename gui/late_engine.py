"""The engine behind a door that opens later: AutoGen is imported while the window is already up."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

from gui.model.endpoint import Endpoint
from gui.model.events import EngineEvent
from gui.services.engine_port import Conversation, ConversationPlan, EndpointReport, Engine


class LateEngine:
    """Fits `Engine`. The first use waits for the import; the window never does.

    `load` runs once, unless it fails, when `begin` is called or at the first use; what it
    raises reaches everyone who waits.
    """

    # Any: asyncio's own word for what a coroutine may be sent.
    def __init__(self, load: Callable[[], Coroutine[Any, Any, Engine]]) -> None:
        self._load = load
        self._loading: asyncio.Task[Engine] | None = None

    def begin(self) -> asyncio.Task[Engine]:
        """Start loading, if that has not been done or has failed; the task that loads."""
        if self._loading is None or _failed(self._loading):
            loop = asyncio.get_running_loop()
            self._loading = loop.create_task(self._load(), name="engine import")
        return self._loading

    async def ready(self) -> Engine:
        """The engine; raises EngineError when it could not be loaded."""
        # Shielded: one chat that is stopped while it waits must not stop the import for all.
        return await asyncio.shield(self.begin())

    async def converse(self, plan: ConversationPlan) -> Conversation:
        return await (await self.ready()).converse(plan)

    async def test(self, endpoint: Endpoint, *, model: str, key: str | None) -> EndpointReport:
        return await (await self.ready()).test(endpoint, model=model, key=key)

    async def sees(self, endpoint: Endpoint, model: str) -> bool:
        return await (await self.ready()).sees(endpoint, model)

    async def complete(
        self,
        endpoint: Endpoint,
        *,
        model: str,
        key: str | None,
        prompt: str,
        hear: Callable[[EngineEvent], None] | None = None,
    ) -> str:
        engine = await self.ready()
        return await engine.complete(endpoint, model=model, key=key, prompt=prompt, hear=hear)

    def woke(self) -> None:
        """Nothing is under way before there is an engine."""
        if self._loading is not None and self._loading.done() and not _failed(self._loading):
            self._loading.result().woke()

    async def close(self) -> None:
        """Close the engine if there is one; an import under way is left to its thread."""
        if self._loading is None:
            return
        if not self._loading.done():
            self._loading.cancel()
        elif not self._loading.cancelled() and self._loading.exception() is None:
            await self._loading.result().close()


def _failed(task: asyncio.Task[Engine]) -> bool:
    return task.done() and (task.cancelled() or task.exception() is not None)
