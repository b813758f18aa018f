"""Counts in each turn of a chat what a reader would find there, beside the store's own thread."""

# Only names of our own columns are ever put into the statements.
# ruff: noqa: S608

from __future__ import annotations

import asyncio
import codecs
import json
import logging
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from gui.model.search_words import PIECE, SearchWords
from gui.model.turn import (
    CodePart,
    Part,
    Role,
    StructuredPart,
    SummaryPart,
    TextPart,
    ThoughtPart,
    Turn,
)
from gui.services import session_rows, transcript_rows
from gui.services.part_rows import PART_COLUMNS, part_of
from gui.services.part_texts import readable, texts_of
from gui.services.transcript_rows import Outline
from gui.services.worker_thread import WorkerThread

if TYPE_CHECKING:
    import sqlite3

    from gui.services.stored_queue import Submit

T = TypeVar("T")

_log = logging.getLogger(__name__)

LONGEST_READ = 200_000
"""Characters of Markdown that are read as such; in a longer text its source is searched."""

_HELD = 4 * LONGEST_READ  # bytes of a stored text that is taken into memory as a whole
_STRETCH = 0.004  # seconds of work, then a rest, so that the window's thread gets its turn
_REST = 0.001

Seen = Callable[[str, Callable[[str], bool]], Iterable[str]]
"""The texts a reader sees of some Markdown, block by block; without those of which the second
argument, given a block's source, says that they do not matter."""


class TurnMatches(NamedTuple):
    turn_id: str
    count: int  # type: ignore[assignment]  # nobody counts in this pair


@dataclass(frozen=True, kw_only=True)
class Search:
    """What is looked for. `given_up` ends it, from any thread."""

    words: SearchWords
    seen: Seen
    given_up: threading.Event = field(default_factory=threading.Event)


class ChatFind:
    """Part of the session store, with a thread and connections of its own that only read."""

    def __init__(self, path: Path, submit: Submit) -> None:
        self._path = path
        self._submit = submit
        self._thread = WorkerThread("parley-store-find")

    def outline(self, session_id: str, turn_id: str | None) -> asyncio.Future[Outline]:
        """Of all turns from the root to `turn_id`; all that was handed over before is in it."""
        return self._submit(lambda c: transcript_rows.read_outline(c, session_id, turn_id))

    async def count(
        self, search: Search, ids: Sequence[str], known: Sequence[Turn] = ()
    ) -> tuple[TurnMatches, ...]:
        """Of turns in the file, all of them written, and of `known` ones as they are given.

        Those without a match are left out. Raises StoreError.
        """

        def work(connection: sqlite3.Connection) -> tuple[TurnMatches, ...]:
            return _Counter(connection, search).count(ids, known)

        if not self._thread.closed:
            found = await self._thread.submit(lambda: self._read(work))
            if found is not None:
                return found
        return await self._submit(work)

    def close(self) -> None:
        self._thread.close()

    def _read(self, work: Callable[[sqlite3.Connection], T]) -> T | None:
        """None where the file cannot be read from here: the store's thread will see to it."""
        import sqlite3

        from gui.services.database import connect_for_reading

        try:
            # A connection each time: the file may have been replaced since the last one.
            connection = connect_for_reading(self._path)
            try:
                return work(connection)
            finally:
                connection.close()
        except sqlite3.Error as error:
            _log.warning("looking through a chat did not succeed: %s", error)
            return None


class _Counter:
    def __init__(self, connection: sqlite3.Connection, search: Search) -> None:
        self._connection = connection
        self._search = search
        self._words = search.words
        self._rested = time.perf_counter()

    def count(self, ids: Sequence[str], known: Sequence[Turn]) -> tuple[TurnMatches, ...]:
        found = dict[str, int]()
        latest = {turn.id: turn for turn in known}
        stored = [turn_id for turn_id in ids if turn_id not in latest]
        for turn in (*known, *self._stored(stored, found)):
            if self._rest():
                break
            found[turn.id] = sum(self._in_part(part, turn.role) for part in turn.parts)
        return tuple(TurnMatches(i, found[i]) for i in ids if found.get(i))

    def _stored(self, ids: Sequence[str], found: dict[str, int]) -> Iterator[Turn]:
        """The turns of usual length; those that are long are counted piece by piece."""
        rows = self._connection.execute(
            "SELECT id, role FROM turn WHERE size > ? AND id IN (SELECT value FROM json_each(?))",
            (LONGEST_READ, json.dumps(list(ids))),
        )
        long = dict(rows.fetchall())
        yield from session_rows.read_turns(self._connection, [i for i in ids if i not in long])
        for turn_id, role in long.items():
            found[turn_id] = self._in_long_turn(turn_id, role)

    def _in_long_turn(self, turn_id: str, role: str) -> int:
        parts = self._connection.execute(
            "SELECT rowid, length(CAST(text AS BLOB)) FROM part WHERE turn_id = ?", (turn_id,)
        ).fetchall()
        count = 0
        for row, length in parts:
            held = length <= _HELD
            columns = PART_COLUMNS if held else PART_COLUMNS.replace("text", "''")
            query = f"SELECT {columns} FROM part WHERE rowid = ?"
            part = part_of(self._connection.execute(query, (row,)).fetchone())
            count += self._in_part(part, Role.USER if role == Role.USER else Role.AGENT)
            if not held:
                count += self._words.count_in(self._pieces(row))
        return count

    def _pieces(self, row: int) -> Iterator[str]:
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        with self._connection.blobopen("part", "text", row, readonly=True) as text:
            while (data := text.read(PIECE)) and not self._rest():
                yield decoder.decode(data)

    def _in_part(self, part: Part, role: Role) -> int:
        match part:
            case TextPart() if role is Role.USER:
                return self._words.count(part.text)
            case TextPart() | ThoughtPart() | SummaryPart() | CodePart():
                return self._in_markdown(part.text)
            case StructuredPart():
                return self._in_markdown(part.words) + self._words.count(readable(part.text))
            case _:
                return sum(map(self._words.count, texts_of(part)))

    def _in_markdown(self, text: str) -> int:
        if len(text) > LONGEST_READ:
            return self._words.count(text)
        if not self._words.may_show_in(text):
            return 0
        count = 0
        for seen in self._search.seen(text, self._words.may_show_in):
            count += self._words.count(seen)
            if self._rest():
                break
        return count

    def _rest(self) -> bool:
        """Whether to end here."""
        if time.perf_counter() - self._rested > _STRETCH:
            self._search.given_up.wait(_REST)
            self._rested = time.perf_counter()
        return self._search.given_up.is_set()
