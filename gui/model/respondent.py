"""Who is to answer: a model, and an agent or a team."""

from __future__ import annotations

from dataclasses import dataclass

from gui.model.endpoint import ModelRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Respondent:
    """`team_id` None is the plain assistant; `model` None is the one that the chat has."""

    model: ModelRef | None
    team_id: str | None
