"""Work that may take long or never end: in a thread of its own, waited for within a limit."""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

from gui.model.tool_refusal import ToolRefusal

T = TypeVar("T")

LEAVE_LIMIT = 1.0
"""Seconds that work gets to notice that its time is over."""


class Patience:
    """How long somebody waits for a piece of work, which is to look at `over` now and then."""

    def __init__(self, seconds: float) -> None:
        self._end = time.monotonic() + seconds
        self._given_up = False

    @property
    def over(self) -> bool:
        return self._given_up or time.monotonic() >= self._end

    def give_up(self) -> None:
        self._given_up = True


async def patiently(work: Callable[[Patience], T], *, seconds: float, what: str) -> T:
    """The result of `work`; raises ToolRefusal that names `what` when it takes too long.

    A thread that does not end by itself is left behind; no pool loses a worker by it.
    """
    loop = asyncio.get_running_loop()
    patience = Patience(seconds)
    future: asyncio.Future[T] = loop.create_future()

    def settle(result: list[T], error: BaseException | None) -> None:
        if future.done():
            return
        if error is not None:
            future.set_exception(error)
        else:
            future.set_result(result[0])

    def run() -> None:
        result: list[T] = []
        caught: BaseException | None = None
        try:
            result.append(work(patience))
        except BaseException as error:  # noqa: BLE001 - it travels to whoever awaits the future
            caught = error
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(settle, result, caught)

    threading.Thread(target=run, name=f"parley-{what}", daemon=True).start()
    try:
        async with asyncio.timeout(seconds + LEAVE_LIMIT):
            return await future
    except TimeoutError as error:
        raise ToolRefusal(f"{what} took more than {seconds:g} seconds and was given up.") from error
    finally:
        patience.give_up()
