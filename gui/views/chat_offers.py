"""Gives the chat page its lists for "/" and "@"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gui.qt.task_scope import TaskScope
from gui.qt.theme import ThemeSwitch
from gui.views.composer.offer_panel import OfferPanel
from gui.views.composer_offers import ComposerOffers
from gui.views.prompt_offers import PromptSource
from gui.views.writing_supply import Answering, WritingSupply

if TYPE_CHECKING:
    from gui.views.chat_page import ChatPage


def chat_offers(
    page: ChatPage, supply: WritingSupply, *, tasks: TaskScope, theme: ThemeSwitch
) -> ComposerOffers:
    answering = Answering(session=lambda: page.session, spec_of=page.choices.spec_of)
    return ComposerOffers(
        page.composer,
        OfferPanel(page, page.composer.card, theme=theme),
        source=PromptSource(
            prompts=supply.prompts, offers=supply.offers, allowed=answering.servers
        ),
        members=answering.members,
        tasks=tasks,
    )
