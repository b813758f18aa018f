"""Has earlier messages of the chat that is shown summed up, and takes it back."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from gui.model.problem import ParleyError
from gui.model.session import Session
from gui.model.turn import Turn
from gui.qt.dialogs import opened
from gui.qt.notices import Notice, NoticeBar
from gui.qt.phrases import in_a_row
from gui.qt.task_scope import TaskScope
from gui.services.compaction import Proposal
from gui.services.session_service import SessionService
from gui.views.problem_text import problem_text

if TYPE_CHECKING:
    from gui.views.summary_dialog import SummaryDialog

translate = QCoreApplication.translate

DIALOG, REQUEST, KEEP = "sum up", "sum up: ask", "sum up: keep"


class SummingUp:
    """`session` is the chat that is shown."""

    def __init__(
        self,
        window: QWidget,
        *,
        service: SessionService,
        session: Callable[[], Session | None],
        notices: NoticeBar,
        tasks: TaskScope,
    ) -> None:
        self._window = window
        self._service = service
        self._session = session
        self._notices = notices
        self._tasks = tasks

    def can_open(self) -> bool:
        session = self._session()
        return (
            session is not None
            and session.head_id is not None
            and not self._service.is_running(session.id)
        )

    def open(self) -> None:
        session = self._session()
        if session is not None and self.can_open() and not self._tasks.running(DIALOG):
            self._tasks.start(DIALOG, self._show(session))

    def undo(self, turn: Turn) -> None:
        """`turn` holds the summary."""
        self._tasks.start("undo summary", self._take_back(turn))

    async def _show(self, session: Session) -> None:
        from gui.views.summary_dialog import SummaryDialog  # not at the start

        dialog = SummaryDialog(self._notices.theme, parent=self._window)
        self._tasks.start(REQUEST, self._ask(dialog, session.id))
        try:
            await opened(dialog)
        finally:
            self._tasks.cancel(REQUEST)

    async def _ask(self, dialog: SummaryDialog, session_id: str) -> None:
        try:
            proposal = await self._service.compaction.propose(session_id, tell=dialog.show_progress)
        except ParleyError as error:
            said = problem_text(error.problem)
            dialog.show_end(in_a_row(said.sentence, said.next_step))
            return
        if proposal is None:
            dialog.show_end(
                translate("Summary", "There are no earlier messages that could be summed up yet.")
            )
            return
        dialog.keep_wanted.connect(partial(self._keep_soon, dialog, proposal))
        dialog.show_text(proposal.text, sends=proposal.unanswered is not None)

    def _keep_soon(self, dialog: SummaryDialog, proposal: Proposal, text: str) -> None:
        self._tasks.start(KEEP, self._keep(dialog, proposal, text))

    async def _keep(self, dialog: SummaryDialog, proposal: Proposal, text: str) -> None:
        try:
            kept = await self._service.compaction.accept(proposal, text)
        except ParleyError as error:
            said = problem_text(error.problem)
            dialog.refuse(in_a_row(said.sentence, said.next_step))
            return
        if kept:
            dialog.accept()
        else:
            dialog.refuse(
                translate(
                    "Summary",
                    "The chat has moved on: wait until its answer is done, or go back to the "
                    "version that was summed up. Then accept again.",
                )
            )

    async def _take_back(self, turn: Turn) -> None:
        if await self._service.compaction.undo(turn.session_id, turn.id):
            again = partial(self._redo, turn)
            text = translate("Summary", "The agents know all of the earlier messages again.")
            action = translate("Summary", "Redo")
            self._notices.show_notice(Notice(text=text, action=action, run=again))
        else:
            self._notices.say(
                translate("Summary", "Wait until the answer is done, then undo the summary.")
            )

    def _redo(self, turn: Turn) -> None:
        self._tasks.start("redo summary", self._service.select_turn(turn.session_id, turn.id))
