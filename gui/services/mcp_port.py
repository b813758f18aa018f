"""What the window needs of the MCP servers that run; the engine package fits it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Protocol

from gui.model.mcp_report import (
    McpAbsence,
    McpContent,
    McpPrompt,
    McpPromptText,
    McpResource,
    McpStatus,
)


class McpRunner(Protocol):
    """One connection for each server, begun when it is first used, shared by all chats."""

    def status(self, server_id: str) -> McpStatus:
        """As it is, or as it was when it ended."""
        ...

    def subscribe(self, callback: Callable[[str], None]) -> Callable[[], None]:
        """Hear the id of a server whose status is another; returns what ends the subscription."""
        ...

    def hear_absences(self, callback: Callable[[McpAbsence], None]) -> Callable[[], None]:
        """Hear of a server that chats must go without; returns what ends the subscription."""
        ...

    async def check(self, server_id: str) -> McpStatus:
        """Start a server anew and say how that went; one that is switched off is ended after it."""
        ...

    async def stop(self, server_id: str) -> None:
        """End a server, within bounds; the next use starts it again."""
        ...

    def report(self, server_id: str) -> str:
        """For the clipboard: everything that is known of a server, without secrets."""
        ...

    async def prompts(self, server_id: str) -> tuple[McpPrompt, ...]:
        """What it offers; this and what follows raises McpError."""
        ...

    async def prompt(
        self, server_id: str, name: str, arguments: Mapping[str, str]
    ) -> tuple[McpPromptText, ...]:
        """The messages of a prompt, filled in, as far as they are text."""
        ...

    async def resources(self, server_id: str) -> tuple[McpResource, ...]: ...

    async def read(self, server_id: str, uri: str) -> tuple[McpContent, ...]: ...


FollowRunner = Callable[[Callable[[McpRunner], None]], None]
"""Calls back with the runner as soon as there is one, which is perhaps never."""

RunnerSource = Callable[[], Awaitable[McpRunner]]
"""The runner, once the engine has been imported; raises EngineError."""
