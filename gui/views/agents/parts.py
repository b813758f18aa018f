"""What the agents page works with."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from gui.model.team_spec import TeamSpec
from gui.model.trust import Acceptance
from gui.qt.notices import NoticeBar
from gui.qt.task_scope import ErrorSink
from gui.qt.theme import ThemeSwitch
from gui.services.team_files import Candidate
from gui.services.team_library import AddServer
from gui.views.model_picker import ModelSource


class Library(Protocol):
    """All agents and teams, the shipped ones first."""

    def list(self) -> tuple[TeamSpec, ...]: ...

    def get(self, team_id: str) -> TeamSpec | None: ...

    def save(self, spec: TeamSpec) -> TeamSpec:
        """Keep one of the user's own; "" as its id makes a new one."""
        ...

    def duplicate(self, team_id: str) -> TeamSpec: ...

    def remove(self, team_id: str) -> TeamSpec: ...

    def write_file(self, team_id: str, path: Path) -> None:
        """Write it as an AutoGen component, without anything secret."""
        ...

    def read_file(self, source: Path | str) -> tuple[Candidate, ...]:
        """The agents and teams that a file or a text offers; nothing of it runs."""
        ...

    def accept(
        self, candidate: Candidate, accepted: Acceptance, *, add_server: AddServer | None = None
    ) -> TeamSpec:
        """Keep a candidate, without what was not accepted."""
        ...

    def changed(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back after each change; returns what ends that."""
        ...


class Drafts(Protocol):
    """What is changed and not saved, by the id of its spec."""

    def get(self, team_id: str) -> str | None: ...

    def keep(self, team_id: str, text: str) -> None: ...

    def drop(self, team_id: str) -> None: ...


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
    """`try_out` begins a chat that a spec answers, by its id; None where none can. `tools` and
    `servers` are asked for each time they are shown. `add_server` puts an imported MCP server on
    the user's list.
    """

    library: Library
    drafts: Drafts
    theme: ThemeSwitch
    models: ModelSource
    notices: NoticeBar
    try_out: Callable[[str], object] | None
    on_error: ErrorSink
    add_server: AddServer | None
    tools: Callable[[], Sequence[Offer]]
    servers: Callable[[], Sequence[Offer]]
