"""What opens the search; nothing else of it exists before it is first asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from gui.qt.notices import NoticeBar
from gui.views.find_opener import FindOpener
from gui.views.search.search_jump import SearchJump

if TYPE_CHECKING:  # the window is up before it is imported
    from gui.views.search.search_panel import SearchPanel


class SearchOpener:
    """Belongs to one chat page."""

    def __init__(
        self, finder: FindOpener, *, show_chat: Callable[[str], None], notices: NoticeBar
    ) -> None:
        self._finder = finder
        self._jump = SearchJump(finder, show_chat=show_chat, notices=notices)

    def make_panel(self, parent: QWidget) -> SearchPanel:
        """The panel in front of `parent`, leading to what is chosen in it."""
        from gui.views.search.search_panel import SearchPanel

        finder = self._finder
        panel = SearchPanel(
            parent, search=finder.service.search, tasks=finder.tasks, theme=finder.theme
        )
        panel.chosen.connect(self._jump.go)
        return panel
