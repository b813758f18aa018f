"""Takes to the service what is asked of turns: edit, another answer, rewind, copy."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QMenu

from gui.model.respondent import Respondent
from gui.model.turn import Role
from gui.services.transcript import Transcript
from gui.views.branch_parts import BranchParts
from gui.views.composer.composer import Composer
from gui.views.gate_verbs import Work
from gui.views.later_line import LaterLine
from gui.views.respondent_menu import RespondentMenu
from gui.views.shown_chat import ShownChat

if TYPE_CHECKING:  # the window is up before the transcript's modules are imported
    from gui.views.transcript.view import TranscriptView


translate = QCoreApplication.translate


class BranchDelivery(QObject):
    """`chat` is the one that is shown. The focus goes where the user writes, as turns vanish."""

    chat_wanted = Signal(str)
    refused = Signal(str)  # what cannot be done now, in words

    def __init__(
        self,
        composer: Composer,
        *,
        parts: BranchParts,
        chat: Callable[[], ShownChat | None],
    ) -> None:
        super().__init__(composer)
        self._composer = composer
        self._service = parts.service
        self._tasks = parts.tasks
        self._chat = chat
        self._transcript: TranscriptView | None = None
        self._respondents = RespondentMenu(models=parts.models, teams=parts.teams)
        self._known: set[str] = set()  # sessions whose edited messages were taken up
        self._wanted = ""  # the turn to be shown once its branch is
        self.line = LaterLine(parts.theme)
        self.line.wanted.connect(self.go_later)
        composer.edit.last_wanted.connect(self.edit_last)

    def join(self, transcript: TranscriptView) -> None:
        self._transcript = transcript
        outlet = transcript.around.outlet
        outlet.add_respondents = self._fill
        outlet.edit_sent.connect(self._send_edited)
        outlet.edit_noted.connect(self._service.edits.note)
        outlet.edit_left.connect(self._composer.focus)
        outlet.rewind_wanted.connect(self._rewind)
        outlet.copy_wanted.connect(self._copy)

    def take_up(self, transcript: Transcript) -> None:
        """Have messages edited on that were being edited when Parley was last closed."""
        session_id = transcript.session.id
        if self._transcript is not None and session_id not in self._known:
            self._known.add(session_id)
            unsent = self._transcript.around.outlet.unsent
            unsent.update({**transcript.edits, **unsent})

    def show(self, chat: ShownChat) -> None:
        """Offer the way to later messages, where there are some; go to the turn that is wanted."""
        if self._wanted and chat.holds(self._wanted) and self._transcript is not None:
            self._transcript.reveal_turn(self._wanted)
            self._wanted = ""
        if chat.later is None:
            self.line.hide()
        else:
            self.line.show_way(free=not chat.running)

    def go_to(self, turn_id: str) -> None:
        """Show a turn of the chat, on whichever branch it is."""
        chat, transcript = self._chat(), self._transcript
        if chat is None or transcript is None:
            return
        if chat.holds(turn_id):
            transcript.reveal_turn(turn_id)
        elif chat.running:
            self.refused.emit(
                translate("Transcript", "Wait until the answer is done, then go to another branch.")
            )
        else:
            self._wanted = turn_id
            self._begin("select", chat.id, self._service.select_turn(chat.id, turn_id))

    def has_later(self) -> bool:
        chat = self._chat()
        return chat is not None and chat.later is not None and not chat.running

    def go_later(self) -> None:
        chat = self._chat()
        if chat is not None and chat.later is not None and not chat.running:
            self._composer.focus()
            self._begin("select", chat.id, self._service.select_turn(chat.id, chat.later))

    def can_edit(self) -> bool:
        """Whether there is a message to be edited."""
        return self._last_said() is not None

    def edit_last(self) -> None:
        said, transcript = self._last_said(), self._transcript
        if said is None or transcript is None:
            return
        outlet = transcript.around.outlet
        outlet.unsent.setdefault(*said)
        outlet.wants_focus = said[0]
        if not _shows(transcript, said[0]):
            transcript.reveal_turn(said[0])
        outlet.edit_begun.emit(said[0])

    def _last_said(self) -> tuple[str, str] | None:
        """The id and the words of the newest message in the chat that is shown."""
        chat = self._chat()
        if chat is None or chat.running:
            return None
        said = (t for t in reversed(chat.turns) if t.role is Role.USER)
        return next(((turn.id, turn.text) for turn in said), None)

    def _fill(self, menu: QMenu, turn_id: str) -> None:
        chat = self._chat()
        if chat is not None:
            choose = partial(self._answer_again, chat.id, turn_id)
            self._respondents.fill(menu, chat.session, choose)

    def _answer_again(self, session_id: str, turn_id: str, by: Respondent) -> None:
        self._composer.focus()
        work = self._service.branches.answer_again(session_id, turn_id, by)
        self._begin("retry", session_id, work)

    def _send_edited(self, turn_id: str, text: str) -> None:
        chat = self._chat()
        if chat is not None:
            self._tasks.start(f"edit:{turn_id}", self._edit(chat.id, turn_id, text))

    async def _edit(self, session_id: str, turn_id: str, text: str) -> None:
        """The words stay with the message until they are durable."""
        if self._transcript is None:
            return
        outlet = self._transcript.around.outlet
        sent = False
        try:
            sent = await self._service.branches.edit(session_id, turn_id, text)
        finally:
            if sent:
                outlet.unsent.pop(turn_id, None)
                self._service.edits.note(turn_id, "")
            else:
                outlet.edit_left_open.emit(turn_id)
        self._follow(session_id)
        self._composer.focus()

    def _rewind(self, turn_id: str) -> None:
        chat = self._chat()
        if chat is not None:
            self._begin("rewind", chat.id, self._go_back(chat.id, turn_id))

    async def _go_back(self, session_id: str, turn_id: str) -> None:
        """What was said at that point is put back into the box, to be said otherwise."""
        turn = await self._service.branches.rewind(session_id, turn_id)
        if turn is None or not self._follow(session_id):
            return
        if turn.role is Role.USER and turn.text and turn.text not in self._composer.text:
            self._composer.put_back(turn.text)
        self._composer.focus()

    def _copy(self, turn_id: str) -> None:
        chat = self._chat()
        if chat is not None:
            self._begin("copy", chat.id, self._copy_to(chat.id, turn_id))

    async def _copy_to(self, session_id: str, turn_id: str) -> None:
        copy = await self._service.branches.copy_to(session_id, turn_id)
        self.chat_wanted.emit(copy.id)

    def _begin(self, verb: str, session_id: str, work: Work) -> None:
        self._tasks.start(f"{verb}:{session_id}", work)

    def _follow(self, session_id: str) -> bool:
        """Read on at the end of the branch; whether that chat is still shown."""
        chat = self._chat()
        if chat is None or chat.id != session_id or self._transcript is None:
            return False
        self._transcript.reader.follow()
        return True


def _shows(transcript: TranscriptView, turn_id: str) -> bool:
    """Whether some of that turn can be seen now."""
    blocks = transcript.turn_blocks
    found = (one for one in blocks if one.turn is not None and one.turn.id == turn_id)
    return any(not block.visibleRegion().isEmpty() for block in found)
