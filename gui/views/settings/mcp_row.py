"""One MCP server in the list: what it runs, how it fares, and its switch."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from gui.model.mcp_report import McpStatus
from gui.model.mcp_server import McpServer
from gui.qt.form_controls import Switch
from gui.qt.phrases import labelled
from gui.qt.reflow import ReflowRow
from gui.qt.theme import Theme
from gui.views.settings.mcp_words import advice, state_words
from gui.views.settings.pane import show_state, words

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True, kw_only=True)
class McpFacts:
    """What a row shows."""

    server: McpServer
    status: McpStatus


class McpRow(QWidget):
    """Shows the facts it is given and reports what the user asks for."""

    switched = Signal(object)
    details_asked = Signal()
    edit_asked = Signal()
    remove_confirmed = Signal()

    def __init__(self, facts: McpFacts, theme: Theme) -> None:
        super().__init__()
        self.setObjectName(f"mcp-{facts.server.id}")
        self._facts = facts
        self._name = QLabel()
        self._name.setProperty("role", "strong")
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._runs = words("", role="path")
        self._state = words("", role="status")
        self._state.setWordWrap(False)
        self._told = words("", role="small")
        self._switch = Switch()
        self._switch.setObjectName("mcpSwitch")
        self._details, self._edit, self._remove = (QPushButton() for _ in range(3))
        self._really, self._keep = QPushButton(), QPushButton()
        self._question = words("")
        self._arrange(theme)
        self._connect()
        self.show_facts(facts)

    def show_facts(self, facts: McpFacts) -> None:
        self._facts = facts
        self.retranslate()

    def retranslate(self) -> None:
        server, status = self._facts.server, self._facts.status
        self._name.setText(server.name)
        self._runs.setText(server.shown)
        show_state(self._state, *state_words(status, enabled=server.enabled))
        fault = status.diagnosis
        self._told.setText(advice(fault).sentence if fault else "")
        self._told.setVisible(fault is not None)
        self._switch.show_value(server.enabled)
        self._switch.setAccessibleName(labelled(translate("Mcp", "Agents may use it"), server.name))
        self._details.setText(translate("Mcp", "Check and tools…"))
        self._edit.setText(translate("Mcp", "Edit…"))
        self._remove.setText(translate("Mcp", "Remove"))
        self._question.setText(
            translate("Mcp", "Remove {name} and its secrets?").replace("{name}", server.name)
        )
        self._really.setText(translate("Mcp", "Remove"))
        self._keep.setText(translate("Mcp", "Keep"))
        for button in self.findChildren(QPushButton):
            button.setAccessibleName(labelled(button.text(), server.name))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def _arrange(self, theme: Theme) -> None:
        middle = Qt.AlignmentFlag.AlignVCenter
        top = ReflowRow(spacing=theme.px("space_3"))
        top.add(self._name, stretch=1, align=middle)
        top.add(self._state, align=middle)
        top.add(self._switch, align=middle)
        actions = ReflowRow(spacing=theme.px("space_1"))
        for button in (self._details, self._edit, self._remove):
            actions.add(button, align=middle)
        actions.add(self._question, align=middle)
        for button in (self._really, self._keep):
            actions.add(button, align=middle)
        actions.fill()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("space_1"))
        for widget in (top, self._runs, self._told, actions):
            column.addWidget(widget)
        self._ask_removal(asked=False)

    def _connect(self) -> None:
        names = {
            "mcpDetailsButton": self._details,
            "mcpEditButton": self._edit,
            "mcpRemoveButton": self._remove,
            "mcpRemoveConfirmButton": self._really,
            "mcpRemoveCancelButton": self._keep,
        }
        for name, button in names.items():
            button.setObjectName(name)
            button.setProperty("quiet", button not in {self._details, self._really})
        self._switch.edited.connect(self.switched)
        self._details.clicked.connect(self.details_asked)
        self._edit.clicked.connect(self.edit_asked)
        self._remove.clicked.connect(self._begin_removal)
        self._keep.clicked.connect(self._keep_it)
        self._really.clicked.connect(self.remove_confirmed)

    def _begin_removal(self) -> None:
        self._ask_removal(asked=True)
        self._keep.setFocus()

    def _keep_it(self) -> None:
        self._ask_removal(asked=False)
        self._remove.setFocus()

    def _ask_removal(self, *, asked: bool) -> None:
        for widget in (self._question, self._really, self._keep):
            widget.setVisible(asked)
        for widget in (self._details, self._edit, self._remove):
            widget.setVisible(not asked)
