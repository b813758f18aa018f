"""The answers being given: each in a task of its own, each ending once.

One that waits for the user when the program ends is left as it is: the file has it as running,
with what its run has recorded. After the next start it is parked, without a task, until the
user has decided or answered; then its run is begun again and takes the place of what was stored
as soon as it has come there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace

from gui.model.events import EngineEvent
from gui.model.lane import lane_beside
from gui.model.leaving import ASKING_CHAT
from gui.model.problem import ParleyError, Problem, ProblemKind
from gui.model.reducer import apply
from gui.model.turn import Turn, TurnState
from gui.services.answer import Answer, Errand
from gui.services.answer_teller import AnswerParts, AnswerTeller
from gui.services.owned_tasks import OwnedTasks, wait_for_all
from gui.services.running_answers import RunningAnswers


class Answers:
    """Starts and stops answers; `running` knows which there are."""

    def __init__(
        self,
        parts: AnswerParts,
        *,
        stop_grace: float,
        on_ended: Callable[[Turn], None],
    ) -> None:
        self._parts = parts
        self._stop_grace = stop_grace
        self.running = RunningAnswers()
        self._teller = AnswerTeller(parts, self.running, on_ended=on_ended)
        self._tasks = OwnedTasks()

    def set_viewed(self, session_id: str | None) -> None:
        """An answer that ends in this session does not make it unread."""
        self.running.viewed = session_id

    def reserve(self, turn: Turn, *, beside: bool = False) -> Answer:
        """From now on the session counts as running; `begin` or `release` must follow.

        `beside`: given at the same time as the main answer of the session.
        """
        lane = lane_beside(turn.session_id, turn.id) if beside else turn.session_id
        answer = Answer(turn, listener=self._teller, lane=lane)
        self.running.put(answer)
        return answer

    def release(self, answer: Answer) -> None:
        """The answer will not be given after all."""
        self.running.drop(answer)

    def begin(self, answer: Answer, errand: Errand) -> None:
        """The new turns are in the file."""
        if not answer.is_running:  # stopped while it was written
            return
        if self.running.closed:
            self._conclude(answer, TurnState.INTERRUPTED)
            return
        answer.errand = errand
        self._parts.book.journal.track(answer.turn)
        self._start(answer)

    def park(self, turn: Turn, errand: Errand, *, beside: bool = False) -> None:
        """An answer of an earlier start: it is as the file has it, and waits for the user."""
        answer = self.reserve(turn, beside=beside)
        answer.errand = errand
        self._parts.book.journal.track(turn)

    def go_on(self, turn_id: str, event: EngineEvent) -> None:
        """The user has said something: begin the run of a parked answer again.

        `event` is what it will tell of that, shown until then and not kept. An answer whose
        run is where its turn is tells it itself.
        """
        answer = self.running.of_turn(turn_id)
        if answer is None or answer.left or not answer.is_running:
            return
        parked = answer.task is None
        if parked:
            answer.begin_again()
        elif not answer.is_behind:
            return
        answer.turn = apply(answer.turn, event)
        self._teller.show(answer)
        if parked:
            self._start(answer)

    async def stop(
        self, session_id: str, *, now: bool, after_turn: bool = False, only: str = ""
    ) -> None:
        """Returns when the answers have ended: within the grace, or at once with `now`.

        With `after_turn` they go on until the agent that speaks has finished, and this returns
        at once. `only` names the one that is to end, by its turn; the others go on.
        """
        asked = (a for a in self.running.in_session(session_id) if only in ("", a.turn.id))
        ending = [self._ask_to_end(answer, now=now, after_turn=after_turn) for answer in asked]
        if waited_for := {ended for ended in ending if ended is not None}:
            await asyncio.wait(waited_for)

    def interrupt_all(self) -> None:
        """Begin no more; end every answer here and now with what it has, or leave it parked.

        Never waits.
        """
        self.running.closed = True
        for answer in self.running.all():
            waits = answer.is_running and (answer.turn.awaits_user or answer.is_behind)
            if waits and not answer.stopping:
                answer.leave()
                if answer.task is not None:
                    answer.task.cancel()
                self._discard_seat(answer)
            else:
                self._cut(answer, TurnState.INTERRUPTED)

    def begin_anew(self) -> None:
        """After `interrupt_all`: forget those that were left, and let others begin."""
        for answer in self.running.all():
            self._parts.approvals.forget(answer.turn, lane=answer.lane)
            self._parts.budgets.close(answer.turn)
            self.running.drop(answer)
        self.running.admit_all()

    async def end_tasks(self, *, limit: float) -> None:
        await self._tasks.cancel(limit=limit)

    def _ask_to_end(
        self, answer: Answer, *, now: bool, after_turn: bool
    ) -> asyncio.Future[None] | None:
        """What is done when it has; None where nobody has to wait for that."""
        if after_turn and not now and answer.stop_after_turn():
            return None
        if now or not answer.request_stop():
            self._cut(answer, TurnState.STOPPED)
            return None
        self._tasks.begin(f"stop {answer.turn.id}", self._stop_after_grace(answer))
        return answer.ended

    def _start(self, answer: Answer) -> None:
        answer.task = self._tasks.start(f"answer {answer.turn.id}", self._give(answer))
        answer.task.add_done_callback(lambda task: self._finish(answer, task))

    async def _stop_after_grace(self, answer: Answer) -> None:
        if not await wait_for_all({answer.ended}, limit=self._stop_grace):
            self._cut(answer, TurnState.STOPPED)

    def _cut(self, answer: Answer, state: TurnState) -> None:
        """End the turn here, so that neither a deaf engine nor a deaf task can hold it up."""
        answer.request_stop()
        if answer.task is not None:
            answer.task.cancel()
        self._conclude(answer, state)

    async def _give(self, answer: Answer) -> None:
        try:
            await self._play(answer)
        except ParleyError as error:
            answer.error = error
            self._conclude(answer, TurnState.FAILED, error.problem)
        else:
            self._conclude(answer, *answer.outcome())

    async def _play(self, answer: Answer) -> None:
        parts, turn, errand = self._parts, answer.turn, answer.errand
        ASKING_CHAT.set(turn.session_id)
        if errand is None:
            raise RuntimeError("there is nothing to answer")
        session = parts.book.known(turn.session_id)
        if (by := errand.by) is not None:
            session = replace(session, model=by.model or session.model, team_id=by.team_id)
        records = await parts.runs.records(turn.id) if answer.is_behind else ()
        await parts.budgets.open(session)
        seat = await parts.seats.take(session, errand.after, lane=answer.lane)
        enclosed = await parts.attachments.with_bytes(errand.enclosed)
        await answer.play(seat, replace(errand, enclosed=enclosed), records)

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
        well = answer.is_running and state is TurnState.DONE and not answer.wound_up
        if well and not answer.left and answer.seat is not None:
            seats = self._parts.seats
            (seats.finish if answer.is_beside else seats.keep)(answer.seat, answer.turn.id)
            answer.seat = None
        self._discard_seat(answer)
        if not answer.left:
            answer.end(state, problem)

    def _discard_seat(self, answer: Answer) -> None:
        seat, answer.seat = answer.seat, None
        if seat is not None:
            self._parts.seats.discard(seat, after=answer.task)
