"""A small button that shows an icon in a colour of the theme, and follows the theme."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QToolButton, QWidget

from gui.qt.icons import icon
from gui.qt.theme import ThemeSwitch


class IconButton(QToolButton):
    """Its accessible name is its tool tip; `name` is a drawing, `color` a token."""

    def __init__(
        self,
        name: str,
        *,
        theme: ThemeSwitch,
        color: str = "muted",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._name = name
        self._color = color
        self._theme = theme
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._draw()
        theme.changed.connect(self._draw)

    def say(self, words: str, keys: str = "") -> None:
        """Set what the button does, in words; `keys` is its shortcut."""
        self.setAccessibleName(words)
        self.setToolTip(f"{words} ({keys})" if keys else words)

    def _draw(self) -> None:
        side = self._theme.theme.px("icon")
        self.setIcon(icon(self._name, self._theme.theme.color(self._color), side))
        self.setIconSize(QSize(side, side))
