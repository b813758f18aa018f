"""Names for answers that are given at the same time in one chat, so that nothing mixes them up.

The main one goes by the id of its session. One beside it has a name of its own, which stands in
place of the session's id wherever agents ask the gate for something.
"""

from __future__ import annotations

_BETWEEN = "/"


def lane_beside(session_id: str, turn_id: str) -> str:
    return f"{session_id}{_BETWEEN}{turn_id}"


def session_of(lane: str) -> str:
    return lane.partition(_BETWEEN)[0]
