"""Tells what happens in answers: to the file, to the subscribers, to who keeps accounts."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace

from gui.model.events import EngineEvent, ModelAnswered, QuestionAnswered, ToolDecided
from gui.model.run_record import RunRecord
from gui.model.turn import Turn, TurnState
from gui.services.answer import LIMIT_REACHED, Answer
from gui.services.approvals import Approvals
from gui.services.attachment_rows import Attachments
from gui.services.budgets import Budgets
from gui.services.conversation_seats import ConversationSeats
from gui.services.running_answers import RunningAnswers
from gui.services.session_book import SessionBook
from gui.services.sight import Sight
from gui.services.stored_runs import StoredRuns

_log = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class AnswerParts:
    """What answers stand on."""

    book: SessionBook
    seats: ConversationSeats
    runs: StoredRuns
    attachments: Attachments
    approvals: Approvals
    budgets: Budgets
    sight: Sight


class AnswerTeller:
    """Fits `AnswerListener`. `on_ended` hears each turn once, after it has ended and was told."""

    def __init__(
        self, parts: AnswerParts, running: RunningAnswers, *, on_ended: Callable[[Turn], None]
    ) -> None:
        self._parts = parts
        self._running = running
        self._on_ended = on_ended

    def changed(self, answer: Answer) -> None:
        self._parts.book.journal.note(answer.turn)
        if answer.is_running:
            self.show(answer)
        else:
            self._tell_ended(answer)

    def show(self, answer: Answer) -> None:
        """Tell the subscribers of a running answer, and nobody else."""
        book = self._parts.book
        book.tell_turn(answer.turn)
        if answer.needed is not answer.turn.awaits_user:
            answer.needed = not answer.needed
            book.tell(answer.turn.session_id)

    def recorded(self, answer: Answer, record: RunRecord) -> None:
        self._parts.book.journal.note_record(answer.turn.id, record)

    def told(self, answer: Answer, event: EngineEvent) -> None:
        match event:
            case ToolDecided() | QuestionAnswered():
                self._settle(answer)
            case ModelAnswered():
                excess = self._parts.budgets.excess(answer.turn)
                if excess is not None:
                    answer.wind_up(LIMIT_REACHED, excess)
            case _:
                pass

    def _settle(self, answer: Answer) -> None:
        """What the user has said stands in the turn now, which is written at once."""
        turn = answer.turn
        words = self._parts.approvals.heard(turn, lane=answer.lane)
        self._parts.book.journal.flush()
        if words:
            self._parts.runs.forget(turn.id, words).add_done_callback(_note_failure)

    def _tell_ended(self, answer: Answer) -> None:
        turn, book = answer.turn, self._parts.book
        self._running.drop(answer)
        self._parts.approvals.forget(turn, lane=answer.lane)
        self._parts.budgets.close(turn)
        book.tell_turn(turn)
        closing = turn.state is TurnState.INTERRUPTED
        unread = turn.session_id != self._running.viewed and not closing
        ended_at = turn.ended_at or turn.created_at
        session = book.known(turn.session_id)
        changed = replace(
            session,
            head_state=turn.state if session.head_id == turn.id else session.head_state,
            updated_at=max(session.updated_at, ended_at),
            unread=session.unread or unread,
        )
        book.change_known(turn.session_id, lambda _: changed, quietly=True)
        book.tell(turn.session_id)
        if not self._running.closed:
            self._on_ended(turn)


def _note_failure(done: asyncio.Future[None]) -> None:
    if not done.cancelled() and done.exception() is not None:
        _log.warning("words of the user stay in the file: %s", done.exception())
