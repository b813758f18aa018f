"""How tall text will be, before it is laid out."""

from __future__ import annotations

from math import ceil

from gui.qt.theme import Theme

WIDTH_OF_A_LETTER = 0.5
"""Of the font's size, on average over English words."""


WITH_PARAGRAPHS = 1.15
"""Their last lines are not full."""


class TextHeight:
    """Of running text at one width; made once for many texts."""

    def __init__(self, theme: Theme, width: int) -> None:
        per_line = max(1.0, width / (theme.px("body") * WIDTH_OF_A_LETTER))
        self._lines = WITH_PARAGRAPHS / per_line  # for each character
        self._line = theme.px("line_body")

    def of(self, characters: int) -> int:
        return max(1, ceil(characters * self._lines)) * self._line


def text_height(theme: Theme, characters: int, width: int) -> int:
    """Of so much running text at `width` pixels."""
    return TextHeight(theme, width).of(characters)
