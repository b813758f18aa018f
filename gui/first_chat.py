"""What the window shows first: the last chat, a new one, or the welcome page."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from gui.late_import import import_late
from gui.services.endpoints import Endpoints
from gui.services.session_service import SessionService
from gui.services.settings import Settings
from gui.views.sidebar.list_order import ListMemory
from gui.views.unsent_texts import DraftMemory
from gui.views.workspace import Workspace

if TYPE_CHECKING:  # what looks for models is imported once the window is up
    from gui.services.discovery import Found

log = logging.getLogger(__name__)

LAST_CHAT = "last_chat"
"""The section of the settings that holds the id of the chat that was shown last."""

FIRST_DRAFT = "first_draft"
"""The section of the settings that holds what was written before any chat was open."""

LIST_ORDER = "list_order"
"""The section of the settings that holds how the list of chats is sorted and folded."""


class FirstChat:
    """Runs once after the window is up; nothing here is waited for by the window."""

    def __init__(
        self,
        *,
        settings: Settings,
        endpoints: Endpoints,
        service: SessionService,
        workspace: Workspace,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        self._settings = settings
        self._endpoints = endpoints
        self._service = service
        self._workspace = workspace
        self._environ = environ

    async def show(self) -> None:
        """Take over what the environment offers, then show the chat or the welcome page."""
        await import_late("gui.services.discovery", "gui.views.transcript.view")
        from gui.services.discovery import found_in_environment

        for found in found_in_environment(self._environ):
            self._take_over(found)
        newest = await self._service.listing.newest()
        if newest is not None:
            last = self._settings.section(LAST_CHAT)
            known = await self._service.listing.find(str(last)) if last else None
            listed = known is not None and not known.archived
            self._workspace.router.show_chat(str(last) if listed else newest.id)
        if not self._endpoints.list():
            await self._look_around()
        if newest is None:
            await self._show_beginning()
        self._workspace.chat.session_shown.connect(self.remember)
        log.info("ready with %s", "chats" if newest is not None else "no chats")

    def remember(self, *_shown: object) -> None:
        """Note the chat that is shown for the next start, which may come after a crash."""
        session = self._workspace.chat.session
        if session is not None:
            self._settings.set_section(LAST_CHAT, session.id)

    async def _look_around(self) -> None:
        from gui.services.discovery import discover

        found = [one for one in await discover(environ=self._environ) if one.model]
        for one in found:
            log.info("found the endpoint %s", one.endpoint.id)
            self._endpoints.put(one.endpoint)
        if found:
            self._endpoints.set_default_model(found[0].ref)

    async def _show_beginning(self) -> None:
        if self._endpoints.list():
            self._workspace.router.new_chat()
        else:
            await import_late("gui.views.welcome.welcome_page")
            self._workspace.pages.prepare_welcome()
            await asyncio.sleep(0)
            self._workspace.pages.show_welcome()

    def _take_over(self, found: Found) -> None:
        """What the environment names counts from this start on; the user's switches stay.

        The default model follows it only where it came from the environment too.
        """
        from gui.services.discovery import ENVIRONMENT

        known = self._endpoints.get(found.endpoint.id)
        chosen = self._endpoints.default_model()
        follows = chosen.endpoint_id.startswith(ENVIRONMENT)
        if known is not None:
            renewed = replace(
                known,
                base_url=found.endpoint.base_url,
                needs_key=found.endpoint.needs_key,
                key_variable=found.endpoint.key_variable,
                models=found.endpoint.models or known.models,
            )
            self._endpoints.put(renewed)
        elif follows and found.model:
            self._endpoints.put(found.endpoint)
        if follows and found.model and chosen != found.ref:
            self._endpoints.set_default_model(found.ref)


def kept_order(settings: Settings) -> ListMemory:
    """How the list of chats is sorted and folded is kept beside the settings."""

    def load() -> dict[str, object]:
        kept = settings.section(LIST_ORDER)
        return dict(kept) if isinstance(kept, dict) else {}

    def save(sort: str, folded: Sequence[str]) -> None:
        settings.set_section(LIST_ORDER, {"sort": sort, "folded": list(folded)})

    return ListMemory(load=load, save=save)


def kept_draft(settings: Settings) -> DraftMemory:
    """What was written before any chat was open is kept beside the settings."""

    def load() -> str:
        text = settings.section(FIRST_DRAFT)
        return text if isinstance(text, str) else ""

    def save(text: str) -> None:
        settings.set_section(FIRST_DRAFT, text)

    return DraftMemory(load=load, save=save)
