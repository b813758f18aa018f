"""What helps to write in a chat: saved prompts, and what MCP servers offer to whoever writes."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from gui.model.chat_members import members_of, servers_of
from gui.model.session import Session
from gui.model.team_spec import TeamSpec
from gui.services.mcp_offers import McpOffers
from gui.services.saved_prompts import SavedPrompts


@dataclass(frozen=True, slots=True, kw_only=True)
class WritingSupply:
    prompts: SavedPrompts
    offers: McpOffers


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """Who answers in the chat that is shown; both are asked each time."""

    session: Callable[[], Session | None]
    spec_of: Callable[[Session], TeamSpec | None]

    def servers(self) -> Collection[str] | None:
        """Ids of the MCP servers that they may use; None is all of them."""
        session = self.session()
        if session is None:
            return ()
        if session.team_id is None:
            return None
        spec = self.spec_of(session)
        return () if spec is None else servers_of(spec.component)

    def members(self) -> tuple[str, ...]:
        """The names that can be called."""
        session = self.session()
        spec = None if session is None else self.spec_of(session)
        return () if spec is None else members_of(spec.component)
