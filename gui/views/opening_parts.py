"""What the parts work with that open and write files and follow links."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from gui.model.endpoint import Endpoint
from gui.qt.theme import ThemeSwitch
from gui.services.session_service import SessionService
from gui.views.workspace import Workspace


@dataclass(frozen=True, slots=True, kw_only=True)
class OpeningParts:
    """`endpoints` has the guide among them."""

    workspace: Workspace
    service: SessionService
    theme: ThemeSwitch
    endpoints: Callable[[], tuple[Endpoint, ...]]
