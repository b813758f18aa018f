"""Puts together what an engine is given to answer in a session: all but the memory."""

from __future__ import annotations

from dataclasses import dataclass

from gui.model.bound_models import bound_models
from gui.model.endpoint import ModelRef
from gui.model.plan import ConversationPlan, Gate, ModelSeat
from gui.model.problem import EngineError, Problem, ProblemKind
from gui.model.session import Session
from gui.services.engine_port import Engine
from gui.services.model_catalog import Catalog
from gui.services.session_options import SessionOptions
from gui.services.session_store import SessionStore
from gui.services.team_source import TeamSource


@dataclass(frozen=True, kw_only=True)
class Ports:
    """What the session service stands on."""

    store: SessionStore
    engine: Engine
    catalog: Catalog
    gate: Gate
    teams: TeamSource
    options: SessionOptions


class ConversationPlans:
    def __init__(self, ports: Ports) -> None:
        self._ports = ports

    async def plan(self, session: Session) -> ConversationPlan:
        """Raises EngineError where a model, a key or the team is missing."""
        ports = self._ports
        seat = await self._seat(session.model or ports.catalog.default_model())
        team = self._component(session)
        bound = {
            (endpoint, model): await self._seat(ModelRef(endpoint_id=endpoint, model=model))
            for endpoint, model in bound_models(team)
        }
        return ConversationPlan(
            session_id=session.id,
            endpoint=seat.endpoint,
            model=seat.model,
            key=seat.key,
            state=None,
            replay=(),
            gate=ports.gate,
            instructions=ports.options.instructions(),
            addition=session.instructions,
            team=team,
            seats=bound,
            folder=self.folder(session),
        )

    def folder(self, session: Session) -> str:
        """Where tools work; it may not exist yet. "" where they have no place."""
        if session.folder or self._ports.options.work is None:
            return session.folder
        return str(self._ports.options.work / session.id)

    async def _seat(self, ref: ModelRef) -> ModelSeat:
        catalog = self._ports.catalog
        endpoint = catalog.endpoint(ref.endpoint_id)
        if endpoint is None:
            raise EngineError(Problem(kind=ProblemKind.NO_MODEL, facts={"model": ref.model}))
        key = await catalog.key(ref.endpoint_id)
        if endpoint.needs_key and not key:
            facts = {"endpoint": endpoint.name, "endpoint_id": endpoint.id}
            raise EngineError(Problem(kind=ProblemKind.KEY_MISSING, facts=facts))
        return ModelSeat(endpoint=endpoint, model=ref.model, key=key)

    def _component(self, session: Session) -> str:
        if session.team_id is None:
            return ""
        spec = self._ports.teams.get(session.team_id)
        if spec is None:
            facts = {"team": session.team_id}
            raise EngineError(Problem(kind=ProblemKind.TEAM_MISSING, facts=facts))
        return spec.component
