"""What those work with that lead through the branches of a chat."""

from __future__ import annotations

from dataclasses import dataclass

from gui.qt.task_scope import TaskScope
from gui.qt.theme import ThemeSwitch
from gui.services.session_service import SessionService
from gui.views.model_picker import ModelSource
from gui.views.team_picker import TeamsSource


@dataclass(frozen=True, slots=True, kw_only=True)
class BranchParts:
    """`models` and `teams` are those who could answer."""

    service: SessionService
    tasks: TaskScope
    theme: ThemeSwitch
    models: ModelSource
    teams: TeamsSource | None
