"""One agent turn from its first event to its one end."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Protocol

from gui.model.catching_up import Need, has_caught_up, needs_of, with_waits
from gui.model.events import (
    EngineEvent,
    Noticed,
    QuestionAnswered,
    QuestionAsked,
    Recorded,
    ToolAsked,
    ToolDecided,
)
from gui.model.problem import Problem, ProblemKind
from gui.model.reducer import apply, end
from gui.model.respondent import Respondent
from gui.model.run_record import RunRecord
from gui.model.turn import Enclosed, NoticePart, TextPart, ThoughtPart, Turn, TurnState
from gui.services.answer_log import log_end
from gui.services.clock import now_ms
from gui.services.conversation_seats import Seat

_LONGEST_STRETCH = 0.01  # seconds of events in a row before others get their turn

_MEETINGS = (ToolAsked, ToolDecided, QuestionAsked, QuestionAnswered)
"""Where agents and the user meet."""

TEAM_CHANGED = "team_changed"
LIMIT_REACHED = "limit_reached"
"""Kinds of notices that Parley itself puts into a turn."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What is to be answered: a message, which follows the turn `after`.

    What goes with it has its bytes in the file. `by` answers in place of whom the chat has.
    """

    message: str
    after: str | None
    enclosed: tuple[Enclosed, ...] = ()
    by: Respondent | None = None

    @classmethod
    def of(cls, said: Turn, by: Respondent | None = None) -> Errand:
        """To answer this turn of the user."""
        return cls(message=said.text, after=said.parent_id, enclosed=said.enclosed, by=by)


class AnswerListener(Protocol):
    """Hears what happens in an answer."""

    def changed(self, answer: Answer) -> None:
        """The turn is another; the last time, it has ended."""
        ...

    def recorded(self, answer: Answer, record: RunRecord) -> None: ...

    def told(self, answer: Answer, event: EngineEvent) -> None:
        """The turn is told what this event says, as the last of its events so far."""
        ...


class Answer:
    """Ends once; what arrives afterwards is dropped. `ended` is done from then on.

    `error` is what it failed through, where that is known. `needed` is what was last told of
    whether it waits for the user. An answer that is `left` goes on after the next start; one
    that is `wound_up` ends early, and well, since a limit is reached.
    """

    def __init__(self, turn: Turn, *, listener: AnswerListener, lane: str = "") -> None:
        self.turn = turn
        self.lane = lane or turn.session_id
        self.errand: Errand | None = None
        self.seat: Seat | None = None
        self.error: BaseException | None = None
        self.task: asyncio.Task[None] | None = None
        self.ended: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.needed = turn.awaits_user
        self.left = False
        self.stopping = False
        self.wound_up = False
        self._listener = listener
        self._stored: Turn | None = None  # while a run is behind what the file has of it
        self._rebuilt: Turn | None = None
        self._waiting: set[Need] = set()

    @property
    def is_running(self) -> bool:
        return self.turn.state is TurnState.RUNNING

    @property
    def is_beside(self) -> bool:
        """Whether it is given beside the main answer of its chat."""
        return self.lane != self.turn.session_id

    @property
    def is_behind(self) -> bool:
        """Whether the run was begun again and is not yet where it was."""
        return self._rebuilt is not None

    def begin_again(self) -> None:
        """The run that comes tells everything from its beginning; the turn stays until then."""
        self._stored = self.turn
        self._rebuilt = replace(self.turn, parts=(), usage=None, requests=(), wait=None)

    async def play(self, seat: Seat, errand: Errand, records: Sequence[RunRecord] = ()) -> None:
        """Take the events of one answer up to its last; raises what the engine raises."""
        self.seat = seat
        if seat.team_changed:
            seat.team_changed = False
            self.notice(TEAM_CHANGED, "The team has changed; it was told what was said before.")
        loop = asyncio.get_running_loop()
        rested = loop.time()
        run = seat.conversation.run(errand.message, enclosed=errand.enclosed, records=records)
        async with aclosing(run) as events:
            async for event in events:
                self._take(event)
                if loop.time() - rested > _LONGEST_STRETCH:
                    await asyncio.sleep(0)
                    rested = loop.time()
        if self._rebuilt is not None and not self.stopping and _has_content(self._rebuilt):
            self._catch_up()

    def notice(self, kind: str, text: str) -> None:
        self._take(Noticed(source="", text=text, kind=kind))

    def request_stop(self) -> bool:
        """Ask for a graceful end; False when there is nobody to ask yet."""
        self.stopping = True
        if self.seat is None:
            return False
        self.seat.conversation.request_stop()
        return True

    def note_wait(self, need: Need | None) -> None:
        """The gate is asked in earnest: if it is for something new, the user must see it."""
        if need is not None:
            self._waiting.add(need)
            self._catch_up_if_there()

    def stop_after_turn(self) -> bool:
        """Ask for an end after the agent that speaks; False when there is nobody to ask yet."""
        if self.seat is None:
            return False
        self.stopping = True
        self.seat.conversation.stop_after_turn()
        return True

    def wind_up(self, kind: str, text: str) -> None:
        """Say why, and ask for an end after the agent that speaks."""
        if self.seat is not None and not self.wound_up:
            self.wound_up = True
            self.notice(kind, text)
            self.seat.conversation.stop_after_turn()

    def leave(self) -> None:
        """Take nothing more, and stay as it is."""
        self.left = True
        if self.seat is not None:
            self.seat.conversation.request_stop()

    def outcome(self) -> tuple[TurnState, Problem | None]:
        """What the turn is when its events are over: without content it is a failure, not done."""
        if self.stopping:
            return TurnState.STOPPED, None
        if self.wound_up or _has_content(self.turn):
            return TurnState.DONE, None
        facts = {"model": self.turn.model}
        return TurnState.FAILED, Problem(kind=ProblemKind.EMPTY_REPLY, facts=facts)

    def end(self, state: TurnState, problem: Problem | None = None) -> None:
        """The first call counts."""
        if not self.is_running:
            return
        self.turn = end(self.turn, state=state, ended_at=now_ms(), problem=problem)
        log_end(self.turn, self.error)
        self.ended.set_result(None)
        self._listener.changed(self)

    def _take(self, event: EngineEvent) -> None:
        if not self.is_running or self.left:
            return
        if isinstance(event, Recorded):
            self._listener.recorded(self, event.record)
        elif self._rebuilt is None or self._stored is None:
            self.turn = _after(self.turn, event)
            self._listener.changed(self)
            self._listener.told(self, event)
        else:
            self._rebuilt = _after(self._rebuilt, event)
            if isinstance(event, _MEETINGS) and self._catch_up_if_there():
                self._listener.told(self, event)

    def _catch_up_if_there(self) -> bool:
        if self._rebuilt is None or self._stored is None or not self.is_running or self.left:
            return False
        unseen = self._waiting - needs_of(self.turn)
        if not has_caught_up(self._rebuilt, self._stored, unseen):
            return False
        self._catch_up()
        return True

    def _catch_up(self) -> None:
        if self._rebuilt is not None and self._stored is not None:
            self.turn = with_waits(self._rebuilt, self._stored)
            self._rebuilt = self._stored = None
            self._listener.changed(self)


def _after(turn: Turn, event: EngineEvent) -> Turn:
    after = apply(turn, event)
    if not after.agent and after.parts:
        return replace(after, agent=next((p.source for p in after.parts if p.source), ""))
    return after


def _has_content(turn: Turn) -> bool:
    return any(_is_content(part) for part in turn.parts)


def _is_content(part: object) -> bool:
    match part:
        case TextPart() | ThoughtPart():
            return bool(part.text.strip())
        case NoticePart():
            return part.kind not in (TEAM_CHANGED, LIMIT_REACHED)
        case _:
            return True
