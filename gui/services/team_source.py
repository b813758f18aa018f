"""Where the session service finds the agent or team that answers in a chat."""

from __future__ import annotations

from typing import Protocol

from gui.model.team_spec import TeamSpec


class TeamSource(Protocol):
    def get(self, team_id: str) -> TeamSpec | None: ...


class NoTeams:
    """There is only the plain assistant."""

    def get(self, team_id: str) -> TeamSpec | None:
        del team_id
        return None
