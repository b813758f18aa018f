"""Who answers in a chat, where its tools work, and what it may use at most."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from gui.model.limits import Limits
from gui.services.session_book import SessionBook


class ChatSetup:
    """All count from the next message on; LookupError for a session that does not exist."""

    def __init__(self, book: SessionBook) -> None:
        self._book = book

    async def set_team(self, session_id: str, team_id: str | None) -> None:
        """None: the plain assistant."""
        await self._book.change(session_id, lambda s: replace(s, team_id=team_id))

    async def set_folder(self, session_id: str, path: str) -> None:
        """ "" is a folder of the chat's own. ValueError for a path that is not absolute."""
        if path and not Path(path).is_absolute():
            raise ValueError(f"not an absolute path: {path}")
        await self._book.change(session_id, lambda s: replace(s, folder=path))

    async def set_limits(self, session_id: str, limits: Limits) -> None:
        await self._book.change(session_id, lambda s: replace(s, limits=limits))
