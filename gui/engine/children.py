"""The port to child processes: what the engine needs of those that the services start and end."""

from __future__ import annotations

import asyncio
from asyncio import StreamReader, StreamWriter
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Protocol


class Child(Protocol):
    """A process in a group of its own; `gone` is set once the whole group has ended."""

    pid: int
    input: StreamWriter
    output: StreamReader
    gone: asyncio.Event

    @property
    def code(self) -> int | None: ...

    async def end(self) -> None: ...


StartChild = Callable[[str, tuple[str, ...], Mapping[str, str], Path | None], Awaitable[Child]]
"""Name, command, environment to be added to a clean one, folder; raises OSError."""
