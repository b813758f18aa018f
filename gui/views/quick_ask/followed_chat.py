"""The chat that quick ask shows: read when it begins, then followed from fact to fact."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from gui.model.endpoint import ModelRef
from gui.model.session import Session
from gui.model.turn import Turn, TurnState
from gui.qt.task_scope import TaskScope
from gui.services.service_facts import (
    HeadChanged,
    LibraryReplaced,
    ServiceFact,
    SessionChanged,
    SessionRemoved,
    TurnChanged,
)
from gui.services.session_service import SessionService
from gui.views.chat_opener import ChatOpener, OpenedChat
from gui.views.shown_chat import ShownChat, Taken


class FollowedChat(QObject):
    """One chat, or none."""

    opened = Signal(object)  # ShownChat
    turned = Signal(object)  # Turn: new or changed
    changed = Signal()  # its model, whether it answers, whether it is read
    ended = Signal(bool)  # an answer has ended; whether it is whole
    gone = Signal()

    def __init__(self, parent: QObject, *, service: SessionService, tasks: TaskScope) -> None:
        super().__init__(parent)
        self._service = service
        self._tasks = tasks
        self._chat: ShownChat | None = None
        self._opener = ChatOpener(self, service=service, tasks=tasks)
        self._opener.opened.connect(self._show)
        self._opener.missing.connect(self.gone)
        self._unsubscribe = service.subscribe(self._take)

    @property
    def id(self) -> str | None:
        return self._chat.id if self._chat else None

    @property
    def running(self) -> bool:
        return self._chat is not None and self._chat.running

    @property
    def model(self) -> ModelRef | None:
        return self._chat.session.model if self._chat else None

    def follow(self, session_id: str) -> None:
        self._opener.open(session_id)

    def let_go(self) -> None:
        """Its answer goes on without us."""
        self._opener.forget()
        self._chat = None

    def mark_read(self) -> None:
        if self._chat is not None and self._chat.session.unread:
            self._tasks.start("read", self._service.shelf.mark_read(self._chat.id))

    def close(self) -> None:
        self._unsubscribe()
        self.let_go()

    def _show(self, opened: OpenedChat) -> None:
        transcript = opened.transcript
        running = self._service.is_running(transcript.session.id)
        self._chat = ShownChat(transcript, running=running)
        self.opened.emit(self._chat)
        self.changed.emit()
        for fact in opened.late:
            self._take(fact)

    def _take(self, fact: ServiceFact) -> None:
        self._opener.note(fact)
        shown = self.id
        match fact:
            case TurnChanged() if fact.turn.session_id == shown:
                self._take_turn(fact.turn)
            case SessionChanged() if fact.session.id == shown:
                self._take_session(fact.session, running=fact.running)
            case SessionRemoved() if fact.session_id == shown:
                self.let_go()
                self.gone.emit()
            case LibraryReplaced() if shown is not None:
                self.let_go()
                self.gone.emit()
            case HeadChanged() if fact.session_id == shown:
                self.follow(fact.session_id)
            case _:
                pass

    def _take_turn(self, turn: Turn) -> None:
        if self._chat is not None and self._chat.take(turn) is not Taken.ELSEWHERE:
            self.turned.emit(turn)

    def _take_session(self, session: Session, *, running: bool) -> None:
        if self._chat is None:
            return
        ended = self._chat.running and not running
        self._chat.session, self._chat.running = session, running
        self.changed.emit()
        if ended:
            self.ended.emit(session.head_state is TurnState.DONE)
