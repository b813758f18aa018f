"""Keeps the search up to date behind the chats: what has just ended at once, the rest in steps."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence
from typing import TYPE_CHECKING

from gui.model.problem import StoreError
from gui.model.turn import TurnState
from gui.services.session_rows import TurnChange

if TYPE_CHECKING:
    import sqlite3

    from gui.services.stored_queue import Submit

_log = logging.getLogger(__name__)

AT_ONCE = 16
"""Turns that are taken in with the transaction that writes them; more, as of an import, later."""

REST = 0.02  # seconds after a step, so that whoever waits for the file gets it
LONG_REST = 0.1  # after one that hurries nobody
LOOK_EVERY = 5.0  # seconds, when there was nothing to do
FAILED_REST = 60.0


class SearchUpkeep:
    """Part of the session store: the same thread, each step a job of its own."""

    def __init__(self, submit: Submit) -> None:
        self._submit = submit

    async def go_on(self) -> None:
        """Until it is cancelled: take in what is not yet, take out what is no longer."""
        while True:
            rest = FAILED_REST
            try:
                if await self.step():
                    rest = REST
                else:
                    rest = LONG_REST if await self._submit(_merge) else LOOK_EVERY
            except StoreError as error:
                _log.warning("the search was not brought up to date: %s", error)
            await asyncio.sleep(rest)

    def step(self) -> asyncio.Future[bool]:
        """One step of it; whether there was anything to do."""
        return self._submit(_step)

    async def finish(self) -> None:
        """All of it at once."""
        while await self.step():
            pass

    def left(self) -> asyncio.Future[int]:
        """How many turns cannot be found yet."""
        return self._submit(_left)

    def start_anew(self) -> asyncio.Future[None]:
        """For an index that turned out to be damaged."""
        return self._submit(_start_anew)


def note_written(connection: sqlite3.Connection, changes: Sequence[TurnChange]) -> None:
    """Take in what has ended, in the transaction that has written it."""
    ended = [c.turn.id for c in changes if c.turn.state is not TurnState.RUNNING]
    if 0 < len(ended) <= AT_ONCE:
        from gui.services import search_index

        search_index.put(connection, ended)


def _step(connection: sqlite3.Connection) -> bool:
    from gui.services import search_index

    return search_index.step(connection)


def _merge(connection: sqlite3.Connection) -> bool:
    from gui.services import search_index

    return search_index.merge_step(connection)


def _left(connection: sqlite3.Connection) -> int:
    from gui.services import search_index

    return search_index.left(connection)


def _start_anew(connection: sqlite3.Connection) -> None:
    from gui.services import search_index

    search_index.start_anew(connection)
