"""Who could answer a message that is compared, and by which name the window calls them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gui.model.endpoint import GUIDE_ENDPOINT_ID, GUIDE_REF, ModelRef
from gui.model.respondent import Respondent
from gui.views.model_picker import ModelSource, model_name
from gui.views.team_picker import TeamsSource


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """`about` tells candidates of the same name apart."""

    name: str
    about: str
    who: Respondent


def candidates(models: ModelSource, teams: TeamsSource | None) -> tuple[Candidate, ...]:
    """Models answer as the plain assistant; agents and teams with the model of the chat."""
    found = [
        _model(ModelRef(endpoint_id=endpoint.id, model=model), endpoint.name)
        for endpoint in models.endpoints()
        if endpoint.id != GUIDE_ENDPOINT_ID
        for model in endpoint.models
    ]
    found.append(_model(GUIDE_REF, ""))
    for spec in teams.list() if teams is not None else ():
        who = Respondent(model=None, team_id=spec.id)
        found.append(Candidate(name=spec.title, about=spec.about, who=who))
    return tuple(found)


def candidate_of(who: Respondent, offered: Sequence[Candidate]) -> Candidate:
    """The one that is `who`, whatever model an agent or a team has; it may not be offered now."""
    for one in offered:
        if who.team_id == one.who.team_id and (who.team_id is not None or who == one.who):
            return one
    name = model_name(who.model) if who.model is not None else ""
    return Candidate(name=name, about="", who=who)


def _model(ref: ModelRef, about: str) -> Candidate:
    return Candidate(name=model_name(ref), about=about, who=Respondent(model=ref, team_id=None))
