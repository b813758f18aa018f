"""The merging transport for httpx, which only Ollama's library still uses."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx

from gui.engine.chunk_joiner import join_chunks
from gui.engine.delta_merger import DeltaMerger, StreamShape
from gui.engine.frame_stream import CutShortError, FrameStream
from gui.engine.streamed_reply import CUT_SHORT, Awaited, Requests, is_stream
from gui.engine.wake_limit import WakeLimits


class _Body(httpx.AsyncByteStream):
    def __init__(self, frames: FrameStream) -> None:
        self._frames = frames

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._frames.chunks():
                yield chunk
        except CutShortError as error:
            raise httpx.RemoteProtocolError(CUT_SHORT) from error

    async def aclose(self) -> None:
        await self._frames.aclose()


class OllamaTransport(httpx.AsyncBaseTransport):
    """For clients built on httpx (ollama)."""

    def __init__(
        self, inner: httpx.AsyncHTTPTransport, shape: StreamShape, limits: WakeLimits
    ) -> None:
        self._inner = inner
        join_chunks(inner._pool)  # noqa: SLF001 - httpx hides its pool
        self._requests = Requests(inner._pool, limits)  # noqa: SLF001 - httpx hides its pool
        self._shape = shape

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.headers["accept-encoding"] = "identity"
        limit = await self._requests.begin(str(request.url))
        response = await limit.wait(self._inner.handle_async_request(request))
        if is_stream(response, self._shape):
            source = response.stream
            assert isinstance(source, httpx.AsyncByteStream)  # noqa: S101 - what the base promises
            frames = FrameStream(Awaited(source, limit), DeltaMerger(self._shape))
            response.stream = _Body(frames)
        return response

    async def aclose(self) -> None:
        await self._inner.aclose()
