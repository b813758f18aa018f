"""The page of agents and teams behind a door: imported and made when it is first shown."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from gui.qt.task_scope import TaskScope
from gui.services.session_service import SessionService
from gui.services.team_library import AddServer, TeamLibrary
from gui.views.model_picker import ModelSource
from gui.views.workspace import Workspace

if TYPE_CHECKING:  # imported when the page is made
    from gui.views.agents.agents_page import AgentsPage
    from gui.views.agents.parts import Offer

SetTeam = Callable[[str, str | None], Awaitable[None]]
"""Has a chat answered by an agent or a team, or by the plain assistant."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LateAgents:
    """`set_team` is None where chats have no teams: nothing can be tried then. `servers` and
    `add_server` are the user's MCP servers, of which an import may bring more."""

    library: TeamLibrary
    workspace: Callable[[], Workspace]
    service: SessionService
    models: ModelSource
    drafts: Path
    tasks: Callable[[], TaskScope]
    set_team: SetTeam | None = None
    servers: Callable[[], Sequence[Offer]] = tuple
    add_server: AddServer | None = None

    def make(self) -> AgentsPage:
        from gui.services.agent_drafts import AgentDrafts
        from gui.views.agents.agents_page import AgentsPage
        from gui.views.agents.parts import AgentsParts
        from gui.views.agents.tool_offers import tool_offers

        workspace = self.workspace()
        parts = AgentsParts(
            library=self.library,
            drafts=AgentDrafts(self.drafts),
            theme=workspace.theme,
            models=self.models,
            notices=workspace.notices,
            try_out=None if self.set_team is None else partial(self._begin_trial, self.set_team),
            on_error=workspace.show_error,
            add_server=self.add_server,
            tools=tool_offers,
            servers=self.servers,
        )
        return AgentsPage(parts)

    def _begin_trial(self, set_team: SetTeam, team_id: str) -> None:
        self.tasks().start("try team", self._try(set_team, team_id))

    async def _try(self, set_team: SetTeam, team_id: str) -> None:
        session = await self.service.create()
        await set_team(session.id, team_id)
        self.workspace().router.show_chat(session.id)
