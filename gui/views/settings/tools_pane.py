"""The page about tools: what they may do, the rules for single ones, and what was decided."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gui.model.gate import Policy, ToolFacts
from gui.model.visible_text import shown_code
from gui.qt.form import FieldValue
from gui.qt.phrases import labelled
from gui.qt.task_scope import TaskScope
from gui.qt.theme import Theme
from gui.views.settings.declared_card import DeclaredCard
from gui.views.settings.pane import Card, Pane, words
from gui.views.settings.parts import SettingsParts
from gui.views.tool_rule_row import ToolLabel, ToolRuleRow
from gui.views.tool_rules import RecentDecision, ToolRules
from gui.views.tool_titles import ToolTitle, tool_title
from gui.views.transcript.gate_words import decided_words

translate = QCoreApplication.translate

SHOWN = 50
"""So many decisions are listed."""


class ToolsPane(Pane):
    """Rules count at once, for calls that have not been asked yet."""

    def __init__(self, parts: SettingsParts, rules: ToolRules) -> None:
        super().__init__(parts.theme.theme)
        self._parts = parts
        self._rules = rules
        self._scope = TaskScope(self, parts.on_error)
        self._decisions: tuple[RecentDecision, ...] = ()
        self._facts: dict[str, ToolFacts | None] = {}
        theme = parts.theme.theme
        self._declared = DeclaredCard(parts, "tools")
        self._rules_title, self._past_title = words("", role="strong"), words("", role="strong")
        self._no_rules, self._nothing = words("", role="small"), words("", role="small")
        self._rule_card, self._past_card = Card(theme), Card(theme)
        self._rule_rows: dict[str, _RuleRow] = {}
        for widget in (
            self._declared,
            self._rules_title,
            self._no_rules,
            self._rule_card,
            self._past_title,
            self._nothing,
            self._past_card,
        ):
            self.body.addWidget(widget)
        self.destroyed.connect(parts.settings.subscribe(self._follow))
        self.retranslate()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._follow()
        self._scope.start("decisions", self._read())

    def retranslate(self) -> None:
        self.say(
            translate("Settings", "Tools"),
            translate("Settings", "What agents may do on this computer, and what they did."),
        )
        self._declared.retranslate()
        self._rules_title.setText(translate("Settings", "Rules for single tools"))
        self._no_rules.setText(
            translate(
                "Settings",
                "None yet. The rules of one chat are in its menu, under Tools in this chat.",
            )
        )
        self._past_title.setText(translate("Settings", "Recent decisions"))
        self._nothing.setText(translate("Settings", "No tool has been called yet."))
        self._follow()
        self._show_decisions()

    async def _read(self) -> None:
        self._decisions = await self._rules.decisions(SHOWN)
        self._facts = {one.tool: one.facts for one in reversed(self._decisions)}
        self._rule_rows = {}  # their facts may be known now
        self._follow()
        self._show_decisions()

    def _follow(self, _changed: str = "") -> None:
        rules = self._rules.everywhere()
        if list(rules) != list(self._rule_rows):
            self._rule_card.clear()
            self._rule_rows = {tool: self._rule_row(tool) for tool in rules}
        for tool, policy in rules.items():
            self._rule_rows[tool].show_policy(policy)
        self._rule_card.setVisible(bool(rules))
        self._no_rules.setVisible(not rules)

    def _rule_row(self, tool: str) -> _RuleRow:
        title = tool_title(tool, self._rules.servers(), self._facts.get(tool))
        row = _RuleRow(title, tool, self._parts.theme.theme)
        row.choice.edited.connect(partial(self._set, tool))
        row.remove.clicked.connect(partial(self._remove, tool))
        self._rule_card.add_row(row)
        return row

    def _set(self, tool: str, policy: FieldValue) -> None:
        self._rules.set(tool, Policy(str(policy)))

    def _remove(self, tool: str, *_checked: bool) -> None:
        self._rules.set(tool, None)
        self._follow()

    def _show_decisions(self) -> None:
        self._past_card.clear()
        servers = self._rules.servers()
        for decision in self._decisions:
            row = _decision_row(decision, servers, self._parts.theme.theme)
            self._past_card.add_row(row)
        self._past_card.setVisible(bool(self._decisions))
        self._nothing.setVisible(not self._decisions)


class _RuleRow(ToolRuleRow):
    """With a way to be rid of the rule."""

    def __init__(self, title: ToolTitle, tool_id: str, theme: Theme) -> None:
        super().__init__(title, tool_id, theme)
        self.remove = QPushButton(translate("Settings", "Remove"))
        self.remove.setObjectName("removeRuleButton")
        self.remove.setAccessibleName(labelled(self.remove.text(), title.title))
        self.row.add(self.remove, align=Qt.AlignmentFlag.AlignVCenter)


def _decision_row(decision: RecentDecision, servers: Mapping[str, str], theme: Theme) -> QWidget:
    row = QWidget()
    row.setObjectName("decisionRow")
    column = QVBoxLayout(row)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px("space_1"))
    at = QDateTime.fromSecsSinceEpoch(int(decision.verdict.at))
    when = QLocale().toString(at, QLocale.FormatType.ShortFormat)
    chat = decision.title or translate("Settings", "New chat")
    told = decided_words(decision.verdict)
    if decision.verdict.asked:
        edited = translate("Settings", "{decision} (with changed arguments)")
        told = edited.format(decision=told)
    title = tool_title(decision.tool, servers, decision.facts)
    where = " · ".join(filter(None, (when, shown_code(decision.source), chat)))
    column.addWidget(ToolLabel(title, decision.tool, theme))
    column.addWidget(words(told))
    column.addWidget(words(where, role="small"))
    return row
