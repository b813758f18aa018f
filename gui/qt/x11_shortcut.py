"""The global shortcut under X11: a grab on a connection of its own, which the loop watches."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TypeVar

from gui.model.global_shortcut import KeyCombination, Press, ShortcutState
from gui.qt.repeated_task import RepeatedTask
from gui.qt.task_scope import TaskScope
from gui.qt.x11_connection import LOST, X11Connection

log = logging.getLogger(__name__)

SERVER_LIMIT = 3.0
"""Seconds for the X server to answer; one that hangs is left to its worker thread."""

LEAVE_LIMIT = 0.5

T = TypeVar("T")


class X11Shortcut:
    """Fits `GlobalShortcut`. `pressed` and `changed` are called on the event loop.

    `changed` tells a state that nobody asked for: the server is gone, or after the keyboard
    was laid out anew the keys mean something else.
    """

    def __init__(
        self,
        *,
        pressed: Callable[[Press], None],
        changed: Callable[[ShortcutState], None],
        tasks: TaskScope,
        display: str | None = None,
    ) -> None:
        self._pressed = pressed
        self._changed = changed
        self._display = display
        self._keys: KeyCombination | None = None
        self._connection: X11Connection | None = None
        self._loop = asyncio.get_running_loop()  # a dying screen calls us when none runs any more
        self._turn = asyncio.Lock()  # the connection is for one thread at a time
        self._renewing = RepeatedTask(tasks, "renew the keys", self._renew)

    async def grab(self, keys: KeyCombination) -> ShortcutState:
        async with self._turn:
            await self._leave()
            return await self._grab(keys)

    async def _grab(self, keys: KeyCombination) -> ShortcutState:
        self._keys = keys
        try:
            work = partial(_grabbed, self._display, keys)
            connection, state = await _in_worker(work, late=_discard)
        except (*LOST, TimeoutError) as error:
            log.warning("no global shortcut: %s", str(error) or "the X server does not answer")
            return ShortcutState.UNAVAILABLE
        if connection is not None:
            self._connection = connection
            self._watch(connection)
        return state

    def bring_front(self, window_id: int, press: Press) -> None:
        if self._connection is not None and not self._turn.locked():
            with suppress(*LOST):
                self._connection.bring_front(window_id, press.time)

    async def close(self) -> None:
        async with self._turn:
            await self._leave()

    async def _leave(self) -> None:
        connection = self._forget()
        if connection is not None:
            with suppress(*LOST, TimeoutError):
                await _in_worker(partial(_let_go, connection), limit=LEAVE_LIMIT)

    def _read(self) -> None:
        if self._connection is None:
            return
        try:
            news = self._connection.news()
        except LOST as error:
            self._lose(error)
            return
        if news.remapped:
            self._renewing.start()
        if news.pressed is not None:
            self._pressed(Press(time=news.pressed))

    def _watch(self, connection: X11Connection) -> None:
        self._loop.add_reader(connection.fileno(), self._read)
        self._read()  # what came with an answer of the server waits for no signal

    def _forget(self) -> X11Connection | None:
        connection, self._connection = self._connection, None
        if connection is not None:
            self._loop.remove_reader(connection.fileno())
        return connection

    async def _renew(self) -> None:
        async with self._turn:
            connection, keys = self._connection, self._keys
            if connection is None or keys is None:
                return
            self._loop.remove_reader(connection.fileno())
            try:
                state = await _in_worker(partial(connection.renew, keys))
            except (*LOST, TimeoutError) as error:
                self._lose(error)
                return
            self._watch(connection)
        self._changed(state)

    def _lose(self, error: Exception) -> None:
        log.warning("the global shortcut is lost: %s", str(error) or "no answer")
        self._forget()
        self._changed(ShortcutState.UNAVAILABLE)


async def blends_windows(display: str | None = None) -> bool:
    """Whether a transparent edge of a window is seen as one; False where nobody says so."""
    try:
        return await _in_worker(partial(_blends, display))
    except (*LOST, TimeoutError) as error:
        log.info("whether windows are blended is unknown: %s", error)
        return False


def _grabbed(
    display: str | None, keys: KeyCombination
) -> tuple[X11Connection | None, ShortcutState]:
    connection = X11Connection(display)
    state = connection.grab(keys)
    if state in (ShortcutState.ACTIVE, ShortcutState.UNKNOWN_KEYS):
        return connection, state  # another layout of the keyboard may have the keys
    connection.close()
    return None, state


def _discard(grabbed: tuple[X11Connection | None, ShortcutState]) -> None:
    connection, _ = grabbed
    if connection is not None:
        with suppress(*LOST):
            connection.close()


def _let_go(connection: X11Connection) -> None:
    connection.let_go()
    connection.close()


def _blends(display: str | None) -> bool:
    connection = X11Connection(display)
    found = connection.blends()
    connection.close()
    return found


async def _in_worker(
    work: Callable[[], T],
    *,
    limit: float = SERVER_LIMIT,
    late: Callable[[T], object] = lambda _result: None,
) -> T:
    """Raises TimeoutError; what `work` returns when nobody waits any more goes to `late`."""
    working = asyncio.get_running_loop().run_in_executor(None, work)
    try:
        await asyncio.wait({working}, timeout=limit)
    finally:
        if not working.done():
            working.add_done_callback(partial(_take_late, late))
    if not working.done():
        raise TimeoutError
    return working.result()


def _take_late(late: Callable[[T], object], working: asyncio.Future[T]) -> None:
    if not working.cancelled() and working.exception() is None:
        late(working.result())
