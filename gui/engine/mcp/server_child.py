"""A child process that is an MCP server, and how the pool gets one."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Protocol

from gui.engine.children import Child


class ServerChild(Child, Protocol):
    """Its errors are kept by whoever has started it; the last of them can be read."""

    @property
    def last_errors(self) -> str: ...


StartServer = Callable[
    [str, tuple[str, ...], Mapping[str, str], Path | None], Awaitable[ServerChild]
]
"""As `StartChild`: name, command, environment to be added to a clean one, folder."""
