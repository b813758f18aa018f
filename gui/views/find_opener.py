"""What the keys of Find in chat do; nothing else of it exists before it is first asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.qt.task_scope import TaskScope
from gui.qt.theme import ThemeSwitch
from gui.services.session_service import SessionService
from gui.views.chat_page import ChatPage

if TYPE_CHECKING:  # the window is up before the transcript's modules are imported
    from gui.views.find_in_chat import FindInChat


class FindOpener:
    """Belongs to one chat page."""

    def __init__(
        self, chat: ChatPage, *, service: SessionService, tasks: TaskScope, theme: ThemeSwitch
    ) -> None:
        self.chat = chat
        self.service = service
        self.tasks = tasks
        self.theme = theme
        self.find: FindInChat | None = None

    def can_open(self) -> bool:
        """Whether a chat with something in it is in front."""
        return self.chat.isVisible() and bool(self.chat.shown and not self.chat.shown.is_empty)

    def is_open(self) -> bool:
        return self.find is not None and self.find.is_open and self.chat.isVisible()

    def open(self, words: str = "") -> None:
        """With `words`, it leads to the first of them from what is being read on."""
        if self.find is None:
            self.find = self._new_find()
            self.chat.session_shown.connect(self.find.follow_chat)
            self.chat.session_gone.connect(self.find.follow_chat)
        self.find.open(words)

    def step(self, by: int) -> None:
        if self.find is not None:
            self.find.step(by)

    def close(self) -> bool:
        """Whether it was open, and in front."""
        return self.find is not None and self.is_open() and self.find.close()

    def _new_find(self) -> FindInChat:
        from gui.views.find_in_chat import FindInChat, FindParts

        parts = FindParts(
            view=self.chat.transcript,
            service=self.service,
            tasks=self.tasks,
            theme=self.theme,
            shown=self._shown_id,
        )
        return FindInChat(parts)

    def _shown_id(self) -> str | None:
        return self.chat.session.id if self.chat.session else None
