"""Gives up on servers that say nothing more after the computer has slept."""

from __future__ import annotations

import asyncio
import weakref
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Protocol, TypeVar

from gui.model.address import is_loopback

T = TypeVar("T")

SILENCE = 15.0  # seconds after a wake; networks need some of them to come back
SETTLE = 0.125  # of that: the time in which what had arrived before the sleep is read
CLOSE_LIMIT = 1.0  # seconds for the idle connections of one server


class SleptError(Exception):
    """A request was under way when the computer fell asleep, and nothing came of it since."""


class WakeLimits:
    """Knows the requests under way. A server on this computer slept too, and goes on by itself."""

    def __init__(
        self, *, silence: float = SILENCE, spares: Callable[[str], bool] = is_loopback
    ) -> None:
        self._silence = silence
        self._spares = spares
        self._requests: weakref.WeakSet[WakeLimit] = weakref.WeakSet()
        self.wakes = 0
        """How often the computer woke: connections that are older are not to be trusted."""

    def begin(self, url: str) -> WakeLimit:
        """For one request to `url`, from now to the end of its reply."""
        limit = WakeLimit(self._silence)
        if not self._spares(url):
            self._requests.add(limit)
        return limit

    def woke(self) -> None:
        self.wakes += 1
        for request in tuple(self._requests):
            request.woke()


class WakeLimit:
    """Bounds the waits of one request from a wake on, until something comes."""

    def __init__(self, silence: float) -> None:
        self._silence = silence
        self._woke_at: float | None = None
        self._timeout: asyncio.Timeout | None = None

    async def wait(self, coming: Awaitable[T]) -> T:
        """Raises SleptError where nothing came in time after a wake."""
        try:
            async with asyncio.timeout_at(self._deadline()) as self._timeout:
                return await coming
        except TimeoutError as error:
            if self._timeout is None or not self._timeout.expired():
                raise
            raise SleptError("nothing came after the computer woke") from error
        finally:
            self._timeout = None

    def woke(self) -> None:
        self._woke_at = asyncio.get_running_loop().time()
        if self._timeout is not None:
            self._timeout.reschedule(self._woke_at + self._silence)

    def _deadline(self) -> float | None:
        """Bytes prove a connection alive unless they may have been here before the sleep."""
        if self._woke_at is None:
            return None
        now = asyncio.get_running_loop().time()
        settled = self._woke_at + self._silence * SETTLE
        return self._woke_at + self._silence if now < settled else None


class Connection(Protocol):
    """What httpcore promises of a connection in its pool."""

    def is_idle(self) -> bool: ...

    async def aclose(self) -> None: ...


class Pool(Protocol):
    @property
    def connections(self) -> Sequence[Connection]: ...


async def close_idle(connections: Sequence[Connection]) -> None:
    """Close what nobody uses: the other end may be gone without a word. Bounded."""
    with suppress(TimeoutError):
        async with asyncio.timeout(CLOSE_LIMIT):
            for connection in connections:
                if connection.is_idle():
                    await connection.aclose()
