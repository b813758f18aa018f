"""What the parts work with that open and write files and follow links."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from gui.model.endpoint import Endpoint
from gui.model.team_spec import TeamSpec
from gui.qt.theme import ThemeSwitch
from gui.services.sections import MemorySections, Sections
from gui.services.session_service import SessionService
from gui.views.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningParts:
    """`endpoints` has the guide among them; `kept` is where choices outlive the program.

    `teams` are the agents and teams there are.
    """

    workspace: Workspace
    service: SessionService
    theme: ThemeSwitch
    endpoints: Callable[[], tuple[Endpoint, ...]]
    teams: Callable[[], tuple[TeamSpec, ...]] = tuple
    kept: Sections = field(default_factory=MemorySections)
