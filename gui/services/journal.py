"""Keeps the file close behind what streams: changed turns and sessions, written together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from gui.model.problem import Problem, ProblemKind, StoreError
from gui.model.run_record import RunRecord
from gui.model.session import Session
from gui.model.turn import Turn, TurnState
from gui.services.owned_tasks import wait_for_all
from gui.services.session_rows import TurnChange
from gui.services.session_store import SessionStore

_FIRST_RETRY = 1.0  # seconds, doubled up to the longest
_LONGEST_RETRY = 30.0


@dataclass(frozen=True, kw_only=True)
class _Batch:
    turns: tuple[Turn, ...]
    sessions: tuple[Session, ...]
    records: tuple[tuple[str, RunRecord], ...]


class Journal:
    """Writes what it was told at most `delay` seconds later; what cannot be written is kept.

    Only parts that changed are written. While the file cannot be written, `on_problem` is
    called once and the write is tried again until it succeeds.
    """

    def __init__(
        self, store: SessionStore, *, delay: float, on_problem: Callable[[Problem], None]
    ) -> None:
        self._store = store
        self._delay = delay
        self._on_problem = on_problem
        self._turns: dict[str, Turn] = {}  # not known to be in the file as they are
        self._sessions: dict[str, Session] = {}
        self._dirty: set[str] = set()  # of either, those not handed over yet
        self._records: list[tuple[str, RunRecord]] = []  # with the ids of their turns
        self._saved: dict[str, Turn] = {}  # what the file has, or will have, of running turns
        self._writes: set[asyncio.Future[None]] = set()
        self._timer: asyncio.TimerHandle | None = None
        self._failures = 0
        self._closed = False

    def track(self, turn: Turn) -> None:
        """`turn` is in the file as it is."""
        self._saved[turn.id] = turn

    def note(self, turn: Turn) -> None:
        """Write `turn` soon; at once when it has ended."""
        self._turns[turn.id] = turn
        self._dirty.add(turn.id)
        if turn.state is TurnState.RUNNING:
            self._plan()
        elif not self._failures:
            self.flush()

    def note_session(self, session: Session) -> None:
        self._sessions[session.id] = session
        self._dirty.add(session.id)
        if self._closed:
            self.flush()
        else:
            self._plan()

    def note_record(self, turn_id: str, record: RunRecord) -> None:
        """Write what a running turn must not do twice, soon."""
        self._records.append((turn_id, record))
        self._plan()

    def renew(self, session: Session) -> None:
        """`session` replaces an earlier record of it that waits, or is being written."""
        if session.id in self._sessions:
            self.note_session(session)

    def forget(self, session_id: str) -> None:
        """What waits to be written of a session, which is in the file no more."""
        if self._sessions.pop(session_id, None) is not None:
            self._dirty.discard(session_id)

    def unwritten_in(self, session_id: str) -> dict[str, Turn]:
        """The turns as they will be written, while the file may be behind; by their ids."""
        return {t.id: t for t in self._turns.values() if t.session_id == session_id}

    def forget_written(self) -> None:
        """The file was replaced: what still changes is to be written whole."""
        self._saved.clear()

    def forget_all(self) -> None:
        """What it was told of is not to be written any more."""
        self._cancel_timer()
        for known in (self._turns, self._sessions, self._saved):
            known.clear()
        self._dirty.clear()
        self._records.clear()
        self._failures = 0

    async def write(self) -> None:
        """Flush, and return when it is in the file; StoreError for what was refused.

        That is kept and tried again as always.
        """
        write = self.flush()
        writes = {write} if write is not None else set(self._writes)
        if writes:
            done, _ = await asyncio.wait(writes)
            for one in done:
                one.result()

    def flush(self) -> asyncio.Future[None] | None:
        """Hand everything over to the store now; its later reads see it. None: there is nothing."""
        self._cancel_timer()
        turns = tuple(turn for turn in self._turns.values() if turn.id in self._dirty)
        sessions = tuple(s for s in self._sessions.values() if s.id in self._dirty)
        self._dirty.clear()
        records, self._records = tuple(self._records), []
        if not turns and not sessions and not records:
            return None
        changes = [TurnChange.since(self._saved.get(turn.id), turn) for turn in turns]
        self._saved.update((turn.id, turn) for turn in turns)
        batch = _Batch(turns=turns, sessions=sessions, records=records)
        write = self._store.save(sessions, changes, records)
        self._writes.add(write)
        write.add_done_callback(lambda done: self._written(batch, done))
        return write

    async def settle(self, *, limit: float) -> bool:
        """Flush and wait up to `limit` seconds; whether the file has everything now."""
        self.flush()
        written = await wait_for_all(self._writes, limit=limit)
        return written and not self._dirty and not self._records

    def write_blocking(self, *, limit: float) -> bool:
        """Flush and block until it is in the file, at most `limit` seconds; whether it is."""
        self.flush()
        return self._store.wait(limit)

    def close(self) -> None:
        """Wait and try no more: what is noted from now on is handed over at once, and once."""
        self._closed = True
        self._cancel_timer()

    def _written(self, batch: _Batch, write: asyncio.Future[None]) -> None:
        self._writes.discard(write)
        error = None if write.cancelled() else write.exception()
        if error is None and not write.cancelled():
            self._failures = 0
            self._forget(batch)
        else:
            self._take_back(batch)
        if error is not None:
            self._failures += 1
            if self._failures == 1:
                self._on_problem(_problem(error))
        if self._dirty or self._records:
            self._plan()

    def _forget(self, batch: _Batch) -> None:
        for turn in batch.turns:
            if turn.id not in self._dirty and self._turns.get(turn.id) is turn:
                del self._turns[turn.id]
                if turn.state is not TurnState.RUNNING:
                    self._saved.pop(turn.id, None)
        for session in batch.sessions:
            if session.id not in self._dirty and self._sessions.get(session.id) is session:
                del self._sessions[session.id]

    def _take_back(self, batch: _Batch) -> None:
        """What the file has of these is not known: they are written whole, in their last form."""
        for turn in batch.turns:
            self._saved.pop(turn.id, None)
            self._turns.setdefault(turn.id, turn)
            self._dirty.add(turn.id)
        for session in batch.sessions:
            self._sessions.setdefault(session.id, session)
            self._dirty.add(session.id)
        self._records[:0] = batch.records

    def _plan(self) -> None:
        """One write under way at a time is enough for streams; its end plans the next."""
        if self._timer is None and not self._writes and not self._closed:
            delay = self._delay
            if self._failures:
                delay = min(_FIRST_RETRY * 2 ** (self._failures - 1), _LONGEST_RETRY)
            self._timer = asyncio.get_running_loop().call_later(delay, self.flush)

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None


def _problem(error: BaseException) -> Problem:
    if isinstance(error, StoreError):
        return error.problem
    return Problem(kind=ProblemKind.UNEXPECTED, detail=f"{type(error).__name__}: {error}")
