"""A chat as it is read: what is known of all turns of its branch, and the newest of them whole."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from gui.model.enclosure import Enclosure
from gui.model.session import QueuedMessage, Session
from gui.model.turn import Turn, TurnMark


@dataclass(frozen=True, kw_only=True)
class Transcript:
    """`marks` is the path from the root to the head, `turns` are the newest of it with parts.

    `siblings` has an entry for each turn of the path that has several versions: all turns
    with the same parent, oldest first, itself among them. `tokens` is what providers
    reported for the whole path, in and out. `later` is the newest turn that follows the head
    in another branch, where the chat was gone back in. `edits` are the words that the user has
    begun to write in place of messages, by turn, as the file has them.
    """

    session: Session
    marks: tuple[TurnMark, ...]
    turns: tuple[Turn, ...]
    siblings: dict[str, tuple[str, ...]]
    queued: tuple[QueuedMessage, ...]
    tokens: int
    enclosures: tuple[Enclosure, ...] = ()
    later: str | None = None
    edits: Mapping[str, str] = field(default_factory=dict)
