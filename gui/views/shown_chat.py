"""What is known of the chat that is shown: its newest turns, its queue, what it has used."""

from __future__ import annotations

from enum import Enum, auto

from gui.model.session import QueuedMessage, Session
from gui.model.turn import Role, Turn, TurnMark, TurnState
from gui.services.session_service import SessionService
from gui.services.transcript import Transcript

_KEPT = 20
"""Turns that are held at the end of the chat; the transcript holds what it shows itself."""

_AT_ONCE = 20
"""Older turns that are asked for in one go."""


class Taken(Enum):
    """What a turn was for the branch that is shown."""

    CHANGED = auto()
    ADDED = auto()
    ELSEWHERE = auto()


class ShownChat:
    """Follows one chat from its transcript on; `marks` and `turns` are in the branch's order."""

    def __init__(self, transcript: Transcript, *, running: bool) -> None:
        self.session: Session = transcript.session
        self.running = running
        self.queued: tuple[QueuedMessage, ...] = transcript.queued
        self.siblings = transcript.siblings
        self.later = transcript.later
        self._marks = {mark.id: mark for mark in transcript.marks}
        self._turns = {turn.id: turn for turn in transcript.turns}
        self._tokens = transcript.tokens

    @property
    def id(self) -> str:
        return self.session.id

    @property
    def marks(self) -> tuple[TurnMark, ...]:
        """One for each turn of the branch."""
        return tuple(self._marks.values())

    @property
    def turns(self) -> tuple[Turn, ...]:
        """The newest of them."""
        return tuple(self._turns.values())

    @property
    def is_empty(self) -> bool:
        return not self._marks

    def holds(self, turn_id: str) -> bool:
        """Whether it is on this branch."""
        return turn_id in self._marks

    @property
    def has_answer(self) -> bool:
        marks = reversed(self._marks.values())
        return any(mark.role is Role.AGENT and mark.size for mark in marks)

    def take(self, turn: Turn) -> Taken:
        """Note a turn, if it is one of this branch or goes on from its end."""
        known = turn.id in self._marks
        if not known and turn.parent_id != next(reversed(self._marks), None):
            return Taken.ELSEWHERE
        before = self._turns.get(turn.id)
        if before is not None or not known:
            self._tokens += _tokens(turn) - (_tokens(before) if before is not None else 0)
            self._turns[turn.id] = turn
        self._marks[turn.id] = TurnMark.of(turn)
        if not known:
            self.later = None  # the way there begins at its siblings now
        if len(self._turns) > _KEPT:
            del self._turns[next(iter(self._turns))]
        return Taken.CHANGED if known else Taken.ADDED

    def running_turn(self) -> Turn | None:
        """The answer that is being given, as far as it is known."""
        last = next(reversed(self._turns.values()), None)
        return last if last is not None and last.state is TurnState.RUNNING else None

    def last_answer(self) -> str:
        """The text of the newest answer that has any, or "" if none of the newest turns has."""
        return _last_text(self.turns)

    async def read_last_answer(self, service: SessionService) -> str:
        """Also one that is further back."""
        if found := self.last_answer():
            return found
        marks = reversed(self._marks.values())
        ids = [m.id for m in marks if m.role is Role.AGENT and m.size and m.id not in self._turns]
        for start in range(0, len(ids), _AT_ONCE):
            older = await service.turns(self.id, ids[start : start + _AT_ONCE])
            if found := _last_text(older[::-1]):
                return found
        return ""

    def tokens(self) -> int:
        """All tokens that providers reported for this branch, in and out."""
        return self._tokens


def _last_text(turns: tuple[Turn, ...]) -> str:
    answers = (turn.text for turn in reversed(turns) if turn.role is Role.AGENT)
    return next(filter(None, answers), "")


def _tokens(turn: Turn) -> int:
    usage = turn.usage
    return usage.prompt_tokens + usage.completion_tokens if usage is not None else 0
