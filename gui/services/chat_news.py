"""Decides what is worth telling a user who does not look: an answer done, failed, or waiting."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto

from gui.model.problem import Problem
from gui.model.turn import Role, Turn, TurnState
from gui.services.chat_overview import waits_for
from gui.services.service_facts import (
    LibraryReplaced,
    ServiceFact,
    SessionChanged,
    SessionRemoved,
    TurnChanged,
)


class NewsKind(Enum):
    DONE = auto()
    FAILED = auto()
    NEEDS_YOU = auto()


@dataclass(frozen=True, kw_only=True)
class News:
    """`text` is the answer's own text, without thoughts and tools; `problem` why it failed."""

    session_id: str
    kind: NewsKind
    text: str = ""
    problem: Problem | None = None


class ChatNews:
    """Fed with facts. `looking` says whether the user has a chat before the eyes now.

    `tell` gets at most one piece of news per chat at a time, the newest; `withdraw` the chat
    whose news is none any more.
    """

    def __init__(
        self,
        *,
        looking: Callable[[str], bool],
        tell: Callable[[News], None],
        withdraw: Callable[[str], None],
    ) -> None:
        self._looking = looking
        self._tell = tell
        self._withdraw = withdraw
        self._running: dict[str, str] = {}  # turn id -> what it was last told to wait for
        self._waiting: set[str] = set()  # sessions
        self._told: set[str] = set()

    @property
    def pending(self) -> bool:
        """Whether something was told that the user has not looked at since."""
        return bool(self._told)

    def take(self, fact: ServiceFact) -> None:
        match fact:
            case TurnChanged() if fact.turn.role is Role.AGENT:
                self._take_turn(fact.turn)
            case SessionChanged() if fact.needs_user:
                self._take_waiting(fact.session.id)
            case LibraryReplaced():
                for session_id in tuple(self._told):
                    self.look(session_id)
                self._running.clear()
                self._waiting.clear()
            case SessionRemoved():
                self.look(fact.session_id)
            case _:
                pass

    def look(self, session_id: str) -> None:
        """The user has seen the chat, or it is gone: nothing has to be told of it."""
        if session_id in self._told:
            self._told.discard(session_id)
            self._withdraw(session_id)

    def _take_waiting(self, session_id: str) -> None:
        """A chat that waited before Parley was started; its turns tell of the others."""
        if session_id not in self._waiting:
            self._waiting.add(session_id)
            self._consider(News(session_id=session_id, kind=NewsKind.NEEDS_YOU))

    def _take_turn(self, turn: Turn) -> None:
        if turn.state is TurnState.RUNNING:
            self._take_running(turn)
        elif self._running.pop(turn.id, None) is not None:  # not one that ended long ago
            self._waiting.discard(turn.session_id)
            self._take_ended(turn)

    def _take_running(self, turn: Turn) -> None:
        needs, known = waits_for(turn), self._running.get(turn.id)
        self._running[turn.id] = needs
        waited = turn.session_id in self._waiting
        (self._waiting.add if needs else self._waiting.discard)(turn.session_id)
        if needs and needs != known and not (waited and known is None):
            self._consider(News(session_id=turn.session_id, kind=NewsKind.NEEDS_YOU))
        elif (known or waited) and not needs:
            self.look(turn.session_id)  # answered elsewhere

    def _take_ended(self, turn: Turn) -> None:
        match turn.state:
            case TurnState.DONE:
                done = News(session_id=turn.session_id, kind=NewsKind.DONE, text=turn.text)
                self._consider(done)
            case TurnState.FAILED:
                failed = News(
                    session_id=turn.session_id, kind=NewsKind.FAILED, problem=turn.problem
                )
                self._consider(failed)
            case _:
                self.look(turn.session_id)  # the user, or the end of the program, ended it

    def _consider(self, news: News) -> None:
        if not self._looking(news.session_id):
            self._told.add(news.session_id)
            self._tell(news)
