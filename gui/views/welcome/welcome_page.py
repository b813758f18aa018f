"""The welcome page: a local server, an API key or the offline guide, and the composer."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from gui.qt.notices import announce
from gui.qt.reflow import ReflowRow
from gui.qt.task_scope import TaskScope
from gui.services.discovery import Found
from gui.views.settings.pane import words
from gui.views.settings.parts import SettingsParts
from gui.views.welcome.choice_card import ChoiceCard
from gui.views.welcome.found_words import Look, guide_words, is_local, local_words
from gui.views.welcome.key_card import KeyCard

translate = QCoreApplication.translate

Discover = Callable[[], Awaitable[tuple[Found, ...]]]
"""Looks for what can be used at once: servers on this computer, keys in the environment."""

SEEN_LOOKING = 0.6  # seconds: a look that the user asked for must be seen to have happened


class WelcomePage(QWidget):
    """Offers ways to start; each choice is one click and can be changed in the settings."""

    model_chosen = Signal(object)  # ModelRef
    guide_chosen = Signal()

    def __init__(
        self, parts: SettingsParts, discover: Discover, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("welcomePage")
        self._parts = parts
        self._discover = discover
        self._scope = TaskScope(self, parts.on_error)
        self._look = Look.DONE
        self._local: Found | None = None
        self._keyed: Found | None = None
        self._title = words("", role="title")
        self._intro = words("", role="lead")
        self._local_card = ChoiceCard("localCard", parts.theme)
        self._key_card = KeyCard(parts)
        self._guide_card = ChoiceCard("guideCard", parts.theme)
        self._composer_slot = QVBoxLayout()
        self._arrange()
        self._local_card.chosen.connect(self._take_local)
        self._key_card.model_chosen.connect(self.model_chosen)
        self._guide_card.chosen.connect(self.guide_chosen)
        self.retranslate()

    def set_composer(self, widget: QWidget) -> None:
        """Place the composer at the bottom; it keeps to the transcript's column by itself."""
        self._composer_slot.addWidget(widget)

    def look_again(self) -> None:
        """Look for a local server and for keys, and show what is found."""
        self._begin(Look.FIRST, self._search(Look.DONE))

    def retranslate(self) -> None:
        self._title.setText(translate("Welcome", "Talk to agents, on your own desk."))
        self._intro.setText(
            translate(
                "Welcome",
                "Chats stay on this computer. Choose how to start; you can change it any time.",
            )
        )
        self._local_card.say(local_words(self._local, self._look))
        self._key_card.show_found(self._keyed, primary=self._local is None)
        self._guide_card.say(guide_words())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not event.spontaneous():
            self.look_again()

    def _begin(self, look: Look, work: Coroutine[Any, Any, None]) -> None:
        # Any: what asyncio's own coroutine type leaves open
        self._look = look
        self.retranslate()
        self._scope.start("discover", work)

    async def _search(self, after: Look, *, least: float = 0.0) -> None:
        """Look, for `least` seconds at least, and show what is found."""
        clock = asyncio.get_running_loop().time
        seen = clock() + least
        try:
            found = await self._discover()
            await asyncio.sleep(max(0.0, seen - clock()))
        finally:
            self._look = after
        self._local = next((one for one in found if is_local(one)), None)
        self._keyed = next((one for one in found if not is_local(one)), None)
        self.retranslate()
        if after is Look.DONE_AGAIN:
            announce(self._local_card, self._local_card.sentence)

    def _take_local(self) -> None:
        if self._local is None:
            if self._look in (Look.DONE, Look.DONE_AGAIN):
                again = self._search(Look.DONE_AGAIN, least=SEEN_LOOKING)
                self._begin(Look.AGAIN, again)
            return
        self.model_chosen.emit(self._parts.providers.adopt(self._local))

    def _arrange(self) -> None:
        px = self._parts.theme.theme.px
        cards = ReflowRow(spacing=px("space_4"))
        for card in (self._local_card, self._key_card, self._guide_card):
            cards.add(card, stretch=1)
        inner = QWidget()
        inner.setMaximumWidth(px("welcome_width"))
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(px("space_3"))
        column.addWidget(self._title)
        column.addWidget(self._intro)
        column.addSpacing(px("space_3"))
        column.addWidget(cards)
        page = QWidget()
        outer = QVBoxLayout(page)
        outer.setContentsMargins(px("space_5"), px("space_6"), px("space_5"), px("space_5"))
        outer.addStretch(1)
        middle = QHBoxLayout()
        middle.addStretch(0)
        middle.addWidget(inner, 1)
        middle.addStretch(0)
        outer.addLayout(middle)
        outer.addStretch(5)
        scroll = QScrollArea()
        scroll.setObjectName("welcomeScroll")
        scroll.setWidgetResizable(True)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(page)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addLayout(self._composer_slot)
