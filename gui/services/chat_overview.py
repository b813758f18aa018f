"""What all chats are doing now: who answers, who waits for the user, what is unread."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable
from enum import StrEnum

from gui.model.session import Session
from gui.model.turn import QuestionPart, ToolCallPart, Turn, TurnState
from gui.services.service_facts import LibraryReplaced, ServiceFact, SessionChanged, SessionRemoved


class ChatState(StrEnum):
    """The first that applies."""

    NEEDS_YOU = "needs_you"
    ANSWERING = "answering"
    FAILED = "failed"
    UNREAD = "unread"
    QUIET = "quiet"


class ChatOverview:
    """Follows the facts; `fill` adds what was there before the first of them."""

    def __init__(self) -> None:
        self._sessions: dict[str, Session] = {}
        self._removed: set[str] = set()
        self._answering: set[str] = set()
        self._waiting: set[str] = set()
        self._unread: set[str] = set()

    def fill(
        self, sessions: Iterable[Session], *, needs_user: Callable[[str], bool] | None = None
    ) -> None:
        """What was told meanwhile is newer than this list."""
        for session in sessions:
            if session.id not in self._sessions and session.id not in self._removed:
                self._put(session)
                if needs_user is not None:
                    _mark(self._waiting, session.id, on=needs_user(session.id))

    def take(self, fact: ServiceFact) -> None:
        match fact:
            case SessionChanged():
                self._removed.discard(fact.session.id)
                self._put(fact.session)
                _mark(self._answering, fact.session.id, on=fact.running)
                _mark(self._waiting, fact.session.id, on=fact.needs_user)
            case LibraryReplaced():
                for kept in (self._removed, self._answering, self._waiting, self._unread):
                    kept.clear()
                self._sessions.clear()
                self.fill(fact.sessions)
            case SessionRemoved():
                self._removed.add(fact.session_id)
                self._sessions.pop(fact.session_id, None)
                for states in (self._answering, self._waiting, self._unread):
                    states.discard(fact.session_id)
            case _:
                pass

    def session(self, session_id: str) -> Session | None:
        return self._sessions.get(session_id)

    def recent(self, limit: int) -> tuple[Session, ...]:
        """The chats touched last, newest first, without archived ones and those never used."""
        used = (s for s in self._sessions.values() if not s.archived and (s.title or s.head_id))
        return tuple(heapq.nlargest(limit, used, key=lambda s: (s.updated_at, s.id)))

    def state(self, session: Session) -> ChatState:
        if session.id in self._waiting:
            return ChatState.NEEDS_YOU
        if session.id in self._answering:
            return ChatState.ANSWERING
        if session.head_state is TurnState.FAILED:
            return ChatState.FAILED
        return ChatState.UNREAD if session.unread else ChatState.QUIET

    def foremost(self) -> ChatState:
        """What the user most wants to know of all chats; an old failure is not among it."""
        if self._waiting:
            return ChatState.NEEDS_YOU
        if self._unread:
            return ChatState.UNREAD
        return ChatState.ANSWERING if self._answering else ChatState.QUIET

    def _put(self, session: Session) -> None:
        self._sessions[session.id] = session
        _mark(self._unread, session.id, on=session.unread and not session.archived)


def waits_for(turn: Turn) -> str:
    """The id of what a running answer needs the user for, or ""."""
    if turn.state is not TurnState.RUNNING:
        return ""
    for part in turn.parts:
        if isinstance(part, ToolCallPart) and part.awaits_user:
            return part.call_id
        if isinstance(part, QuestionPart) and part.answer is None:
            return part.request_id
    return ""


def _mark(states: set[str], session_id: str, *, on: bool) -> None:
    (states.add if on else states.discard)(session_id)
