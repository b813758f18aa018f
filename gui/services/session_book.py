"""The sessions in memory: one record of each, changed here only, written behind and told around."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from gui.model.problem import Problem
from gui.model.session import Session
from gui.model.turn import Turn
from gui.services.fact_board import FactBoard
from gui.services.journal import Journal
from gui.services.service_facts import (
    HeadChanged,
    ServiceProblem,
    SessionChanged,
    SessionRemoved,
    StoreRecovered,
    TurnChanged,
)
from gui.services.session_store import SessionStore

_MOMENT = 0.1  # seconds; whoever was refused may not have heard of it when the next write succeeds

Change = Callable[[Session], Session]


class SessionBook:
    """A change counts at once, in memory; the journal brings it into the file.

    `is_running` and `needs_user` are told by whoever runs answers.
    """

    def __init__(self, store: SessionStore, facts: FactBoard, *, delay: float) -> None:
        self.journal = Journal(store, delay=delay, on_problem=self._tell)
        self.is_running: Callable[[str], bool] = _never
        self.needs_user: Callable[[str], bool] = _never
        self._store = store
        self._facts = facts
        self._sessions: dict[str, Session] = {}
        self._relief: asyncio.TimerHandle | None = None
        store.on_recovered = self._write_again
        store.on_refused = self._withhold_relief
        store.on_accepted = self._tell_relief_soon

    async def get(self, session_id: str) -> Session:
        """Raises LookupError for a session that does not exist."""
        known = self._sessions.get(session_id)
        if known is not None:
            return known
        session = await self._store.session(session_id)
        if session is None:
            raise LookupError(f"no session {session_id}")
        return self._sessions.setdefault(session_id, session)

    def forget_all(self) -> None:
        """Other sessions are in the file now."""
        self._sessions.clear()
        self.journal.forget_all()

    def latest(self, session: Session) -> Session:
        """The record in memory where there is one, else `session` as it was read."""
        return self._sessions.get(session.id, session)

    def known(self, session_id: str) -> Session:
        """A session that `get` has returned before."""
        return self._sessions[session_id]

    def put(self, session: Session) -> None:
        """Take in a session, or replace it, without telling or writing.

        A change that is on its way to the file must not undo this there.
        """
        self._sessions[session.id] = session
        self.journal.renew(session)

    def forget(self, session_id: str) -> None:
        """It is in the file no more."""
        self._sessions.pop(session_id, None)
        self.journal.forget(session_id)

    async def change(self, session_id: str, change: Change) -> Session:
        await self.get(session_id)
        return self.change_known(session_id, change)

    def change_known(self, session_id: str, change: Change, *, quietly: bool = False) -> Session:
        """`quietly`: what changed shows in no row of the list."""
        session = change(self._sessions[session_id])
        if session == self._sessions[session_id]:
            return session
        self._sessions[session_id] = session
        self.journal.note_session(session)
        if not quietly:
            self.tell(session_id)
        return session

    def tell(self, session_id: str) -> None:
        session = self._sessions[session_id]
        fact = SessionChanged(
            session=session,
            running=self.is_running(session_id),
            needs_user=self.needs_user(session_id),
        )
        self._facts.publish(fact)

    def tell_turn(self, turn: Turn) -> None:
        self._facts.publish(TurnChanged(turn=turn))

    def tell_head(self, session_id: str) -> None:
        self._facts.publish(HeadChanged(session_id=session_id))

    def tell_removed(self, session_id: str) -> None:
        self._facts.publish(SessionRemoved(session_id=session_id))

    def _tell(self, problem: Problem) -> None:
        self._facts.publish(ServiceProblem(problem=problem))

    def _tell_relief_soon(self) -> None:
        fact = StoreRecovered()
        self._relief = asyncio.get_running_loop().call_later(_MOMENT, self._facts.publish, fact)

    def _withhold_relief(self) -> None:
        if self._relief is not None:
            self._relief.cancel()

    def _write_again(self, problem: Problem) -> None:
        """The file was damaged and replaced: what memory knows of it is surely not all there."""
        self.journal.forget_written()
        for session in self._sessions.values():
            self.journal.note_session(session)
        self._tell(problem)


def _never(session_id: str) -> bool:
    del session_id
    return False
