"""HTTP transports that join a reply's text fragments a frame at a time, for httpx and httpx2."""

from __future__ import annotations

from collections.abc import AsyncIterator

import httpx
import httpx2

from gui.engine.delta_merger import DeltaMerger, StreamShape
from gui.engine.frame_stream import CutShortError, FrameStream

_CUT = "the server ended the stream before the reply was complete"
# Some servers forget the type of their stream; JSON is never a stream of events.
_EVENT_TYPES = ("text/event-stream", "text/plain", "")
_PLAIN = ("", "identity")
_LINE_TYPES = ("application/x-ndjson", "application/ndjson", "application/json-lines")


def _is_stream(response: httpx.Response | httpx2.Response, shape: StreamShape) -> bool:
    if response.status_code != 200 or response.headers.get("content-encoding", "") not in _PLAIN:
        return False
    kind = response.headers.get("content-type", "").partition(";")[0].strip().lower()
    return kind in (_EVENT_TYPES if shape.events else _LINE_TYPES)


class _Body2(httpx2.AsyncByteStream):
    def __init__(self, frames: FrameStream) -> None:
        self._frames = frames

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._frames.chunks():
                yield chunk
        except CutShortError as error:
            raise httpx2.RemoteProtocolError(_CUT) from error

    async def aclose(self) -> None:
        await self._frames.aclose()


class _Body1(httpx.AsyncByteStream):
    def __init__(self, frames: FrameStream) -> None:
        self._frames = frames

    async def __aiter__(self) -> AsyncIterator[bytes]:
        try:
            async for chunk in self._frames.chunks():
                yield chunk
        except CutShortError as error:
            raise httpx.RemoteProtocolError(_CUT) from error

    async def aclose(self) -> None:
        await self._frames.aclose()


class MergingTransport2(httpx2.AsyncBaseTransport):
    """For clients built on httpx2 (openai, anthropic)."""

    def __init__(self, inner: httpx2.AsyncBaseTransport, shape: StreamShape) -> None:
        self._inner = inner
        self._shape = shape

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        # A compressed stream could not be read here, and compressing fragments delays them.
        request.headers["accept-encoding"] = "identity"
        response = await self._inner.handle_async_request(request)
        if _is_stream(response, self._shape):
            source = response.stream
            assert isinstance(source, httpx2.AsyncByteStream)  # noqa: S101 - what the base promises
            response.stream = _Body2(FrameStream(source, DeltaMerger(self._shape)))
        return response

    async def aclose(self) -> None:
        await self._inner.aclose()


class MergingTransport1(httpx.AsyncBaseTransport):
    """For clients built on httpx (ollama)."""

    def __init__(self, inner: httpx.AsyncBaseTransport, shape: StreamShape) -> None:
        self._inner = inner
        self._shape = shape

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        request.headers["accept-encoding"] = "identity"
        response = await self._inner.handle_async_request(request)
        if _is_stream(response, self._shape):
            source = response.stream
            assert isinstance(source, httpx.AsyncByteStream)  # noqa: S101 - what the base promises
            response.stream = _Body1(FrameStream(source, DeltaMerger(self._shape)))
        return response

    async def aclose(self) -> None:
        await self._inner.aclose()
