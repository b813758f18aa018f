"""What the settings and the welcome page are built from."""

from __future__ import annotations

from dataclasses import dataclass, field

from gui.qt.task_scope import ErrorSink
from gui.qt.theme import ThemeSwitch
from gui.services.desk_abilities import DeskAbilities
from gui.services.folders import Folders
from gui.services.saved_prompts import SavedPrompts
from gui.services.settings import Settings
from gui.services.update_check import UpdateCheck
from gui.services.usage_book import UsageBook
from gui.services.user_memory import UserMemory
from gui.views.settings.data_desk import DataDesk
from gui.views.settings.mcp_desk import McpDesk
from gui.views.settings.providers import Providers
from gui.views.settings.shortcuts_pane import Shortcuts
from gui.views.tool_rules import ToolRules


@dataclass(frozen=True, kw_only=True)
class SettingsParts:
    """The long-lived objects of the application that these pages use."""

    settings: Settings
    providers: Providers
    mcp: McpDesk
    theme: ThemeSwitch
    folders: Folders
    memory: UserMemory
    prompts: SavedPrompts
    shortcuts: Shortcuts
    updates: UpdateCheck
    version: str
    on_error: ErrorSink
    abilities: DeskAbilities = field(default_factory=DeskAbilities)
    rules: ToolRules | None = None
    usage: UsageBook | None = None
    data: DataDesk | None = None
