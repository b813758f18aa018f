"""Text that Qt can break into lines without trying for seconds."""

from __future__ import annotations

import re

LINE_BREAK = "\u2028"

_RUN = 4_000
"""Long enough that no short line is seen in most runs, short enough to be laid out at once."""

_LONG_RUN = re.compile(rf"[^\s\u200b]{{{_RUN}}}")


def breakable(text: str) -> str:
    """`text` with invisible places to break in runs without any.

    Qt tries each line of such a run to its end, which takes seconds for a very long one.
    """
    return _LONG_RUN.sub("\\g<0>\u200b", text) if len(text) > _RUN else text
