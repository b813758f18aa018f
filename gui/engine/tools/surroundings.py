"""What the built-in tools of one conversation work with."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from gui.engine.children import StartChild
from gui.model.leaving import Hear, unheard


class Remembered(Protocol):
    """One thing that is remembered."""

    @property
    def id(self) -> str: ...

    @property
    def text(self) -> str: ...


class Memories(Protocol):
    """What is remembered across chats, newest last."""

    async def list(self) -> Sequence[Remembered]: ...

    async def add(self, text: str) -> Remembered:
        """Raises ValueError with a sentence where there is no room, OSError when unwritable."""
        ...

    async def remove(self, memory_id: str) -> bool:
        """Whether there was one; raises OSError."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolOptions:
    """`python` is the interpreter to use, "" for the one that the user's shell finds.

    With `docker_image`, code runs in containers of that image, where Docker answers at
    `docker_socket`. `run_seconds` is how long code may run where the model says nothing,
    `longest_run` the most that it may say.
    """

    python: str = ""
    docker_image: str = ""
    docker_program: str = "docker"
    docker_socket: Path = Path("/var/run/docker.sock")
    run_seconds: int = 60
    longest_run: int = 600


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolSurroundings:
    """`folder` is None where no tool may touch files; it may not exist yet.

    `start_child` and `memories` are None where the program has none; `documents` are the
    files that the agent may search. `hear` is told of each request that leaves.
    """

    session_id: str
    folder: Path | None = None
    start_child: StartChild | None = None
    memories: Memories | None = None
    documents: tuple[Path, ...] = ()
    hear: Hear = unheard
    options: ToolOptions = field(default_factory=ToolOptions)
