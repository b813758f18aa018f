"""What the session service is told by the settings, each time it asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from gui.model.gate import Policy
from gui.services.endpoints import Endpoints
from gui.services.folders import Folders
from gui.services.session_options import SessionOptions
from gui.services.setting import IDLE_MINUTES, INSTRUCTIONS, MODEL_TITLES, TOOL_POLICY
from gui.services.settings import Settings


def session_options(settings: Settings, endpoints: Endpoints, folders: Folders) -> SessionOptions:
    return SessionOptions(
        model_titles=lambda: settings.get(MODEL_TITLES),
        idle_minutes=lambda: settings.get(IDLE_MINUTES),
        instructions=lambda: settings.get(INSTRUCTIONS),
        default_policy=lambda: Policy(settings.get(TOOL_POLICY)),
        endpoints=endpoints.list,
        work=folders.work,
        seen=_seen,
    )


def _seen(markdown: str, matters: Callable[[str], bool]) -> Iterable[str]:
    from gui.qt.markdown_seen import seen_texts

    return seen_texts(markdown, matters)
