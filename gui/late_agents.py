"""The page of agents and teams behind a door: imported and made when it is first shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gui.qt.task_scope import TaskScope
from gui.services.session_service import SessionService
from gui.services.team_library import AddServer, TeamLibrary
from gui.views.model_picker import ModelSource
from gui.views.workspace import Workspace

if TYPE_CHECKING:  # imported when the page is made
    from gui.views.agents.agents_page import AgentsPage


@dataclass(frozen=True, slots=True, kw_only=True)
class LateAgents:
    """`servers` gives ids and names of the user's MCP servers, to which an import may add."""

    library: TeamLibrary
    workspace: Callable[[], Workspace]
    service: SessionService
    models: ModelSource
    drafts: Path
    tasks: Callable[[], TaskScope]
    servers: Callable[[], Sequence[tuple[str, str]]]
    add_server: AddServer

    def make(self) -> AgentsPage:
        from gui.services.agent_drafts import AgentDrafts
        from gui.views.agents.agents_page import AgentsPage
        from gui.views.agents.parts import AgentsParts, Offer
        from gui.views.agents.tool_offers import tool_offers

        workspace = self.workspace()
        parts = AgentsParts(
            library=self.library,
            drafts=AgentDrafts(self.drafts),
            theme=workspace.theme,
            models=self.models,
            notices=workspace.notices,
            try_out=self._begin_trial,
            on_error=workspace.show_error,
            add_server=self.add_server,
            tools=tool_offers,
            servers=lambda: [Offer(id=one, name=name) for one, name in self.servers()],
        )
        return AgentsPage(parts)

    def _begin_trial(self, team_id: str) -> None:
        self.tasks().start("try team", self._try(team_id))

    async def _try(self, team_id: str) -> None:
        session = await self.service.create()
        await self.service.set_team(session.id, team_id)
        self.workspace().router.show_chat(session.id)
