"""The page about chats: its settings, and below them the prompts that the user has saved."""

from __future__ import annotations

from gui.views.settings.declared_pane import DeclaredPane
from gui.views.settings.mirror_card import MirrorCard
from gui.views.settings.parts import SettingsParts
from gui.views.settings.prompt_list import PromptList


class ChatPane(DeclaredPane):
    def __init__(self, parts: SettingsParts) -> None:
        super().__init__(parts, "chat")
        self.body.addWidget(MirrorCard(parts))
        self.body.addWidget(PromptList(parts))
