"""The list of MCP servers, and the ways to another one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QPushButton

from gui.qt.reflow import ReflowRow
from gui.qt.theme import Theme
from gui.views.settings.mcp_row import McpFacts, McpRow
from gui.views.settings.pane import Card, Pane, words

translate = QCoreApplication.translate


class McpList(Pane):
    """Shows what it is given; every wish carries the id of its server."""

    add_asked = Signal()
    import_asked = Signal()
    switched = Signal(str, bool)
    details_asked = Signal(str)
    edit_asked = Signal(str)
    remove_confirmed = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._rows: dict[str, McpRow] = {}
        self._card = Card(theme)
        self._none = words("", role="intro")
        self._add, self._import = QPushButton(), QPushButton()
        self._add.setObjectName("addMcpButton")
        self._add.setProperty("accent", True)
        self._import.setObjectName("importMcpButton")
        self._add.clicked.connect(self.add_asked)
        self._import.clicked.connect(self.import_asked)
        buttons = ReflowRow(spacing=theme.px("space_2"))
        for button in (self._add, self._import):
            buttons.add(button, align=Qt.AlignmentFlag.AlignVCenter)
        buttons.fill()
        for widget in (self._card, self._none, buttons):
            self.body.addWidget(widget)
        self.retranslate()

    def show_servers(self, facts: tuple[McpFacts, ...]) -> None:
        """One row for each; rows that stay keep their focus."""
        if tuple(self._rows) != tuple(fact.server.id for fact in facts):
            self._rebuild(facts)
        for fact in facts:
            self._rows[fact.server.id].show_facts(fact)
        self._card.setVisible(bool(facts))
        self._none.setVisible(not facts)

    def focus_server(self, name: str | None) -> None:
        """Give the focus back to where another page was opened from."""
        (self._rows.get(name or "") or self._add).setFocus()

    def retranslate(self) -> None:
        self.say(
            translate("Mcp", "MCP servers"),
            translate(
                "Mcp",
                "They give agents tools. A server is a program or a web service of somebody else: "
                "add only those you trust. Nothing is started before you switch it on or check it.",
            ),
        )
        self._none.setText(translate("Mcp", "No server yet."))
        self._add.setText(translate("Mcp", "Add a server"))
        self._import.setText(translate("Mcp", "Import from JSON…"))

    def _rebuild(self, facts: tuple[McpFacts, ...]) -> None:
        self._card.clear()
        self._rows = {}
        for fact in facts:
            name = fact.server.id
            row = McpRow(fact, self.theme_now)
            row.switched.connect(partial(self.switched.emit, name))
            row.details_asked.connect(partial(self.details_asked.emit, name))
            row.edit_asked.connect(partial(self.edit_asked.emit, name))
            row.remove_confirmed.connect(partial(self.remove_confirmed.emit, name))
            self._rows[name] = row
            self._card.add_row(row)
