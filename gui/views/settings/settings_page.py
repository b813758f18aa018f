"""The settings in the window: a list of pages on the left, the chosen one on the right."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from gui.qt.form import Field, FieldKind
from gui.qt.form_controls import Choices
from gui.qt.icon_button import IconButton
from gui.views.header import PageHeader
from gui.views.settings.about_pane import AboutPane
from gui.views.settings.chat_pane import ChatPane
from gui.views.settings.declared_pane import DeclaredPane
from gui.views.settings.mcp_pane import McpPane
from gui.views.settings.memory_pane import MemoryPane
from gui.views.settings.models_pane import ModelsPane
from gui.views.settings.parts import SettingsParts
from gui.views.settings.privacy_pane import PrivacyPane
from gui.views.settings.shortcuts_pane import ShortcutsPane
from gui.views.settings.tools_pane import ToolsPane
from gui.views.settings.usage_pane import UsagePane

translate = QCoreApplication.translate

PAGES = (
    "models",
    "mcp",
    "appearance",
    "language",
    "chat",
    "tools",
    "memory",
    "usage",
    "desktop",
    "shortcuts",
    "privacy",
    "about",
)

PAGE_LETTERS = 48
"""How many letters a line of a page must hold for the list of pages to stay beside it."""


class SettingsPage(QWidget):
    """All settings; `closed` asks for the chat back. A page is built when it is first shown."""

    closed = Signal()

    def __init__(self, parts: SettingsParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("settingsDialog")
        self._parts = parts
        lacking = {"tools": parts.rules is None, "usage": parts.usage is None}
        self._pages = tuple(page for page in PAGES if not lacking.get(page, False))
        self._built: dict[str, QWidget] = {}
        self.header = PageHeader(theme=parts.theme)
        self._back = IconButton("close", theme=parts.theme)
        self._back.setObjectName("settingsBackButton")
        self._back.clicked.connect(self.closed)
        self._nav = QListWidget()
        self._nav.setObjectName("settingsNav")
        self._nav.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._chooser = Choices()
        self._chooser.setObjectName("settingsChooser")
        self._chooser.edited.connect(self._choose)
        self._side, self._top = QFrame(), QWidget()
        self._stack = QStackedWidget()
        for page in self._pages:
            item = QListWidgetItem(self._nav)
            item.setData(Qt.ItemDataRole.UserRole, page)
        self._arrange()
        self._nav.currentRowChanged.connect(self._show_row)
        parts.theme.changed.connect(self._fit_nav)
        self.retranslate()

    def show_page(self, page: str = "models") -> None:
        """Turn to one of `PAGES` and give it the focus."""
        self._nav.setCurrentRow(self._pages.index(page))
        (self._chooser if self._side.isHidden() else self._nav).setFocus()

    def show_mcp_server(self, server_id: str) -> None:
        """How one server fares, step by step."""
        self.show_page("mcp")
        pane = self._built["mcp"]
        if isinstance(pane, McpPane):
            pane.show_server(server_id)

    def step_back(self) -> None:
        """What Esc does: leave what is in front of a page, or else the settings."""
        models = self._built.get("models")
        if isinstance(models, ModelsPane) and models.isVisible() and models.close_editor():
            return
        mcp = self._built.get("mcp")
        if isinstance(mcp, McpPane) and mcp.isVisible() and mcp.close_front():
            return
        about = self._built.get("about")
        if isinstance(about, AboutPane) and about.isVisible() and about.close_licences():
            return
        self.closed.emit()

    def retranslate(self) -> None:
        names = {
            "models": translate("Settings", "Models"),
            "mcp": translate("Settings", "MCP servers"),
            "appearance": translate("Settings", "Appearance"),
            "language": "Language · 语言",
            "chat": translate("Settings", "Chat"),
            "tools": translate("Settings", "Tools"),
            "desktop": translate("Settings", "Desktop"),
            "shortcuts": translate("Settings", "Shortcuts"),
            "memory": translate("Memory", "Memory"),
            "usage": translate("Usage", "Usage"),
            "privacy": translate("Settings", "Data & privacy"),
            "about": translate("Settings", "About"),
        }
        for row, page in enumerate(self._pages):
            self._nav.item(row).setText(names[page])
        pages = translate("Settings", "Settings pages")
        self._chooser.describe(
            Field(
                id="page",
                kind=FieldKind.CHOICE,
                title=pages,
                choices=tuple((page, names[page]) for page in self._pages),
            )
        )
        self._chooser.setAccessibleName(pages)
        self.header.show_title(translate("Settings", "Settings"))
        self._nav.setAccessibleName(pages)
        self._back.say(translate("Settings", "Back to the chat"), "Esc")
        self._fit_nav()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold_nav()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.step_back()
        else:
            super().keyPressEvent(event)

    def _show_row(self, row: int) -> None:
        name = self._pages[row]
        if name not in self._built:
            self._built[name] = self._builder(name)()
            self._stack.addWidget(self._built[name])
        self._stack.setCurrentWidget(self._built[name])
        self._chooser.show_value(name)

    def _choose(self, page: str) -> None:
        self._nav.setCurrentRow(self._pages.index(page))

    def _builder(self, name: str) -> Callable[[], QWidget]:
        parts = self._parts
        builders: dict[str, Callable[[], QWidget]] = {
            "models": lambda: ModelsPane(parts),
            "mcp": lambda: McpPane(parts),
            "chat": lambda: ChatPane(parts),
            "shortcuts": lambda: ShortcutsPane(parts.theme.theme, parts.shortcuts),
            "tools": lambda: _tools_pane(parts),
            "memory": lambda: MemoryPane(parts),
            "usage": lambda: _usage_pane(parts),
            "privacy": lambda: _privacy_pane(parts, self.show_page),
            "about": lambda: AboutPane(parts),
        }
        return builders.get(name, lambda: DeclaredPane(parts, name))

    def _arrange(self) -> None:
        theme = self._parts.theme.theme
        self.header.row.addWidget(self._back)
        self._side.setObjectName("settingsSide")
        nav = QVBoxLayout(self._side)
        pad, top = theme.px("space_3"), theme.px("space_5") - theme.px("space_1")
        nav.setContentsMargins(pad, top, pad, pad)
        nav.addWidget(self._nav)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._side)
        row.addWidget(self._stack, 1)
        chooser = QVBoxLayout(self._top)
        chooser.setContentsMargins(theme.px("settings_margin"), pad, theme.px("space_5"), 0)
        chooser.addWidget(self._chooser)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._top)
        column.addLayout(row, 1)

    def _fit_nav(self) -> None:
        """As wide as the design says, or as the longest name in this language and size needs."""
        theme = self._parts.theme.theme
        self._nav.ensurePolished()
        rows = [self._nav.item(row) for row in range(self._nav.count())]
        for item in rows:
            item.setData(Qt.ItemDataRole.SizeHintRole, None)  # its own again, to be measured
        highest = max(self._nav.sizeHintForRow(row) for row in range(len(rows)))
        longest = self._nav.sizeHintForColumn(0) + theme.px("space_2")
        least = theme.px("settings_nav_width") - 2 * theme.px("space_3")
        self._nav.setFixedWidth(max(least, longest))
        for item in rows:  # names in both scripts are among them: all rows as high as the highest
            item.setSizeHint(QSize(0, highest))
        self._fold_nav()

    def _fold_nav(self) -> None:
        """Where the list would leave the page too little room, a box above it takes its place."""
        room = self.width() - self._side.sizeHint().width()
        narrow = room < self.fontMetrics().averageCharWidth() * PAGE_LETTERS
        had_focus = self._nav.hasFocus() or self._chooser.hasFocus()
        self._side.setVisible(not narrow)
        self._top.setVisible(narrow)
        if had_focus:
            (self._chooser if narrow else self._nav).setFocus()


def _tools_pane(parts: SettingsParts) -> QWidget:
    return QWidget() if parts.rules is None else ToolsPane(parts, parts.rules)


def _privacy_pane(parts: SettingsParts, show_page: Callable[[str], None]) -> QWidget:
    pane = PrivacyPane(parts)
    pane.page_wanted.connect(show_page)
    return pane


def _usage_pane(parts: SettingsParts) -> QWidget:
    return QWidget() if parts.usage is None else UsagePane(parts, parts.usage)
