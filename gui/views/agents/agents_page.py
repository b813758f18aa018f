"""The page of agents and teams: all of them as cards, and the editor of one in their place."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from gui.model.component_json import json_text
from gui.model.json_place import with_at
from gui.model.team_shape import Pattern
from gui.model.team_spec import SpecOrigin, TeamSpec
from gui.qt.icon_button import IconButton
from gui.views.agents.agent_import import AgentImport
from gui.views.agents.agent_verbs import AgentVerbs
from gui.views.agents.agents_pane import AgentsPane
from gui.views.agents.new_components import new_agent, new_team
from gui.views.agents.parts import AgentsParts
from gui.views.agents.spec_words import language
from gui.views.agents.team_editor import TeamEditor
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
        self._editor: TeamEditor | None = None
        self.verbs = AgentVerbs(parts, self)
        self.imports = AgentImport(parts, self)
        self.pane = AgentsPane(parts.theme, can_try=parts.try_out is not None)
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

    @property
    def editor(self) -> TeamEditor | None:
        """The editor that is open."""
        return self._editor

    def offer_import(self, source: Path | str) -> None:
        """Show what is in a file or a text, to be imported if the user says so."""
        self.close_editor()
        self.imports.offer(source)

    def begin(self) -> None:
        """Put the focus where one goes on."""
        if self._editor is None:
            self.pane.begin()

    def step_back(self) -> None:
        """What Esc does: leave the editor, end a search, or else leave the page."""
        if self.close_editor() or self.pane.clear_search():
            return
        self.closed.emit()

    def edit(self, team_id: str) -> None:
        """Open the editor of a spec, where what was not saved is still there."""
        spec = self._parts.library.get(team_id)
        if spec is None:
            return
        self.close_editor()
        self._editor = TeamEditor(self._parts, spec)
        self._editor.saved.connect(self._say_saved)
        self._editor.try_wanted.connect(self.verbs.try_out)
        self._stack.addWidget(self._editor)
        self._stack.setCurrentWidget(self._editor)
        self._editor.form.begin()
        self.retranslate()

    def close_editor(self) -> bool:
        """Leave the editor, keeping what is not saved as a draft; False when none is open."""
        if self._editor is None:
            return False
        editor, self._editor = self._editor, None
        editor.leave()
        if editor.unsaved:
            self._parts.notices.say(translate("Agents", "What is not saved is kept as a draft."))
        self._stack.setCurrentWidget(self.pane)
        self._stack.removeWidget(editor)
        editor.deleteLater()
        self._refresh()
        self.pane.focus_card(editor.spec.id)
        self.retranslate()
        return True

    def keep_drafts(self) -> None:
        """Keep what is not saved in the editor, which stays open."""
        if self._editor is not None:
            self._editor.leave()

    def retranslate(self) -> None:
        self.header.show_title(translate("Agents", "Agents & teams"))
        back = translate("Agents", "Back to all agents and teams")
        leave = translate("Agents", "Back to the chat")
        self._back.say(back if self._editor else leave, "Esc")

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.step_back()
        elif event.matches(QKeySequence.StandardKey.Paste) and self._editor is None:
            self.imports.paste()
        else:
            super().keyPressEvent(event)

    def _connect(self) -> None:
        unsubscribe = self._parts.library.changed(self._refresh)
        self.destroyed.connect(unsubscribe)
        self.pane.try_wanted.connect(self.verbs.try_out)
        self.pane.edit_wanted.connect(self.verbs.edit)
        self.pane.menu_wanted.connect(self.verbs.open_menu)
        self.pane.import_wanted.connect(self.imports.open_menu)
        self.imports.imported.connect(self.pane.focus_card)
        self.pane.new_wanted.connect(self._begin_new)
        self.verbs.shown_wanted.connect(self.pane.focus_card)
        self.verbs.edit_wanted.connect(self.edit)

    def _refresh(self) -> None:
        specs = self._parts.library.list()
        own = (spec.id for spec in specs if spec.origin is SpecOrigin.OWN)
        drafts = [team_id for team_id in own if self._parts.drafts.get(team_id) is not None]
        self.pane.show_specs(specs, drafts)

    def _begin_new(self, pattern: Pattern) -> None:
        """A new one is kept at once, so that it is there whatever happens next."""
        lone = pattern is Pattern.SINGLE
        title = translate("Agents", "New agent") if lone else translate("Agents", "New team")
        component = new_agent("assistant") if lone else new_team(pattern)
        kept = self._parts.library.save(
            TeamSpec(
                id="",
                title=title,
                about="",
                component=json_text(with_at(component, f"/parley/title/{language()}", title)),
                origin=SpecOrigin.OWN,
                team=not lone,
            )
        )
        self.edit(kept.id)

    def _say_saved(self, _team_id: str) -> None:
        self._parts.notices.say(translate("Agents", "Saved."))
