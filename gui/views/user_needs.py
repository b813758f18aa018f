"""Tells of agents that wait for the user where he does not see it, and takes him there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QCoreApplication, QObject

from gui.model.session import Session
from gui.model.turn import QuestionPart, Turn, waits_for_user
from gui.qt.notices import Notice, NoticeBar
from gui.services.service_facts import ServiceFact, SessionRemoved, TurnChanged
from gui.views.chat_page import ChatPage

translate = QCoreApplication.translate


class UserNeeds(QObject):
    """`show_chat` opens another chat; each need is told once."""

    def __init__(
        self, page: ChatPage, notices: NoticeBar, *, show_chat: Callable[[str], None]
    ) -> None:
        super().__init__(page)
        self._page = page
        self._notices = notices
        self._show_chat = show_chat
        self._waiting: dict[str, int] = {}  # turn id -> how many things it waits for
        self._wanted: str | None = None  # the chat that is on its way
        page.session_shown.connect(self._arrive)

    def take(self, fact: ServiceFact) -> None:
        match fact:
            case TurnChanged():
                self._take_turn(fact.turn)
            case SessionRemoved():
                self._notices.withdraw(_about(fact.session_id))
            case _:
                pass

    def can_show(self) -> bool:
        """Whether the chat that is shown waits for the user."""
        turn = self._page.shown.running_turn() if self._page.shown is not None else None
        return self._page.isVisible() and turn is not None and turn.awaits_user

    def show(self) -> None:
        """Go to what the chat that is shown waits for."""
        turn = self._page.shown.running_turn() if self._page.shown is not None else None
        if turn is not None:
            self._notices.withdraw(_about(turn.session_id))
            self._page.need_reveal.show(turn)

    def show_in(self, session_id: str) -> None:
        """Go to what a chat waits for, whichever it is."""
        shown = self._page.session
        if shown is not None and shown.id == session_id and self._page.isVisible():
            self.show()
        else:
            self._wanted = session_id
            self._show_chat(session_id)

    def _take_turn(self, turn: Turn) -> None:
        needs = sum(map(waits_for_user, turn.parts)) if turn.awaits_user else 0
        known = self._waiting.get(turn.id, 0)
        if needs == known:
            return
        if not needs:
            del self._waiting[turn.id]
            self._notices.withdraw(_about(turn.session_id))
            return
        self._waiting[turn.id] = needs
        if needs > known and not self._is_seen(turn.session_id):
            self._tell(turn)

    def _tell(self, turn: Turn) -> None:
        asks = any(isinstance(p, QuestionPart) and p.answer is None for p in turn.parts)
        shown = self._page.session
        here = shown is not None and shown.id == turn.session_id
        if asks and here:
            words = translate("UserNeeds", "An agent asks you something.")
        elif asks:
            words = translate("UserNeeds", "An agent in another chat asks you something.")
        elif here:
            words = translate("UserNeeds", "An agent waits for your decision.")
        else:
            words = translate("UserNeeds", "An agent in another chat waits for your decision.")
        self._notices.show_notice(
            Notice(
                text=words,
                action=translate("UserNeeds", "Show"),
                run=partial(self.show_in, turn.session_id),
                about=_about(turn.session_id),
            )
        )

    def _is_seen(self, session_id: str) -> bool:
        """Whether the end of that chat is before the user's eyes."""
        shown = self._page.session
        if shown is None or shown.id != session_id or not self._page.isVisible():
            return False
        return self._page.transcript.is_following

    def _arrive(self, session: Session) -> None:
        if self._wanted is not None and session.id == self._wanted:
            self._wanted = None
            self.show()


def _about(session_id: str) -> str:
    return f"needs:{session_id}"
