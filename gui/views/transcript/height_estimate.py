"""How tall text will be, before it is laid out."""

from __future__ import annotations

from math import ceil

from gui.qt.theme import Theme

WIDTH_OF_A_LETTER = 0.5
"""Of the font's size, on average over English words."""


def text_height(theme: Theme, characters: int, width: int) -> int:
    """Of so much running text at `width` pixels; paragraphs add some lines."""
    per_line = max(1.0, width / (theme.px("body") * WIDTH_OF_A_LETTER))
    lines = max(1, ceil(characters / per_line * 1.15))
    return lines * theme.px("line_body")
