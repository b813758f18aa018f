"""The page about tools: what they may do, the rules for single ones, and what was decided."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from gui.model.gate import Policy
from gui.model.words import QT_TRANSLATE_NOOP
from gui.qt.form import Field, FieldKind, FieldValue
from gui.qt.form_controls import Choices
from gui.qt.phrases import labelled
from gui.qt.reflow import ReflowRow
from gui.qt.task_scope import TaskScope
from gui.qt.theme import Theme
from gui.views.settings.declared_card import DeclaredCard
from gui.views.settings.pane import Card, Pane, path_line, words
from gui.views.settings.parts import SettingsParts
from gui.views.tool_rules import RecentDecision, ToolRules
from gui.views.transcript.gate_words import decided_words

translate = QCoreApplication.translate

SHOWN = 50
"""So many decisions are listed."""

POLICY_WORDS = {
    Policy.ASK: QT_TRANSLATE_NOOP("Settings", "Always ask"),
    Policy.ASK_FOR_WRITES: QT_TRANSLATE_NOOP("Settings", "Ask unless it only reads"),
    Policy.ALLOW: QT_TRANSLATE_NOOP("Settings", "Allow"),
    Policy.DENY: QT_TRANSLATE_NOOP("Settings", "Do not allow"),
}


class ToolsPane(Pane):
    """Rules count at once, for calls that have not been asked yet."""

    def __init__(self, parts: SettingsParts, rules: ToolRules) -> None:
        super().__init__(parts.theme.theme)
        self._parts = parts
        self._rules = rules
        self._scope = TaskScope(self, parts.on_error)
        self._decisions: tuple[RecentDecision, ...] = ()
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
            translate("Settings", "None yet. A rule for one chat is made in that chat.")
        )
        self._past_title.setText(translate("Settings", "Recent decisions"))
        self._nothing.setText(translate("Settings", "No tool has been called yet."))
        self._follow()
        self._show_decisions()

    async def _read(self) -> None:
        self._decisions = await self._rules.decisions(SHOWN)
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
        row = _RuleRow(tool, self._parts.theme.theme)
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
        for decision in self._decisions:
            self._past_card.add_row(_decision_row(decision, self._parts.theme.theme))
        self._past_card.setVisible(bool(self._decisions))
        self._nothing.setVisible(not self._decisions)


class _RuleRow(QWidget):
    """A tool, its rule, and a way to be rid of that."""

    def __init__(self, tool: str, theme: Theme) -> None:
        super().__init__()
        self.setObjectName("toolRuleRow")
        self.choice = Choices()
        self.choice.setObjectName("toolRuleChoice")
        self.choice.describe(
            Field(
                id="policy",
                kind=FieldKind.CHOICE,
                title=tool,
                choices=tuple(
                    (policy.value, translate("Settings", title))
                    for policy, title in POLICY_WORDS.items()
                ),
            )
        )
        self.choice.setAccessibleName(tool)
        self.remove = QPushButton(translate("Settings", "Remove"))
        self.remove.setObjectName("removeRuleButton")
        self.remove.setAccessibleName(labelled(self.remove.text(), tool))
        self._tool = path_line(tool, name=tool)
        row = ReflowRow(spacing=theme.px("space_2"))
        row.add(self._tool, stretch=1, comfort=self._comfort)
        row.add(self.choice, align=Qt.AlignmentFlag.AlignVCenter)
        row.add(self.remove, align=Qt.AlignmentFlag.AlignVCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(row)

    def show_policy(self, policy: Policy) -> None:
        self.choice.show_value(policy.value)

    def _comfort(self) -> int:
        return self._tool.fontMetrics().horizontalAdvance(self._tool.text())


def _decision_row(decision: RecentDecision, theme: Theme) -> QWidget:
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
    column.addWidget(path_line(decision.tool, name=decision.tool))
    column.addWidget(words(told))
    column.addWidget(words(f"{when} · {chat}", role="small"))
    return row
