"""What the agents page works with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from gui.model.team_spec import TeamSpec
from gui.qt.notices import NoticeBar
from gui.qt.task_scope import ErrorSink
from gui.qt.theme import ThemeSwitch
from gui.views.model_picker import ModelSource


class Library(Protocol):
    """All agents and teams, the shipped ones first."""

    def list(self) -> tuple[TeamSpec, ...]: ...

    def get(self, team_id: str) -> TeamSpec | None: ...

    def save(self, spec: TeamSpec) -> TeamSpec:
        """Keep one of the user's own; "" as its id makes a new one."""
        ...

    def duplicate(self, team_id: str) -> TeamSpec: ...

    def remove(self, team_id: str) -> None: ...

    async def export(self, team_id: str, path: Path) -> None:
        """Write it as an AutoGen component, without anything secret."""
        ...

    def subscribe(self, changed: Callable[[], None]) -> Callable[[], None]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """Something an agent can be given: its id, its name, what it is for, and what it can do.

    `effect` is one of "read", "write" and "run", or "" where that is not known.
    """

    id: str
    name: str
    about: str = ""
    effect: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentsParts:
    """`try_out` begins a chat that a spec answers, by its id; `tools` and `servers` are asked
    for each time they are shown."""

    library: Library
    theme: ThemeSwitch
    models: ModelSource
    notices: NoticeBar
    try_out: Callable[[str], object]
    on_error: ErrorSink
    tools: Callable[[], Sequence[Offer]]
    servers: Callable[[], Sequence[Offer]]
