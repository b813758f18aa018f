"""What is to go with the next message of a chat: a picture or a file, kept until it is sent."""

from __future__ import annotations

from dataclasses import dataclass

from gui.model.turn import Enclosed


@dataclass(frozen=True, slots=True, kw_only=True)
class Enclosure:
    """`size` is in bytes."""

    id: str
    session_id: str
    part: Enclosed
    size: int
