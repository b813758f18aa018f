"""Reads a chat as it is now: what the file has, and over it what is still in memory."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable, Iterator, Sequence
from dataclasses import replace

from gui.model.search_words import SearchWords
from gui.model.turn import Turn, TurnMark
from gui.services.chat_find import Search, Seen, TurnMatches
from gui.services.session_book import SessionBook
from gui.services.session_store import SessionStore
from gui.services.transcript import Transcript

_FIRST_TURNS = 8  # to look through before anything is told
_MOST_TURNS = 100
_MOST_CHARACTERS = 100_000


class ChatReading:
    """`running_turns` are the answers that are being given in a session."""

    def __init__(
        self,
        store: SessionStore,
        book: SessionBook,
        *,
        running_turns: Callable[[str], tuple[Turn, ...]],
        seen: Seen,
    ) -> None:
        self._store = store
        self._book = book
        self._running_turns = running_turns
        self._seen = seen

    async def open(self, session_id: str) -> Transcript:
        await self._book.get(session_id)
        self._book.journal.flush()
        stored = await self._store.transcript(session_id)
        if stored is None:
            raise LookupError(f"no session {session_id}")
        session = self._book.known(session_id)
        latest = self._in_memory(session_id)
        if not latest:
            return replace(stored, session=session)
        marks = (TurnMark.of(latest[m.id]) if m.id in latest else m for m in stored.marks)
        turns = tuple(latest.get(turn.id, turn) for turn in stored.turns)
        tokens = stored.tokens + sum(map(_tokens, turns)) - sum(map(_tokens, stored.turns))
        return replace(stored, session=session, marks=tuple(marks), turns=turns, tokens=tokens)

    async def turns(self, session_id: str, ids: Sequence[str]) -> tuple[Turn, ...]:
        stored = await self._store.turns(*ids)
        latest = self._in_memory(session_id)
        return tuple(latest.get(t.id, t) for t in stored if t.session_id == session_id)

    async def find(
        self, session_id: str, query: str, start_at: str | None
    ) -> AsyncGenerator[TurnMatches, None]:
        words = SearchWords(query)
        session = await self._book.get(session_id)
        if not words:
            return
        search = Search(words=words, seen=self._seen)
        self._book.journal.flush()
        outline = await self._store.find.outline(session_id, session.head_id)
        try:
            for ids in _batches(_from(outline.marks, start_at)):
                latest = self._in_memory(session_id)
                known = [latest[turn_id] for turn_id in ids if turn_id in latest]
                for found in await self._store.find.count(search, ids, known):
                    yield found
        finally:
            search.given_up.set()

    def _in_memory(self, session_id: str) -> dict[str, Turn]:
        """The turns of which the file may be behind."""
        found = self._book.journal.unwritten_in(session_id)
        for running in self._running_turns(session_id):
            found[running.id] = running
        return found


def _from(marks: tuple[TurnMark, ...], turn_id: str | None) -> tuple[TurnMark, ...]:
    """From that turn on to the end, then from the beginning up to it."""
    start = next((place for place, mark in enumerate(marks) if mark.id == turn_id), 0)
    return marks[start:] + marks[:start]


def _batches(marks: tuple[TurnMark, ...]) -> Iterator[list[str]]:
    """Little at first, so that the reader sees something at once."""
    batch: list[str] = []
    size, most = 0, _FIRST_TURNS
    for mark in marks:
        batch.append(mark.id)
        size += mark.size
        if len(batch) >= most or size >= _MOST_CHARACTERS:
            yield batch
            batch, size, most = [], 0, _MOST_TURNS
    if batch:
        yield batch


def _tokens(turn: Turn) -> int:
    usage = turn.usage
    return usage.prompt_tokens + usage.completion_tokens if usage is not None else 0
