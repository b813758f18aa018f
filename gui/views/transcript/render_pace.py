"""How often the transcript is drawn while answers arrive, and how long it may work at a time."""

from __future__ import annotations

FRAME = 1 / 30
"""Seconds between two drawings, at least."""

SLICE = 0.005
"""Seconds of work in one step of the event loop."""

REST = 2.5
"""After work of so many seconds, this many times as long a rest: about a third of a core.

Painting comes on top of the work that is measured, hence not 2.
"""


def pause_after(work: float) -> float:
    """Seconds to wait after `work` seconds before the next drawing of what streams."""
    return max(FRAME - work, REST * work)
