"""What is chosen in the header of a chat: its model, and who answers."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from gui.model.endpoint import ModelRef
from gui.model.session import Session
from gui.model.team_spec import TeamSpec
from gui.qt.task_scope import TaskScope
from gui.services.session_service import SessionService
from gui.views.gate_verbs import GateVerbs
from gui.views.header import ChatHeader
from gui.views.team_picker import TeamsSource


class ChatChoices(QObject):
    """`shown` is the chat that the header is of."""

    def __init__(
        self,
        header: ChatHeader,
        *,
        service: SessionService,
        verbs: GateVerbs | None,
        teams: TeamsSource | None,
        tasks: TaskScope,
    ) -> None:
        super().__init__(header)
        self._service = service
        self._verbs = verbs
        self._teams = teams
        self._tasks = tasks
        self.shown: Callable[[], str | None] = _nothing
        header.model_chosen.connect(self._choose_model)
        header.team_chosen.connect(self._choose_team)

    def is_team(self, session: Session) -> bool:
        """Whether agents take turns in it."""
        spec = self.spec_of(session)
        return spec is not None and spec.team

    def spec_of(self, session: Session) -> TeamSpec | None:
        """Who answers in it; None for the plain assistant, or an agent that is gone."""
        if session.team_id is None or self._teams is None:
            return None
        return self._teams.get(session.team_id)

    def _choose_model(self, model: ModelRef) -> None:
        session_id = self.shown()
        if session_id is not None:
            self._tasks.start("model", self._service.shelf.set_model(session_id, model))

    def _choose_team(self, team_id: str | None) -> None:
        session_id = self.shown()
        if session_id is not None and self._verbs is not None:
            self._tasks.start("team", self._verbs.set_team(session_id, team_id))


def _nothing() -> None:
    return None
