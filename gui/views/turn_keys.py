"""What the keys that go from turn to turn do in the chat that is in front, and how they end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from gui.qt.theme import ThemeSwitch
from gui.views.chat_page import ChatPage

if TYPE_CHECKING:  # the window is up before the transcript's modules are imported
    from gui.views.transcript.turn_steps import TurnSteps


class TurnKeys:
    """Belongs to one chat page."""

    def __init__(self, chat: ChatPage, theme: ThemeSwitch) -> None:
        self._chat = chat
        self._theme = theme
        self._steps: TurnSteps | None = None

    def can_step(self) -> bool:
        """Whether a chat with something in it is in front."""
        return self._chat.isVisible() and bool(self._chat.shown and not self._chat.shown.is_empty)

    def step(self, by: int) -> None:
        if self._steps is None:
            from gui.views.transcript.turn_steps import TurnSteps

            self._steps = TurnSteps(self._chat.transcript, self._theme)
        self._steps.step(by)

    def end_selection(self) -> bool:
        """Whether several paragraphs were selected, and in front."""
        return self.can_step() and self._chat.transcript.selection.clear()

    def leave(self) -> bool:
        """Back to where messages are written; whether the focus was in the transcript."""
        focus = QApplication.focusWidget()
        if focus is None or not self.can_step() or not self._chat.transcript.isAncestorOf(focus):
            return False
        self._chat.composer.focus()
        return True
