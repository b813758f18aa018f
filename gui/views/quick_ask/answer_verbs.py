"""What can be done with an answer in the quick-ask window: stop it, ask again, read another."""

from __future__ import annotations

from PySide6.QtCore import QObject

from gui.qt.task_scope import TaskScope
from gui.services.session_service import SessionService
from gui.views.link_opener import open_link
from gui.views.quick_ask.followed_chat import FollowedChat
from gui.views.quick_ask.quick_ask_window import QuickAskWindow


class AnswerVerbs(QObject):
    def __init__(
        self,
        window: QuickAskWindow,
        chat: FollowedChat,
        *,
        service: SessionService,
        tasks: TaskScope,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._chat = chat
        self._service = service
        self._tasks = tasks
        window.stop_wanted.connect(self._stop)
        window.transcript.retry_requested.connect(self._retry)
        window.transcript.sibling_wanted.connect(self._select)
        window.transcript.link_activated.connect(self._open_link)

    def _stop(self) -> None:
        if self._chat.id is not None:
            self._tasks.start("stop", self._service.stop(self._chat.id))

    def _retry(self, turn_id: str) -> None:
        if self._chat.id is not None:
            self._window.edit.setFocus()
            self._tasks.start("retry", self._service.retry(self._chat.id, turn_id))

    def _select(self, turn_id: str) -> None:
        if self._chat.id is not None:
            self._window.edit.setFocus()
            self._tasks.start("select", self._service.select_turn(self._chat.id, turn_id))

    def _open_link(self, address: str) -> None:
        self._tasks.start("link", open_link(self._window, address))
