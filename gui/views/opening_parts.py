"""What the parts work with that open and write files and follow links."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from gui.model.endpoint import Endpoint
from gui.qt.theme import ThemeSwitch
from gui.services.sections import MemorySections, Sections
from gui.services.session_service import SessionService
from gui.views.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningParts:
    """`endpoints` has the guide among them; `kept` is where choices outlive the program."""

    workspace: Workspace
    service: SessionService
    theme: ThemeSwitch
    endpoints: Callable[[], tuple[Endpoint, ...]]
    kept: Sections = field(default_factory=MemorySections)
