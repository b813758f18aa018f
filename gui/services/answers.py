"""The answers being given: one per session at most, each in a task of its own, each ending once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from gui.model.problem import ParleyError, Problem, ProblemKind
from gui.model.turn import Turn, TurnState
from gui.services.answer import Answer
from gui.services.conversation_seats import ConversationSeats
from gui.services.owned_tasks import OwnedTasks, wait_for_all
from gui.services.session_book import SessionBook


class Answers:
    """Starts and stops answers, and tells the book of every change.

    `on_ended` hears each turn once, after it has ended and was told, until the clean-up.
    """

    def __init__(
        self,
        book: SessionBook,
        seats: ConversationSeats,
        *,
        stop_grace: float,
        on_ended: Callable[[Turn], None],
    ) -> None:
        self._book = book
        self._seats = seats
        self._stop_grace = stop_grace
        self._on_ended = on_ended
        self._running: dict[str, Answer] = {}
        self._tasks = OwnedTasks()
        self._barred: set[str] = set()
        self._viewed: str | None = None
        self._closed = False

    def accepts(self, session_id: str) -> bool:
        """Whether an answer may begin in that session now."""
        return not (self._closed or session_id in self._running or session_id in self._barred)

    def bar(self, session_id: str) -> None:
        """Begin none in that session until it is admitted again."""
        self._barred.add(session_id)

    def admit(self, session_id: str) -> None:
        self._barred.discard(session_id)

    def is_running(self, session_id: str) -> bool:
        return session_id in self._running

    def running_turn(self, session_id: str) -> Turn | None:
        answer = self._running.get(session_id)
        return answer.turn if answer else None

    def set_viewed(self, session_id: str | None) -> None:
        self._viewed = session_id

    def reserve(self, turn: Turn) -> Answer:
        """From now on the session counts as running; `begin` or `release` must follow."""
        answer = Answer(turn, on_change=self._changed)
        self._running[turn.session_id] = answer
        return answer

    def release(self, answer: Answer) -> None:
        """The answer will not be given after all."""
        if self._running.get(answer.turn.session_id) is answer:
            del self._running[answer.turn.session_id]

    def begin(self, answer: Answer, message: str, *, after: str | None) -> None:
        """Answer `message`, which follows the turn `after`; the new turns are in the file."""
        if not answer.is_running:  # stopped while it was written
            return
        if self._closed:
            self._conclude(answer, TurnState.INTERRUPTED)
            return
        self._book.journal.track(answer.turn)
        work = self._give(answer, message, after)
        answer.task = self._tasks.start(f"answer {answer.turn.id}", work)
        answer.task.add_done_callback(lambda task: self._finish(answer, task))

    async def stop(self, session_id: str, *, now: bool) -> None:
        """Returns when the answer has ended: within the grace, or at once with `now`."""
        answer = self._running.get(session_id)
        if answer is None:
            return
        if now or not answer.request_stop():
            self._cut(answer, TurnState.STOPPED)
            return
        self._tasks.begin(f"stop {answer.turn.id}", self._stop_after_grace(answer))
        await asyncio.wait({answer.ended})

    def interrupt_all(self) -> None:
        """Begin no more, and end every answer here and now with what it has; never waits."""
        self._closed = True
        for answer in tuple(self._running.values()):
            self._cut(answer, TurnState.INTERRUPTED)

    async def end_tasks(self, *, limit: float) -> None:
        await self._tasks.cancel(limit=limit)

    async def _stop_after_grace(self, answer: Answer) -> None:
        if not await wait_for_all({answer.ended}, limit=self._stop_grace):
            self._cut(answer, TurnState.STOPPED)

    def _cut(self, answer: Answer, state: TurnState) -> None:
        """End the turn here, so that neither a deaf engine nor a deaf task can hold it up."""
        answer.request_stop()
        if answer.task is not None:
            answer.task.cancel()
        self._conclude(answer, state)

    async def _give(self, answer: Answer, message: str, after: str | None) -> None:
        try:
            session = self._book.known(answer.turn.session_id)
            seat = await self._seats.take(session, after)
            await answer.play(seat, message)
        except ParleyError as error:
            answer.error = error
            self._conclude(answer, TurnState.FAILED, error.problem)
        else:
            self._conclude(answer, *answer.outcome())

    def _finish(self, answer: Answer, task: asyncio.Task[None]) -> None:
        """The task is over, however: its turn must be too."""
        if task.cancelled():
            self._conclude(answer, TurnState.INTERRUPTED)
        elif (error := task.exception()) is not None:
            answer.error = error
            detail = f"{type(error).__name__}: {error}"
            problem = Problem(kind=ProblemKind.UNEXPECTED, detail=detail)
            self._conclude(answer, TurnState.FAILED, problem)

    def _conclude(self, answer: Answer, state: TurnState, problem: Problem | None = None) -> None:
        """Keep the agents only after a good end, and before anyone hears of it and goes on."""
        if answer.is_running and state is TurnState.DONE and answer.seat is not None:
            self._seats.keep(answer.seat, answer.turn.id)
            answer.seat = None
        self._discard_seat(answer)
        answer.end(state, problem)

    def _discard_seat(self, answer: Answer) -> None:
        seat, answer.seat = answer.seat, None
        if seat is not None:
            self._seats.discard(seat, after=answer.task)

    def _changed(self, turn: Turn) -> None:
        self._book.journal.note(turn)
        if turn.state is TurnState.RUNNING:
            self._book.tell_turn(turn)
            return
        self._running.pop(turn.session_id, None)
        self._book.tell_turn(turn)
        closing = turn.state is TurnState.INTERRUPTED
        unread = turn.session_id != self._viewed and not closing
        ended_at = turn.ended_at or turn.created_at
        session = self._book.known(turn.session_id)
        changed = replace(
            session,
            head_state=turn.state if session.head_id == turn.id else session.head_state,
            updated_at=max(session.updated_at, ended_at),
            unread=session.unread or unread,
        )
        self._book.change_known(turn.session_id, lambda _: changed, quietly=True)
        self._book.tell(turn.session_id)
        if not self._closed:
            self._on_ended(turn)
