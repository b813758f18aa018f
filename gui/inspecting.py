"""What the inspector is told of the running program: where models are, and whether it was open."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlsplit

from gui.model.address import THIS_COMPUTER, origin_of
from gui.model.limits import Spent
from gui.model.session import Session
from gui.services.endpoints import Endpoints
from gui.services.session_service import SessionService
from gui.services.settings import Settings
from gui.views.gate_verbs import GateVerbs
from gui.views.inspector.source import InspectorSource

SECTION = "inspector"


def inspector_source(
    settings: Settings, endpoints: Endpoints, *, verbs: GateVerbs, service: SessionService
) -> InspectorSource:
    def host(session: Session) -> str:
        ref = session.model or endpoints.default_model()
        endpoint = endpoints.get(ref.endpoint_id)
        origin = "" if endpoint is None else origin_of(endpoint)
        return "" if origin in ("", THIS_COMPUTER) else urlsplit(origin).hostname or ""

    async def spent(session_id: str) -> Spent:
        service.journal.flush()
        return await service.spent(session_id)

    return InspectorSource(
        verbs=verbs,
        host=host,
        cost=lambda turn: service.usage.of_turn(turn).cost,
        by_agent=service.usage.by_agent,
        spent=spent,
        tree=service.branches.tree,
        sent=service.hosts.hosts,
        shown=lambda: settings.section(SECTION) is True,
        keep=partial(settings.set_section, SECTION),
    )
