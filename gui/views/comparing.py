"""Sends one message to several at once, shows their answers side by side, and keeps one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from gui.model.turn import Turn, TurnState
from gui.qt.dialogs import opened
from gui.services.service_facts import ServiceFact, SessionRemoved, TurnChanged
from gui.views.branch_parts import BranchParts
from gui.views.composer.composer import Composer
from gui.views.shown_chat import ShownChat

if TYPE_CHECKING:  # the window is up before the transcript's modules are imported
    from gui.views.compare.candidate import Candidate
    from gui.views.compare.compare_view import CompareView
    from gui.views.transcript.view import TranscriptView


class Comparing(QObject):
    """One comparison for each chat; it ends when one is kept, or the chat goes on.

    `chat` is the one that is shown.
    """

    changed = Signal(str)  # session id: the chat that is shown is to be shown anew

    def __init__(
        self,
        composer: Composer,
        middle: QStackedWidget,
        *,
        parts: BranchParts,
        chat: Callable[[], ShownChat | None],
    ) -> None:
        super().__init__(composer)
        self._composer = composer
        self._middle = middle
        self._parts = parts
        self._chat = chat
        self.serve: Callable[[TranscriptView], object] = _ignore
        """Makes the transcript of a column work."""
        self._coming: dict[str, dict[str, Turn]] = {}  # by session: answers not shown yet
        self._views: dict[str, CompareView] = {}  # by session

    def can_open(self) -> bool:
        chat = self._chat()
        return chat is not None and not chat.running and self._composer.isVisible()

    def open(self) -> None:
        chat = self._chat()
        if chat is not None and self.can_open():
            self._parts.tasks.start("compare: choose", self._choose(chat.id))

    def view_of(self, chat: ShownChat) -> CompareView | None:
        """What is to be in front of its transcript; the comparison ends as the chat goes on."""
        view = self._views.get(chat.id)
        if view is None or chat.session.head_id in {turn.id for turn in view.turns}:
            return view
        self._end(chat.id)
        return None

    def show_answer(self, turn_id: str) -> bool:
        """Whether it is one of the answers in front; for any other turn the comparison ends."""
        chat = self._chat()
        view = None if chat is None else self._views.get(chat.id)
        if view is None:
            return False
        if view.show_answer(turn_id):
            return True
        self._leave()
        return False

    def take(self, fact: ServiceFact) -> None:
        match fact:
            case TurnChanged() if fact.turn.session_id in self._coming:
                self._coming[fact.turn.session_id][fact.turn.id] = fact.turn
            case TurnChanged() if fact.turn.session_id in self._views:
                self._views[fact.turn.session_id].show_turn(fact.turn)
            case SessionRemoved():
                self._end(fact.session_id)
            case _:
                pass

    async def _choose(self, session_id: str) -> None:
        from gui.views.compare.candidate import candidates
        from gui.views.compare.compare_dialog import CompareDialog

        before = self._composer.text
        offered = candidates(self._parts.models, self._parts.teams)
        dialog = CompareDialog(
            offered,
            (before, self._composer.chips.names),
            self._parts.theme.theme,
            parent=self._composer.window(),
        )
        if await opened(dialog):
            await self._begin(session_id, dialog.text, dialog.chosen, before)

    async def _begin(
        self, session_id: str, text: str, chosen: Sequence[Candidate], before: str
    ) -> None:
        """What stood in the box is sent with it, and stays there where it cannot be."""
        branches = self._parts.service.branches
        coming = self._coming[session_id] = {}
        names = ", ".join(self._composer.chips.names)
        try:
            ids = await branches.compare(session_id, text, [one.who for one in chosen])
        finally:
            del self._coming[session_id]
        if not ids:
            return
        chat = self._chat()
        if chat is not None and chat.id == session_id and self._composer.text == before:
            self._composer.edit.replace_text("")
        turns = [coming[turn_id] for turn_id in ids]  # each was told as it began
        said = text.strip() or names
        self._show(session_id, said, list(zip(turns, chosen, strict=True)))
        self._composer.focus()

    def _show(self, session_id: str, text: str, answers: list[tuple[Turn, Candidate]]) -> None:
        from gui.views.compare.compare_view import CompareView

        self._end(session_id)
        said = " ".join(text.split())
        view = self._views[session_id] = CompareView(said, answers, theme=self._parts.theme)
        for column in view.columns:
            self.serve(column.transcript)
            column.transcript.retry_requested.connect(self._retry)
        view.stop_wanted.connect(self._stop)
        view.keep_wanted.connect(self._keep)
        view.left.connect(self._leave)
        self._middle.addWidget(view)
        self._show_anew(session_id)

    def _show_anew(self, session_id: str) -> None:
        chat = self._chat()
        if chat is not None and chat.id == session_id:
            self.changed.emit(session_id)

    def _stop(self, turn_id: str) -> None:
        chat = self._chat()
        if chat is not None:
            stopping = self._parts.service.branches.stop(chat.id, turn_id)
            self._parts.tasks.start(f"stop:{turn_id}", stopping)

    def _retry(self, turn_id: str) -> None:
        """One more answer beside them all, by whom the chat has: that ends the comparison."""
        chat = self._chat()
        if chat is not None:
            self._composer.focus()
            self._parts.tasks.start(f"retry:{chat.id}", self._parts.service.retry(chat.id, turn_id))

    def _keep(self, turn_id: str) -> None:
        chat = self._chat()
        if chat is not None:
            self._composer.focus()  # the pressed button goes
            self._parts.tasks.start(f"keep:{chat.id}", self._keep_one(chat.id, turn_id))

    async def _keep_one(self, session_id: str, turn_id: str) -> None:
        """The others end with what they have."""
        view, branches = self._views.get(session_id), self._parts.service.branches
        if view is None:
            return
        for turn in view.turns:
            if turn.state is TurnState.RUNNING:
                await branches.stop(session_id, turn.id)
        who = next(column.who.who for column in view.columns if column.turn.id == turn_id)
        if await branches.keep(session_id, turn_id, who):
            self._end(session_id)
            self._show_anew(session_id)

    def _leave(self) -> None:
        chat = self._chat()
        if chat is not None:
            self._composer.focus()
            self._end(chat.id)
            self._show_anew(chat.id)

    def _end(self, session_id: str) -> None:
        view = self._views.pop(session_id, None)
        if view is not None:
            self._middle.removeWidget(view)
            view.hide()
            view.deleteLater()


def _ignore(transcript: TranscriptView) -> None:
    del transcript
