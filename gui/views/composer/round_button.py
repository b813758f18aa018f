"""The round button at the end of a box: Send, which rests while there is nothing, and Stop."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QToolButton

from gui.qt.icons import icon, pixmap
from gui.qt.theme import ThemeSwitch


class RoundButton(QToolButton):
    """Follows the theme by itself; `drawing` is a file of `resources/icons`."""

    def __init__(self, drawing: str, *, name: str, theme: ThemeSwitch) -> None:
        super().__init__()
        self.setObjectName(name)
        self._drawing = drawing
        self._theme = theme
        side = theme.theme.px("composer_button")
        self.setFixedSize(QSize(side, side))
        theme.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        theme, ratio = self._theme.theme, self.devicePixelRatioF()
        side = theme.px("icon")
        drawn = icon(self._drawing, theme.color("on_send"), side)
        resting = pixmap(self._drawing, theme.color("raised"), size=side, ratio=ratio)
        drawn.addPixmap(resting, QIcon.Mode.Disabled)
        self.setIcon(drawn)
        self.setIconSize(QSize(side, side))
