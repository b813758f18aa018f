"""Whether who is to answer can see the pictures that go with a message, before it is sent."""

from __future__ import annotations

from collections.abc import Sequence

from gui.model.bound_models import bound_models
from gui.model.enclosure import Enclosure
from gui.model.endpoint import ModelRef
from gui.model.problem import EngineError, FileError, Problem, ProblemKind
from gui.model.respondent import Respondent
from gui.model.session import Session
from gui.model.turn import ImagePart
from gui.services.conversation_plans import Ports


class Sight:
    def __init__(self, ports: Ports) -> None:
        self._ports = ports

    async def check(
        self, session: Session, enclosed: Sequence[Enclosure], by: Sequence[Respondent] = ()
    ) -> None:
        """Raises FileError where one of those who answer sees nothing of the pictures.

        A team sees where one of its members does. What cannot be found out is no hindrance:
        the answer says then what is wrong.
        """
        if not any(isinstance(one.part, ImagePart) for one in enclosed):
            return
        usual = Respondent(model=None, team_id=session.team_id)
        for who in by or (usual,):
            own = who.model or session.model or self._ports.catalog.default_model()
            if not await self._any_sees((own, *self._bound(who.team_id))):
                raise FileError(
                    Problem(kind=ProblemKind.PICTURES_NOT_SEEN, facts={"model": own.model})
                )

    async def _any_sees(self, models: Sequence[ModelRef]) -> bool:
        for model in models:
            endpoint = self._ports.catalog.endpoint(model.endpoint_id)
            if endpoint is None:
                return True
            try:
                if await self._ports.engine.sees(endpoint, model.model):
                    return True
            except EngineError:
                return True
        return False

    def _bound(self, team_id: str | None) -> tuple[ModelRef, ...]:
        spec = self._ports.teams.get(team_id) if team_id is not None else None
        found = bound_models(spec.component) if spec is not None else ()
        return tuple(ModelRef(endpoint_id=endpoint, model=model) for endpoint, model in found)
