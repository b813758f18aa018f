"""Takes what the user decides and answers in a chat to whoever waits for it."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from gui.model.turn import QuestionPart, ToolCallPart, Turn
from gui.views.chat_delivery import ChatDelivery
from gui.views.composer.composer import Composer
from gui.views.gate_verbs import CallChoice, GateVerbs, Work
from gui.views.shown_chat import ShownChat

if TYPE_CHECKING:  # the window is up before the transcript's modules are imported
    from gui.views.transcript.surroundings import Outlet
    from gui.views.transcript.view import TranscriptView


class GateDelivery(QObject):
    """While one question is open, the composer answers it, unless its text was begun before."""

    def __init__(
        self,
        composer: Composer,
        delivery: ChatDelivery,
        *,
        verbs: GateVerbs | None,
        chat: Callable[[], ShownChat | None],
    ) -> None:
        super().__init__(composer)
        self._composer = composer
        self._delivery = delivery
        self._verbs = verbs
        self._chat = chat
        self._outlets: list[Outlet] = []
        self._asked = ""  # the request that the composer would answer
        composer.edit.textChanged.connect(self._note_text)

    def join(self, transcript: TranscriptView) -> None:
        """Serve the blocks of a transcript."""
        outlet = transcript.around.outlet
        self._outlets.append(outlet)
        outlet.destroyed.connect(partial(_forget, self._outlets, outlet))
        outlet.enter_sends = self._composer.edit.enter_sends
        if self._verbs is not None:
            outlet.call_decided.connect(partial(self._decide, transcript))
            outlet.question_answered.connect(partial(self._answer, transcript))
            outlet.tool_stop_wanted.connect(self._stop_tool)

    def refresh(self) -> None:
        """What is shown has changed."""
        found = None if self._verbs is None else self._question()
        asked = "" if found is None else found[1].request_id
        if asked and self._asked != asked and self._composer.text:
            asked = ""  # what stands there was not meant for this question
        if asked != self._asked:
            self._asked = asked
            self._composer.show_question(bool(asked))

    def take_text(self, session_id: str, text: str) -> bool:
        """Whether `text` is the answer to a question, and on its way as such."""
        found = self._question()
        if self._verbs is None or found is None or found[1].request_id != self._asked:
            return False
        turn, question = found
        work = self._verbs.answer(session_id, turn.id, question.request_id, text)
        self._delivery.answer(session_id, text, work)
        return True

    def stop_after_turn(self) -> None:
        chat = self._chat()
        if chat is not None and self._verbs is not None:
            work = _kept(self._verbs.stop_after_turn(chat.id), _nothing)
            self._delivery.run(f"stop after:{chat.id}", work)

    def _note_text(self) -> None:
        """The box may have been emptied because its text is being sent, which comes first."""
        if not self._composer.text:
            QTimer.singleShot(0, self, self.refresh)

    def _question(self) -> tuple[Turn, QuestionPart] | None:
        """The one question that is open."""
        chat = self._chat()
        turn = None if chat is None else chat.running_turn()
        if turn is None:
            return None
        found = [p for p in turn.parts if isinstance(p, QuestionPart) and p.answer is None]
        return (turn, found[0]) if len(found) == 1 else None

    def _turn_of(self, transcript: TranscriptView, holds: Callable[[Turn], bool]) -> Turn | None:
        """The one that is seen there: calls of answers side by side may have the same id."""
        chat = self._chat()
        seen = (block.turn for block in transcript.turn_blocks if block.turn is not None)
        turns = (*seen, *(() if chat is None else reversed(chat.turns)))
        return next(filter(holds, turns), None)

    def _decide(self, transcript: TranscriptView, call_id: str, choice: CallChoice) -> None:
        turn = self._turn_of(transcript, lambda turn: _waits(turn, call_id, choice.source))
        if turn is None or self._verbs is None:
            self._leave_call(call_id)
            return
        self._composer.focus()  # the pressed button goes
        work = self._verbs.decide(turn.session_id, turn.id, call_id, choice)
        self._delivery.run(f"decide:{call_id}", _kept(work, lambda: self._leave_call(call_id)))

    def _answer(self, transcript: TranscriptView, request_id: str, text: str) -> None:
        turn = self._turn_of(transcript, lambda turn: _asks(turn, request_id))
        if turn is None or self._verbs is None:
            self._leave_question(request_id)
            return
        self._composer.focus()
        work = self._verbs.answer(turn.session_id, turn.id, request_id, text)
        failed = _kept(work, lambda: self._leave_question(request_id))
        self._delivery.run(f"answer:{request_id}", failed)

    def _stop_tool(self, call_id: str) -> None:
        chat = self._chat()
        if chat is not None and self._verbs is not None:
            self._composer.focus()
            work = _kept(self._verbs.stop_tool(chat.id, call_id), _nothing)
            self._delivery.run(f"stop tool:{call_id}", work)

    def _leave_call(self, call_id: str) -> None:
        for outlet in self._outlets:
            outlet.call_left_open.emit(call_id)

    def _leave_question(self, request_id: str) -> None:
        for outlet in self._outlets:
            outlet.question_left_open.emit(request_id)


async def _kept(work: Work, failed: Callable[[], None]) -> None:
    """Do `work`; where it comes to nothing, `failed` is called, and the error goes on.

    Nothing has to be said where nobody waits any more: the transcript shows that.
    """
    done = False
    try:
        with contextlib.suppress(LookupError):
            await work
            done = True
    finally:
        if not done:
            failed()


def _forget(outlets: list[Outlet], outlet: Outlet, _gone: object = None) -> None:
    outlets.remove(outlet)


def _nothing() -> None:
    return None


def _waits(turn: Turn, call_id: str, source: str) -> bool:
    calls = (part for part in turn.parts if isinstance(part, ToolCallPart) and part.awaits_user)
    return any((call.call_id, call.source) == (call_id, source) for call in calls)


def _asks(turn: Turn, request_id: str) -> bool:
    return any(
        isinstance(part, QuestionPart) and part.request_id == request_id and part.answer is None
        for part in turn.parts
    )
