"""What the inks of a terminal look like in a theme."""

from __future__ import annotations

from PySide6.QtGui import QFont, QTextCharFormat

from gui.model.ansi import Ink
from gui.qt.theme import Theme


class InkFormats:
    """Formats of one theme, made once each."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._made: dict[Ink, QTextCharFormat] = {}

    def format(self, ink: Ink) -> QTextCharFormat:
        found = self._made.get(ink)
        if found is None:
            found = self._made[ink] = self._new(ink)
        return found

    def _new(self, ink: Ink) -> QTextCharFormat:
        theme = self._theme
        made = QTextCharFormat()
        font = theme.font("code")
        if ink.bold:
            font.setWeight(QFont.Weight.Bold)
        made.setFont(font)
        made.setForeground(theme.color("text" if ink.colour is None else f"ansi_{ink.colour}"))
        return made
