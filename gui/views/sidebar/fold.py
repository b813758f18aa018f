"""Whether the sidebar is shown: as the user wants it, and hidden where the window is narrow."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget


class SidebarFold(QObject):
    """In a narrow window the user may still open it; that wish ends when the window widens."""

    hidden_changed = Signal(bool)

    def __init__(self, sidebar: QWidget, *, narrow_below: int) -> None:
        super().__init__(sidebar)
        self._sidebar = sidebar
        self._narrow_below = narrow_below
        self._wanted = True
        self._narrow = False
        self._opened = False
        self._width = narrow_below
        self._taken = 0

    @property
    def wanted(self) -> bool:
        """What the user chose for a window that is wide enough."""
        return self._wanted

    def want(self, wanted: bool) -> None:
        self._wanted = wanted
        self._apply()

    def toggle(self) -> None:
        if self._narrow:
            self._opened = not self._opened
        else:
            self._wanted = not self._wanted
        self._apply()

    def show(self) -> None:
        """Bring it in, for the search."""
        if not self._shown():
            self.toggle()

    def leave_room(self, taken: int) -> None:
        """Beside something else the chat must keep room for its title."""
        self._taken = taken
        self.fit(self._width)

    def fit(self, width: int) -> None:
        """Follow the width of the window."""
        self._width = width
        narrow = width - self._taken < self._narrow_below
        if narrow is not self._narrow:
            self._narrow = narrow
            self._opened = False
            self._apply()

    def _shown(self) -> bool:
        return self._opened if self._narrow else self._wanted

    def _apply(self) -> None:
        self._sidebar.setVisible(self._shown())
        self.hidden_changed.emit(not self._shown())
