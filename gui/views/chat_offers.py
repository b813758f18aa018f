"""Gives the chat page its lists for "/" and "@", and what its "+" offers beside files."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from gui.views.composer.offer_panel import OfferPanel
from gui.views.composer_offers import ComposerOffers
from gui.views.composer_resources import ComposerResources
from gui.views.prompt_offers import PromptSource
from gui.views.writing_supply import Answering

if TYPE_CHECKING:
    from gui.views.chat_page import ChatPage, ChatParts
    from gui.views.composer_files import ComposerFiles


def offer_writing(page: ChatPage, files: ComposerFiles, parts: ChatParts) -> None:
    """Nothing where there is no supply of it."""
    supply = parts.writing
    if supply is None:
        return
    answering = Answering(session=lambda: page.session, spec_of=page.choices.spec_of)
    offers = ComposerOffers(
        page.composer,
        OfferPanel(page, page.composer.card, theme=parts.theme),
        source=PromptSource(
            prompts=supply.prompts, offers=supply.offers, allowed=answering.servers
        ),
        members=answering.members,
        tasks=parts.tasks,
    )
    offers.settings_wanted.connect(page.prompts_wanted)
    resources = ComposerResources(
        page,
        supply.offers,
        answering=answering,
        enclosures=parts.service.enclosures,
        tasks=parts.tasks,
    )
    files.add_sources = partial(resources.add_to, theme=parts.theme)
