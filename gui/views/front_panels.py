"""Palette, search and cheat sheet, made when first opened; one is in front at a time."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from gui.qt.actions import ActionTable
from gui.qt.front_panel import FrontPanel
from gui.qt.theme import ThemeSwitch

if TYPE_CHECKING:  # the window is up before it is imported
    from gui.views.search.search_panel import SearchPanel


class FrontPanels:
    def __init__(
        self, parent: QWidget, *, table: Callable[[], ActionTable], theme: ThemeSwitch
    ) -> None:
        self._parent = parent
        self._table = table
        self._theme = theme
        self._palette: FrontPanel | None = None
        self._sheet: FrontPanel | None = None
        self._search: SearchPanel | None = None

    def toggle_palette(self) -> None:
        if self._palette is None:
            from gui.views.command_palette import CommandPalette

            self._palette = CommandPalette(self._parent, table=self._table(), theme=self._theme)
        self._toggle(self._palette)

    def search_for(self, words: str, make: Callable[[QWidget], SearchPanel]) -> None:
        """Open the search with `words`; `make` is called once, with what it is in front of."""
        if self._search is None:
            self._search = make(self._parent)
        if self._search.isHidden():
            self.dismiss()
            self._search.open()
        self._search.look_for(words)

    def toggle_cheat_sheet(self) -> None:
        if self._sheet is None:
            from gui.views.cheat_sheet import CheatSheet

            self._sheet = CheatSheet(self._parent, table=self._table(), theme=self._theme)
        self._toggle(self._sheet)

    def dismiss(self) -> bool:
        """Close what is in front; False when nothing is."""
        for panel in (self._palette, self._search, self._sheet):
            if panel is not None and not panel.isHidden():
                panel.dismiss()
                return True
        return False

    def _toggle(self, panel: FrontPanel) -> None:
        shown = not panel.isHidden()
        self.dismiss()
        if not shown:
            panel.open()
