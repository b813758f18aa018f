"""What the inspector is told of the running program: where models are, and whether it was open."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlsplit

from gui.model.address import THIS_COMPUTER, origin_of
from gui.model.session import Session
from gui.services.endpoints import Endpoints
from gui.services.settings import Settings
from gui.services.usage_book import UsageBook
from gui.views.gate_verbs import GateVerbs
from gui.views.inspector.source import InspectorSource

SECTION = "inspector"


def inspector_source(
    settings: Settings, endpoints: Endpoints, *, verbs: GateVerbs, usage: UsageBook
) -> InspectorSource:
    """`usage` knows what answers cost."""

    def host(session: Session) -> str:
        ref = session.model or endpoints.default_model()
        endpoint = endpoints.get(ref.endpoint_id)
        origin = "" if endpoint is None else origin_of(endpoint)
        return "" if origin in ("", THIS_COMPUTER) else urlsplit(origin).hostname or ""

    return InspectorSource(
        verbs=verbs,
        host=host,
        cost=lambda turn: usage.of_turn(turn).cost,
        shown=lambda: settings.section(SECTION) is True,
        keep=partial(settings.set_section, SECTION),
    )
