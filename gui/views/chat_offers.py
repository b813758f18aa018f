"""Gives the chat page its lists for "/" and "@", and what its "+" offers beside files."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu

from gui.qt.task_scope import TaskScope
from gui.qt.theme import ThemeSwitch
from gui.services.enclosures import Enclosures
from gui.views.composer.offer_panel import OfferPanel
from gui.views.composer_offers import ComposerOffers
from gui.views.composer_resources import ComposerResources
from gui.views.prompt_offers import PromptSource
from gui.views.writing_supply import Answering, WritingSupply

if TYPE_CHECKING:
    from gui.views.chat_page import ChatPage


def chat_offers(
    page: ChatPage, supply: WritingSupply, *, tasks: TaskScope, theme: ThemeSwitch
) -> ComposerOffers:
    answering = _answering(page)
    return ComposerOffers(
        page.composer,
        OfferPanel(page, page.composer.card, theme=theme),
        source=PromptSource(
            prompts=supply.prompts, offers=supply.offers, allowed=answering.servers
        ),
        members=answering.members,
        tasks=tasks,
    )


def resource_lines(
    page: ChatPage,
    supply: WritingSupply,
    *,
    enclosures: Enclosures,
    tasks: TaskScope,
    theme: ThemeSwitch,
) -> Callable[[QMenu], None]:
    """What adds a line for each server to a menu."""
    resources = ComposerResources(
        page,
        supply.offers,
        answering=_answering(page),
        enclosures=enclosures,
        tasks=tasks,
    )
    return partial(resources.add_to, theme=theme)


def _answering(page: ChatPage) -> Answering:
    return Answering(session=lambda: page.session, spec_of=page.choices.spec_of)
