"""What is asked from outside – files, links, to come to the front – and waits until it is done."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gui.late_import import import_late
from gui.model.wishes import MOST_OPENED, Wishes
from gui.qt.front_window import bring_to_front

if TYPE_CHECKING:  # imported once the first chat is there
    from gui.views.opening import Opening
    from gui.views.opening_parts import OpeningParts


class Openings(QObject):
    """Takes wishes from the first moment on; what cannot be done yet waits until it can."""

    def __init__(self) -> None:
        super().__init__()
        self._window: QWidget | None = None
        self._opening: Opening | None = None
        self._waiting: list[str] = []
        self._show_quick_ask: Callable[[str], None] | None = None
        self._quick_ask_token: str | None = None  # of who waits for that window

    def take(self, wishes: Wishes) -> None:
        """Do what a start, this one or a later one, asks for."""
        if wishes.front and self._window is not None:
            bring_to_front(self._window, wishes.token)
        if wishes.quick_ask:
            self.ask_quickly(wishes.token)
        if self._opening is not None:
            self._opening.open(wishes.open)
        else:
            self._waiting = [*self._waiting, *wishes.open][:MOST_OPENED]

    def ask_quickly(self, token: str = "") -> None:
        """Show the window for a quick question, as soon as there is one."""
        if self._show_quick_ask is not None:
            self._show_quick_ask(token)
        else:
            self._quick_ask_token = token

    def use_window(self, window: QWidget | None) -> None:
        """The window to bring to the front from now on; None once it is closing."""
        self._window = window

    def serve_quick_ask(self, show: Callable[[str], None]) -> None:
        """From now on `show` shows the window for a quick question, with the desktop's token."""
        self._show_quick_ask = show
        token, self._quick_ask_token = self._quick_ask_token, None
        if token is not None:
            show(token)

    async def begin(self, parts: OpeningParts) -> None:
        """Open files and links from now on, those that waited first."""
        await import_late("gui.views.opening")
        from gui.views.opening import Opening

        self._opening = Opening(parts, quick_ask=self.ask_quickly)
        self._opening.open(self._waiting)
        self._waiting = []
