"""What was said before, told again with each message to a team that begins from nothing."""

from __future__ import annotations

from collections.abc import Iterable

from gui.engine.message_forms import AGENT, USER
from gui.model.turn import Role, Turn

_LONGEST = 20_000  # characters of what is told again; the newest of it


class Retold:
    """Magentic-One clears its agents' memories when it begins."""

    def __init__(self, pairs: Iterable[tuple[str, str]] = ()) -> None:
        self.pairs = list(pairs)

    def add(self, who: str, said: str) -> None:
        if said.strip():
            self.pairs.append((who, said))

    def add_turns(self, turns: Iterable[Turn]) -> None:
        for turn in turns:
            said = turn.text if turn.compaction is None else turn.compaction.text
            self.add(USER if turn.role is Role.USER else AGENT, said)

    def with_what_was_said(self, message: str) -> str:
        told = "\n\n".join(f"{who}: {said}" for who, said in self.pairs)[-_LONGEST:]
        if not told:
            return message
        return f"What was said before:\n\n{told}\n\nWhat is asked now:\n\n{message}"
