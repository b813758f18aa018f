"""Which chat is shown: new ones, the next in the list, and what follows one that is gone."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtGui import QGuiApplication

from gui.model.endpoint import GUIDE_REF, ModelRef
from gui.model.session import Session
from gui.qt.notices import announce
from gui.qt.task_scope import TaskScope
from gui.services.session_service import SessionService
from gui.views.chat_page import ChatPage
from gui.views.page_stack import PageStack
from gui.views.shown_chat import ShownChat
from gui.views.sidebar.sidebar import Sidebar

translate = QCoreApplication.translate


class ChatRouter(QObject):
    def __init__(
        self, service: SessionService, *, tasks: TaskScope, sidebar: Sidebar, pages: PageStack
    ) -> None:
        super().__init__(pages)
        self._service = service
        self._tasks = tasks
        self._numbers = itertools.count(1)
        self._sidebar = sidebar
        self._pages = pages
        self._page: ChatPage = pages.chat
        sidebar.new_chat_wanted.connect(self.new_chat)
        sidebar.chat_wanted.connect(self.show_chat)
        sidebar.chat_visited.connect(self.visit)
        pages.model_chosen.connect(self._begin)
        pages.guide_chosen.connect(self._begin_with_guide)
        self._page.session_gone.connect(self._leave)

    def shown(self) -> Session | None:
        return self._page.session

    def set_title(self, title: str) -> None:
        session = self._page.session
        if session is not None:
            work = self._service.shelf.rename(session.id, title)
            self._tasks.start(f"rename:{session.id}", work)

    def show_chat(self, session_id: str) -> None:
        """Show a chat and go to its composer."""
        self._pages.show_chat()
        self._open(session_id)

    def show_begun(self, session_id: str) -> None:
        """Show a chat that its first message has begun, unless the user has gone to another."""
        if self._page.session is None and not self._page.opening:
            self.show_chat(session_id)

    def visit(self, session_id: str) -> None:
        """Show a chat and leave the focus where it is."""
        self._pages.setCurrentWidget(self._page)
        self._open(session_id)

    def new_chat(self) -> None:
        """An empty chat with the default model; one that is there already serves."""
        self._begin(None)

    def switch(self, step: int) -> None:
        session = self._page.session
        found = self._sidebar.neighbour(session.id if session else None, step=step)
        if found is not None:
            self.show_chat(found)

    def rename(self, session_id: str) -> None:
        """Edit a title where it is: in the list, or else in the header."""
        session = self._page.session
        if not self._sidebar.rename(session_id) and session and session.id == session_id:
            self._page.header.rename()

    def has_answer(self) -> bool:
        return self._page.shown is not None and self._page.shown.has_answer

    def copy_answer(self) -> None:
        """The newest answer with a text, however far back it is."""
        if answer := self._page.last_answer():
            self._copy(answer)
        elif self._page.shown is not None:
            self._tasks.start("copy answer", self._copy_older(self._page.shown))

    def begin_anew(self, sessions: Sequence[Session]) -> None:
        """Other chats are there: show the newest, or a new one, without leaving the page."""
        self._page.forget_chat()
        used = (session for session in sessions if not session.archived)
        newest = max(used, key=lambda session: (session.updated_at, session.id), default=None)
        if newest is not None:
            self._page.show_chat(newest.id)
        else:
            self._tasks.start("begin anew", self._create_behind())

    def _open(self, session_id: str) -> None:
        session = self._page.session
        if session is None or session.id != session_id or self._page.opening:
            self._page.show_chat(session_id)

    def _begin_with_guide(self) -> None:
        self._begin(GUIDE_REF)

    def _begin(self, model: ModelRef | None) -> None:
        self._tasks.start(f"new-{next(self._numbers)}", self._create(model))

    def _leave(self, session_id: str) -> None:
        del session_id
        found = self._sidebar.neighbour(None, step=1)
        if found is None:
            self.new_chat()
        else:
            self._page.show_chat(found)

    async def _copy_older(self, chat: ShownChat) -> None:
        self._copy(await chat.read_last_answer(self._service))

    def _copy(self, answer: str) -> None:
        if answer:
            QGuiApplication.clipboard().setText(answer)
            announce(self._page, translate("ChatRouter", "Copied"))

    async def _create_behind(self) -> None:
        session = await self._service.shelf.create()
        self._page.show_chat(session.id)

    async def _create(self, model: ModelRef | None) -> None:
        session = await self._service.shelf.create(model=model)
        self._pages.show_chat()
        self._page.show_chat(session.id)
