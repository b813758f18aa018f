"""In which direction a text is read."""

from __future__ import annotations

import unicodedata

_LOOKED_AT = 500


def reads_rtl(text: str) -> bool:
    """Whether its first letter belongs to a script that is written from right to left."""
    for character in text[:_LOOKED_AT]:
        direction = unicodedata.bidirectional(character)
        if direction in ("R", "AL"):
            return True
        if direction == "L":
            return False
    return False
