"""Where the inspector stands beside the pages: made when it is first shown, seen beside a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from gui.qt.task_scope import TaskScope
from gui.qt.theme import ThemeSwitch
from gui.services.service_facts import ServiceFact, TurnChanged
from gui.views.chat_page import ChatPage
from gui.views.inspector.source import InspectorSource

if TYPE_CHECKING:  # a start that does not show it does not import it
    from gui.views.inspector.inspector import Inspector


class InspectorSlot(QWidget):
    """Keeps what the user wished for; that a narrow window shows it ends when it widens."""

    width_taken = Signal(int)
    """Pixels of the window's width that are not the chat's."""

    def __init__(
        self, page: ChatPage, source: InspectorSource, *, theme: ThemeSwitch, tasks: TaskScope
    ) -> None:
        super().__init__()
        self.setObjectName("inspectorSlot")
        self._page = page
        self._source = source
        self._theme = theme
        self._tasks = tasks
        self._wanted = source.shown()
        self._beside_chat = True
        self._narrow = self._opened = False
        self.inspector: Inspector | None = None
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        page.session_shown.connect(self._another_chat)
        page.session_gone.connect(self._another_chat)
        self.hide()

    def toggle(self) -> None:
        if self._narrow:
            self._opened = not self._opened
        else:
            self._wanted = not self._wanted
            self._source.keep(self._wanted)
        self._apply()

    def show_tree(self) -> None:
        """Open it with the tree of the chat in front, which takes the focus."""
        if not self.isVisible():
            self.toggle()
        if self.inspector is not None and self.isVisible():
            self.inspector.show_tree()

    def show_beside(self, beside_chat: bool) -> None:
        """Whether the chat is in front."""
        self._beside_chat = beside_chat
        self._apply()

    def fit(self, width: int) -> None:
        """Follow the width of the window."""
        narrow = width < self._theme.theme.px("inspector_collapse_width")
        if narrow is not self._narrow:
            self._narrow, self._opened = narrow, False
            self._apply()

    def take(self, fact: ServiceFact) -> None:
        if self.inspector is not None and isinstance(fact, TurnChanged) and self.isVisible():
            self.inspector.news()

    def _apply(self) -> None:
        shown = self._beside_chat and (self._opened if self._narrow else self._wanted)
        if shown and self.inspector is None:
            self._make()
        if shown is self.isHidden():
            self.setVisible(shown)
            self.width_taken.emit(self._theme.theme.px("inspector_width") if shown else 0)

    def _make(self) -> None:
        from gui.views.inspector.inspector import Inspector

        self.inspector = Inspector(
            self._source, theme=self._theme, tasks=self._tasks, chat=lambda: self._page.shown
        )
        self.inspector.part_wanted.connect(self._show_part)
        self.inspector.text_wanted.connect(self._show_text)
        self.inspector.turn_wanted.connect(self._page.branches.go_to)
        self._row.addWidget(self.inspector)

    def _another_chat(self, _session: object) -> None:
        if self.inspector is not None:
            self.inspector.another_chat()

    def _show_part(self, turn_id: str, part: int | None) -> None:
        from gui.views.transcript.need_reveal import reveal_part

        if part is None:
            self._page.transcript.reveal_turn(turn_id)
        else:
            reveal_part(self._page.transcript, turn_id, part)

    def _show_text(self, title: str, text: str) -> None:
        from gui.views.output_view import open_output

        open_output(title, text, self._page.transcript.around, self)
