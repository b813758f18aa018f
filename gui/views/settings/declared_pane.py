"""A page made from the declarations of one group of settings; a change applies at once."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QShowEvent

from gui.views.settings.declared_card import DeclaredCard
from gui.views.settings.pane import Pane
from gui.views.settings.parts import SettingsParts

translate = QCoreApplication.translate


class DeclaredPane(Pane):
    """Shows the settings of `page`."""

    def __init__(self, parts: SettingsParts, page: str) -> None:
        super().__init__(parts.theme.theme)
        self._page = page
        self._card = DeclaredCard(parts, page)
        self.body.addWidget(self._card)
        self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._card.say_limits()  # what the desktop can do may have changed meanwhile

    def retranslate(self) -> None:
        titles = {
            "appearance": translate("Settings", "Appearance"),
            "language": "Language · 语言",
            "chat": translate("Settings", "Chat"),
            "desktop": translate("Settings", "Desktop"),
        }
        self.say(titles[self._page])
        self._card.retranslate()
