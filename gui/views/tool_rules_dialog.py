"""The rules for tools that hold in one chat: what it has used, and what is to hold for each."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from gui.model.gate import Policy, ToolFacts
from gui.qt.form import FieldValue
from gui.qt.theme import Theme
from gui.views.settings.pane import Card, words
from gui.views.tool_rule_row import NO_RULE, ToolRuleRow
from gui.views.tool_rules import RecentDecision
from gui.views.tool_titles import tool_title

translate = QCoreApplication.translate


class ToolRulesDialog(QDialog):
    """Whoever keeps the rules hears of each change at once: a tool, and a rule or None."""

    rule_set = Signal(str, object)

    def __init__(
        self,
        rules: Mapping[str, Policy],
        used: tuple[RecentDecision, ...],
        servers: Mapping[str, str],
        *,
        theme: Theme,
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("toolRulesDialog")
        self.setWindowTitle(translate("ToolRules", "Tools in this chat"))
        self.resize(theme.px("panel_width"), theme.px("panel_height"))
        pad = theme.px("space_4")
        column = QVBoxLayout(self)
        column.setContentsMargins(pad, pad, pad, pad)
        column.setSpacing(pad)
        about = translate(
            "ToolRules",
            "What agents may do in this chat without asking you. A rule counts from now on, "
            "also for calls that wait; the rules for all chats are in Settings › Tools.",
        )
        column.addWidget(words(about, role="intro"))
        self._card = Card(theme)
        self._fill(rules, used, servers, theme)
        column.addWidget(self._body(empty=not rules and not used), 1)
        buttons = QDialogButtonBox()
        close = buttons.addButton(
            translate("ToolRules", "Close"), QDialogButtonBox.ButtonRole.RejectRole
        )
        close.setObjectName("closeToolRulesButton")
        buttons.rejected.connect(self.reject)
        column.addWidget(buttons)

    def _body(self, *, empty: bool) -> QWidget:
        inside = QWidget()
        rows = QVBoxLayout(inside)
        rows.setContentsMargins(0, 0, 0, 0)
        nothing = translate(
            "ToolRules",
            "No tool has been used in this chat yet. Once an agent asks for one, you can let it "
            "pass here for good, and take that back.",
        )
        rows.addWidget(words(nothing, role="small") if empty else self._card)
        rows.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inside)
        return area

    def _fill(
        self,
        rules: Mapping[str, Policy],
        used: tuple[RecentDecision, ...],
        servers: Mapping[str, str],
        theme: Theme,
    ) -> None:
        """Those with a rule come first."""
        known: dict[str, ToolFacts | None] = dict.fromkeys(rules)
        for call in used:
            known[call.tool] = known.get(call.tool) or call.facts
        none = translate("ToolRules", "As in the settings")
        for tool, facts in known.items():
            row = ToolRuleRow(tool_title(tool, servers, facts), tool, theme, none=none)
            row.show_policy(rules.get(tool))
            row.choice.edited.connect(partial(self._set, tool))
            self._card.add_row(row)

    def _set(self, tool: str, value: FieldValue) -> None:
        self.rule_set.emit(tool, None if value == NO_RULE else Policy(str(value)))
