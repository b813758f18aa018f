"""One tool with the rule for it: what it is called, whose it is, and what the user wants of it."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from gui.model.gate import Policy
from gui.model.visible_text import shown_code
from gui.model.words import QT_TRANSLATE_NOOP
from gui.qt.form import Field, FieldKind
from gui.qt.form_controls import Choices
from gui.qt.reflow import ReflowRow
from gui.qt.theme import Theme
from gui.views.settings.pane import words
from gui.views.tool_titles import ToolTitle

translate = QCoreApplication.translate

POLICY_WORDS = {
    Policy.ASK: QT_TRANSLATE_NOOP("Settings", "Always ask"),
    Policy.ASK_FOR_WRITES: QT_TRANSLATE_NOOP("Settings", "Ask unless it only reads"),
    Policy.ALLOW: QT_TRANSLATE_NOOP("Settings", "Allow"),
    Policy.DENY: QT_TRANSLATE_NOOP("Settings", "Do not allow"),
}

NO_RULE = "none"
"""The choice of no rule of its own, where that is one."""


class ToolLabel(QWidget):
    """The title, below it whose it is and what it can do, and faint its id."""

    def __init__(self, title: ToolTitle, tool_id: str, theme: Theme) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("space_1"))
        self._title = words(shown_code(title.title))
        self._title.setObjectName("toolTitle")
        column.addWidget(self._title)
        about = shown_code(title.about)
        if about:
            column.addWidget(words(about, role="small"))
        if tool_id != title.title:
            column.addWidget(words(shown_code(tool_id), role="id"))

    def comfort(self) -> int:
        """The width below which the title would wrap."""
        return self._title.fontMetrics().horizontalAdvance(self._title.text())


class ToolRuleRow(QWidget):
    """`choice` reports a policy's value; NO_RULE too, where `none` names that choice."""

    def __init__(self, title: ToolTitle, tool_id: str, theme: Theme, *, none: str = "") -> None:
        super().__init__()
        self.setObjectName("toolRuleRow")
        policies = ((each.value, translate("Settings", w)) for each, w in POLICY_WORDS.items())
        self.choice = Choices()
        self.choice.setObjectName("toolRuleChoice")
        self.choice.describe(
            Field(
                id="policy",
                kind=FieldKind.CHOICE,
                title=title.title,
                choices=(*(((NO_RULE, none),) if none else ()), *policies),
            )
        )
        self.choice.setAccessibleName(title.title)
        label = ToolLabel(title, tool_id, theme)
        self.row = ReflowRow(spacing=theme.px("space_2"))
        self.row.add(label, stretch=1, comfort=label.comfort)
        self.row.add(self.choice, align=Qt.AlignmentFlag.AlignVCenter)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.row)

    def show_policy(self, policy: Policy | None) -> None:
        self.choice.show_value(NO_RULE if policy is None else policy.value)
