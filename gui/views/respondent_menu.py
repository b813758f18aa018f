"""Puts into a menu who could answer: all models, the plain assistant, agents and teams."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QMenu

from gui.model.endpoint import GUIDE_ENDPOINT_ID, GUIDE_REF, Endpoint, ModelRef
from gui.model.respondent import Respondent
from gui.model.session import Session
from gui.views.model_picker import MANY_MODELS, ModelSource, model_name
from gui.views.team_picker import TeamsSource

translate = QCoreApplication.translate

Choose = Callable[[Respondent], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class RespondentMenu:
    """A model answers in the agent or team that the chat has; an agent or team, with its model."""

    models: ModelSource
    teams: TeamsSource | None

    def fill(self, menu: QMenu, session: Session, choose: Choose) -> None:
        for endpoint in self.models.endpoints():
            if endpoint.id != GUIDE_ENDPOINT_ID:
                self._add_endpoint(menu, endpoint, session, choose)
        if not menu.isEmpty():
            menu.addSeparator()
        _add_model(menu, GUIDE_REF, session, choose)
        if self.teams is not None:
            menu.addSeparator()
            self._add_teams(menu, self.teams, choose)

    def _add_endpoint(
        self, menu: QMenu, endpoint: Endpoint, session: Session, choose: Choose
    ) -> None:
        if len(endpoint.models) > MANY_MODELS:
            menu = menu.addMenu(_plain(endpoint.name))
        elif endpoint.models:
            menu.addAction(_plain(endpoint.name)).setEnabled(False)
        for name in endpoint.models:
            _add_model(menu, ModelRef(endpoint_id=endpoint.id, model=name), session, choose)

    def _add_teams(self, menu: QMenu, teams: TeamsSource, choose: Choose) -> None:
        heading = translate("Transcript", "Agents & teams").replace("&", "&&")
        menu.addAction(heading).setEnabled(False)
        specs = teams.list()
        plain = translate("TeamPicker", "Assistant")
        for spec_id, title in ((None, plain), *((spec.id, spec.title) for spec in specs)):
            action = menu.addAction(_plain(title))
            action.triggered.connect(
                partial(_chosen, choose, Respondent(model=None, team_id=spec_id))
            )


def _add_model(menu: QMenu, ref: ModelRef, session: Session, choose: Choose) -> None:
    action = menu.addAction(_plain(model_name(ref)))
    by = Respondent(model=ref, team_id=session.team_id)
    action.triggered.connect(partial(_chosen, choose, by))


def _chosen(choose: Choose, by: Respondent, *_checked: bool) -> None:
    choose(by)


def _plain(words: str) -> str:
    return words.replace("&", "&&")
