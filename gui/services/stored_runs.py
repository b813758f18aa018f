"""The rows of runs that go on in the session file, as asynchronous calls."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gui.model.comparison import Compared
from gui.model.respondent import Respondent
from gui.model.run_record import RunRecord
from gui.model.turn import Role, Turn
from gui.services import run_rows, session_rows
from gui.services.run_rows import Word
from gui.services.transaction import transaction

if TYPE_CHECKING:
    import sqlite3

    from gui.services.stored_queue import Submit


@dataclass(frozen=True, kw_only=True)
class ParkedRun:
    """An answer that waits for the user, as the file has it, and what is needed to go on.

    `said` is the message that it answers. `words` have been said to it already. `compared` are
    it and the answers that it is compared with, which may have ended.
    """

    turn: Turn
    said: Turn
    words: tuple[Word, ...]
    compared: tuple[Compared, ...] = ()

    @property
    def by(self) -> Respondent | None:
        """Who gives it, where it is compared."""
        return next((one.by for one in self.compared if one.turn_id == self.turn.id), None)


class StoredRuns:
    """Part of the session store: the same order of calls, the same errors."""

    def __init__(self, submit: Submit) -> None:
        self._submit = submit

    def parked(self) -> asyncio.Future[tuple[ParkedRun, ...]]:
        """To be asked right after the file was opened: nothing else runs in it then."""
        return self._submit(_read_parked)

    def records(self, turn_id: str) -> asyncio.Future[tuple[RunRecord, ...]]:
        return self._submit(lambda c: run_rows.read_records(c, turn_id))

    def keep(self, turn_id: str, word: Word) -> asyncio.Future[None]:
        """Durable once the future is done."""

        def write(connection: sqlite3.Connection) -> None:
            with transaction(connection, durable=True):
                run_rows.write_word(connection, turn_id, word)

        return self._submit(write)

    def compare(self, compared: Sequence[Compared]) -> asyncio.Future[None]:
        """Keep which answers are compared, and who gives them, as long as any of them runs."""

        def write(connection: sqlite3.Connection) -> None:
            with transaction(connection):
                run_rows.write_comparison(connection, compared)

        return self._submit(write)

    def forget(self, turn_id: str, words: Sequence[Word]) -> asyncio.Future[None]:
        return self._submit(lambda c: run_rows.forget_words(c, turn_id, words))


def _read_parked(connection: sqlite3.Connection) -> tuple[ParkedRun, ...]:
    rows = connection.execute("SELECT id FROM turn WHERE state = 'running' ORDER BY id").fetchall()
    found: list[ParkedRun] = []
    for turn in session_rows.read_turns(connection, [row[0] for row in rows]):
        parents = session_rows.read_turns(connection, [turn.parent_id] if turn.parent_id else [])
        if parents and parents[0].role is Role.USER:
            run = ParkedRun(
                turn=turn,
                said=parents[0],
                words=run_rows.read_words(connection, turn.id),
                compared=run_rows.read_comparison(connection, turn.id),
            )
            found.append(run)
    return tuple(found)
