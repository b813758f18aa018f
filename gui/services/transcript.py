"""A session as it is read: the turns of its current branch, their siblings, and what waits."""

from __future__ import annotations

from dataclasses import dataclass

from gui.model.session import QueuedMessage, Session
from gui.model.turn import Turn


@dataclass(frozen=True, kw_only=True)
class Transcript:
    """`turns` is the path from the root to the head.

    `siblings` has an entry for each of them: all turns with the same parent, oldest first,
    itself among them.
    """

    session: Session
    turns: tuple[Turn, ...]
    siblings: dict[str, tuple[str, ...]]
    queued: tuple[QueuedMessage, ...]
