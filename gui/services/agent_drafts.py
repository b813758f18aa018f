"""What was changed in an agent or a team and not saved yet, kept for the next time it is edited."""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path

from gui.services.atomic_file import write_atomically

log = logging.getLogger(__name__)

LARGEST = 16_000_000
"""Bytes: a draft is a component that somebody writes by hand, or less."""


class AgentDrafts:
    """A file for each, in a folder of their own. A draft that cannot be kept is a loss, not an
    error: nothing else depends on it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, team_id: str) -> str | None:
        path = self._path(team_id)
        try:
            if path.stat().st_size > LARGEST:
                return None
            return path.read_text(encoding="utf-8")
        except (OSError, UnicodeError):
            return None

    def keep(self, team_id: str, text: str) -> None:
        try:
            write_atomically(self._path(team_id), text)
        except OSError as error:
            log.warning("a draft of an agent cannot be kept: %s", error)

    def drop(self, team_id: str) -> None:
        with contextlib.suppress(OSError):
            self._path(team_id).unlink(missing_ok=True)

    def _path(self, team_id: str) -> Path:
        name = "".join(letter if letter.isalnum() else "_" for letter in team_id)[:100]
        return self._folder / f"{name}.json"
