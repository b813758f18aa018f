"""What is known of the chat that is shown: its turns, its queue, what it has used."""

from __future__ import annotations

from enum import Enum, auto

from gui.model.session import QueuedMessage, Session
from gui.model.turn import QuestionPart, Role, ToolCallPart, ToolState, Turn, TurnState
from gui.services.transcript import Transcript


class Taken(Enum):
    """What a turn was for the branch that is shown."""

    CHANGED = auto()
    ADDED = auto()
    ELSEWHERE = auto()


class ShownChat:
    """Follows one chat from its transcript on; turns stand in the order of the branch."""

    def __init__(self, transcript: Transcript, *, running: bool) -> None:
        self.session: Session = transcript.session
        self.running = running
        self.queued: tuple[QueuedMessage, ...] = transcript.queued
        self.siblings = transcript.siblings
        self._turns: dict[str, Turn] = {turn.id: turn for turn in transcript.turns}

    @property
    def id(self) -> str:
        return self.session.id

    @property
    def turns(self) -> tuple[Turn, ...]:
        return tuple(self._turns.values())

    def take(self, turn: Turn) -> Taken:
        """Note a turn, if it is one of this branch or goes on from its end."""
        known = turn.id in self._turns
        if not known and turn.parent_id != next(reversed(self._turns), None):
            return Taken.ELSEWHERE
        self._turns[turn.id] = turn
        return Taken.CHANGED if known else Taken.ADDED

    def last_answer(self) -> str:
        """The text of the newest answer that has any, or ""."""
        for turn in reversed(self._turns.values()):
            if turn.role is Role.AGENT and turn.text:
                return turn.text
        return ""

    def tokens(self) -> int:
        """All tokens that providers reported for this branch, in and out."""
        used = (turn.usage for turn in self._turns.values() if turn.usage is not None)
        return sum(usage.prompt_tokens + usage.completion_tokens for usage in used)


def waits_for_user(turn: Turn) -> bool:
    """Whether a running answer cannot go on without the user."""
    if turn.state is not TurnState.RUNNING:
        return False
    return any(
        (isinstance(part, ToolCallPart) and part.state is ToolState.WAITING)
        or (isinstance(part, QuestionPart) and part.answer is None)
        for part in turn.parts
    )
