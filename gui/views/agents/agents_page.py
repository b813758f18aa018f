"""The page of agents and teams: all of them as cards, and the editor of one in their place."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gui.qt.icon_button import IconButton
from gui.views.agents.agent_verbs import AgentVerbs
from gui.views.agents.agents_pane import AgentsPane
from gui.views.agents.parts import AgentsParts
from gui.views.header import PageHeader

translate = QCoreApplication.translate


class AgentsPage(QWidget):
    """`closed` asks for the chat back."""

    closed = Signal()

    def __init__(self, parts: AgentsParts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("agentsPage")
        self._parts = parts
        self.header = PageHeader(theme=parts.theme)
        self._back = IconButton("close", theme=parts.theme)
        self._back.setObjectName("agentsBackButton")
        self._back.clicked.connect(self.step_back)
        self.header.row.addWidget(self._back)
        self.verbs = AgentVerbs(parts, self)
        self.pane = AgentsPane(parts.theme)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.pane)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self._stack, 1)
        self._connect()
        self._refresh()
        self.retranslate()

    def begin(self) -> None:
        """Put the focus where one goes on."""
        self.pane.begin()

    def step_back(self) -> None:
        """What Esc does: leave the editor, end a search, or else leave the page."""
        if self.pane.clear_search():
            return
        self.closed.emit()

    def retranslate(self) -> None:
        self.header.show_title(translate("Agents", "Agents & teams"))
        self._back.say(translate("Agents", "Back"), "Esc")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.step_back()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        unsubscribe = self._parts.library.subscribe(self._refresh)
        self.destroyed.connect(unsubscribe)
        self.pane.try_wanted.connect(self.verbs.try_out)
        self.pane.edit_wanted.connect(self.verbs.edit)
        self.pane.menu_wanted.connect(self.verbs.open_menu)
        self.verbs.shown_wanted.connect(self.pane.focus_card)

    def _refresh(self) -> None:
        self.pane.show_specs(self._parts.library.list())
