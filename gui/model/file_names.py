"""Names for files, made of any words, that every system takes."""

from __future__ import annotations

import re

from gui.model.titles import one_line

LONGEST = 80
"""Characters."""

_MOST_BYTES = 180
_REFUSED = re.compile(r'[<>:"/\\|?*\x7f]+')
_RESERVED = re.compile(r"(con|prn|aux|nul|con(in|out)\$|(com|lpt)[\d¹²³]) *(\..*)?", re.IGNORECASE)
_ENDS = " .\u200d"
"""Not kept at an end: some systems take them away, and half of a joined emoji is cut off there."""


def file_name(words: str, *, otherwise: str) -> str:
    """`words` as the name of a file without its ending; `otherwise` where nothing is left."""
    name = one_line(_REFUSED.sub(" ", words))[:LONGEST]
    name = name.encode("utf-8", "ignore")[:_MOST_BYTES].decode("utf-8", "ignore").strip(_ENDS)
    if not name:
        return otherwise
    return f"{name}_" if _RESERVED.fullmatch(name) else name
