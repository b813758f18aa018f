"""What the user wants of tools: in one chat, everywhere, and of those nothing is said about."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping

from gui.model.gate import DecidedBy, Effect, Policy, ToolCall
from gui.model.lane import session_of
from gui.services.row_mapping import member_in
from gui.services.sections import Sections
from gui.services.settings import Json
from gui.services.stored_policies import StoredPolicies

TOOL_POLICIES = "tool_policies"
"""The section of the settings with the policies that hold everywhere, by tool."""


class PolicyBook:
    """The nearest counts: the chat's policy for the tool, the one for the tool, the default."""

    def __init__(
        self, stored: StoredPolicies, sections: Sections, *, default: Callable[[], Policy]
    ) -> None:
        self._stored = stored
        self._sections = sections
        self._chats: dict[str, dict[str, Policy]] = {}
        self.default = default

    async def load(self) -> None:
        self._chats = await self._stored.read()

    def everywhere(self) -> dict[str, Policy]:
        """By tool, without the chats' own."""
        section = self._sections.section(TOOL_POLICIES)
        pairs = section.items() if isinstance(section, dict) else ()
        return {tool: member_in(Policy, policy, Policy.ASK) for tool, policy in pairs}

    def of(self, tool_id: str) -> Policy | None:
        return self.everywhere().get(tool_id)

    def set(self, tool_id: str, policy: Policy | None) -> None:
        """None: as for every tool."""
        changed = self.everywhere()
        changed.pop(tool_id, None)
        if policy is not None:
            changed[tool_id] = policy
        section: dict[str, Json] = {tool: wish.value for tool, wish in changed.items()}
        self._sections.set_section(TOOL_POLICIES, section)

    def in_chat(self, session_id: str) -> Mapping[str, Policy]:
        return dict(self._chats.get(session_id, {}))

    def set_in_chat(
        self, session_id: str, tool_id: str, policy: Policy | None
    ) -> asyncio.Future[None]:
        """Counts at once; it is in the file when the future is done. None: as everywhere."""
        wishes = self._chats.setdefault(session_id, {})
        wishes.pop(tool_id, None)
        if policy is not None:
            wishes[tool_id] = policy
        return self._stored.write(session_id, tool_id, policy)

    def copied(self, session_id: str, copy_id: str) -> None:
        """The file has the copy already."""
        self._chats[copy_id] = dict(self._chats.get(session_id, {}))

    def rule(self, call: ToolCall) -> tuple[Policy, DecidedBy]:
        """A default that allows everything still asks before code runs on this computer."""
        tool = call.facts.tool_id
        in_chat = self._chats.get(session_of(call.session_id), {}).get(tool)
        if in_chat is not None:
            return in_chat, DecidedBy.CHAT
        policy = self.of(tool)
        if policy is None:
            policy = self.default()
            runs_here = call.facts.effect is Effect.RUN and call.facts.isolated is not True
            if policy is Policy.ALLOW and runs_here:
                policy = Policy.ASK
        return policy, DecidedBy.POLICY
