"""Gathers the bytes of a streamed reply for at most one frame, and joins its fragments."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import suppress
from typing import Protocol

from gui.engine.delta_merger import DeltaMerger

FRAME = 0.016  # seconds: one repaint at 60 Hz
_PLENTY = 32 * 1024  # bytes a frame; faster streams are read without a pause
_FULL = 1024 * 1024  # bytes at which reading from the server pauses
_CLOSE_LIMIT = 1.0  # seconds


class ByteSource(Protocol):
    """The body of a response, as an HTTP library gives it."""

    def __aiter__(self) -> AsyncIterator[bytes]: ...

    async def aclose(self) -> None: ...


class CutShortError(Exception):
    """The server ended its stream before the reply was complete."""


class FrameStream:
    """A body whose fragments are joined a frame at a time.

    The first bytes, and any that come after a pause of a frame or more, pass at once; nothing
    waits longer than `FRAME`. A task of its own reads ahead and ends with `aclose`; between
    two frames it leaves what comes in to the system, so that one read takes many packets.
    """

    def __init__(self, source: ByteSource, merger: DeltaMerger) -> None:
        self._source = source
        self._merger = merger
        self._gathered = bytearray()
        self._arrived = asyncio.Event()
        self._taken = asyncio.Event()
        self._next_frame = 0.0
        self._last_size = 0
        self._ended = False
        self._told_all = False
        self._error: Exception | None = None
        self._reader: asyncio.Task[None] | None = None

    async def chunks(self) -> AsyncGenerator[bytes, None]:
        """Yield the body. Raises what the source raised, or CutShortError, after all bytes.

        Called again, it goes on where the first caller stopped: SDKs leave after the last
        event and then drain what is left, so that the connection can be used again.
        """
        if self._reader is None:
            loop = asyncio.get_running_loop()
            self._reader = loop.create_task(self._read(), name="read ahead")
        while not (self._ended and not self._gathered):
            await self._arrived.wait()
            if out := self._merger.feed(self._take()):
                yield out
        if not self._told_all:
            self._told_all = True
            if rest := self._merger.close():
                yield rest
        if self._error is not None:
            raise self._error
        if self._merger.cut_short:
            raise CutShortError

    async def aclose(self) -> None:
        """Stop reading and close the source; bounded."""
        if self._reader is not None and not self._reader.done():
            self._reader.cancel()
            await asyncio.wait({self._reader}, timeout=_CLOSE_LIMIT)
        with suppress(TimeoutError):
            async with asyncio.timeout(_CLOSE_LIMIT):
                await self._source.aclose()

    def _take(self) -> bytes:
        data = bytes(self._gathered)
        self._gathered.clear()
        self._last_size = len(data)
        self._next_frame = asyncio.get_running_loop().time() + FRAME
        self._taken.set()
        if not self._ended:
            self._arrived.clear()
        return data

    async def _read(self) -> None:
        loop = asyncio.get_running_loop()
        try:
            async for data in self._source:
                self._gathered += data
                pause = self._next_frame - loop.time()
                if pause > 0 and self._last_size < _PLENTY:
                    await asyncio.sleep(pause)
                self._arrived.set()
                if len(self._gathered) > _FULL:
                    self._taken.clear()
                    await self._taken.wait()
        except Exception as error:  # noqa: BLE001 - carried over to the one who reads
            self._error = error
        finally:
            self._ended = True
            self._arrived.set()
