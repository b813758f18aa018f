"""Waiting for a condition inside a coroutine, with a limit."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

_STEP_SECONDS = 0.005


async def until(condition: Callable[[], object], *, within: float = 10.0) -> None:
    """Return as soon as `condition()` is true; fail when it stays false for `within` seconds."""
    loop = asyncio.get_running_loop()
    end = loop.time() + within
    while not condition():
        if loop.time() > end:
            raise AssertionError(f"not true within {within} s: {condition!r}")
        await asyncio.sleep(_STEP_SECONDS)
