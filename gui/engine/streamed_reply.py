"""What both transports share: which replies stream, and how long a sleep may hold them up."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

from gui.engine.delta_merger import StreamShape
from gui.engine.frame_stream import ByteSource
from gui.engine.wake_limit import Pool, WakeLimit, WakeLimits, close_idle

if TYPE_CHECKING:  # one of the two is enough for most people
    import httpx
    import httpx2

CUT_SHORT = "the server ended the stream before the reply was complete"
# Some servers forget the type of their stream; JSON is never a stream of events.
_EVENT_TYPES = ("text/event-stream", "text/plain", "")
_PLAIN = ("", "identity")
_LINE_TYPES = ("application/x-ndjson", "application/ndjson", "application/json-lines")


def is_stream(response: httpx.Response | httpx2.Response, shape: StreamShape) -> bool:
    if response.status_code != 200 or response.headers.get("content-encoding", "") not in _PLAIN:
        return False
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind in (_EVENT_TYPES if shape.events else _LINE_TYPES)


class Awaited:
    """A body of which each read is bounded once the computer woke."""

    def __init__(self, source: ByteSource, limit: WakeLimit) -> None:
        self._source = source
        self._reads = aiter(source)
        self._limit = limit

    def __aiter__(self) -> AsyncIterator[bytes]:
        return self

    async def __anext__(self) -> bytes:
        return await self._limit.wait(anext(self._reads))

    async def aclose(self) -> None:
        await self._source.aclose()


class Requests:
    """Keeps new requests off connections that were idle while the computer slept."""

    def __init__(self, pool: Pool, limits: WakeLimits) -> None:
        self._pool = pool
        self._limits = limits
        self._wakes = limits.wakes

    async def begin(self, url: str) -> WakeLimit:
        if self._wakes != self._limits.wakes:
            self._wakes = self._limits.wakes
            await close_idle(self._pool.connections)
        return self._limits.begin(url)
