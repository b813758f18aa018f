"""What was used of models in one month, and what that cost."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from gui.model.turn import Usage
from gui.model.usage_sum import UsageSum
from gui.qt.theme import Theme
from gui.views.amounts import dollars
from gui.views.settings.pane import Card, words
from gui.views.transcript.durations import count_text

translate = QCoreApplication.translate


class UsageCard(QWidget):
    """A line for each model, and one for all of them."""

    def __init__(self, name: str, theme: Theme) -> None:
        super().__init__()
        self.setObjectName(name)
        self._theme = theme
        self._title = words("", role="strong")
        self._card = Card(theme)
        self._note = words("", role="small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("space_2"))
        for widget in (self._title, self._card, self._note):
            column.addWidget(widget)

    def show_month(self, title: str, used: UsageSum) -> None:
        self._title.setText(title)
        self._card.clear()
        for one in used.models:
            self._card.add_row(self._line(one.model, one.usage, one.cost))
        if len(used.models) > 1:
            self._card.add_row(self._line(translate("Usage", "All"), used.usage, used.cost))
        self._card.setVisible(bool(used.models))
        note = ""
        if not used.models:
            note = translate("Usage", "No model was asked.")
        elif not used.is_whole:
            note = translate(
                "Usage", "Where no cost stands, the price is not known; you can enter it below."
            )
        self._note.setText(note)
        self._note.setVisible(bool(note))

    def _line(self, name: str, usage: Usage, cost: float | None) -> QWidget:
        tokens = translate("Usage", "{sent} in · {received} out").format(
            sent=count_text(usage.prompt_tokens), received=count_text(usage.completion_tokens)
        )
        line = QWidget()
        grid = QGridLayout(line)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(self._theme.px("space_4"))
        grid.setColumnStretch(0, 1)
        amount = "–" if cost is None else dollars(cost, 2 if cost >= 1 else 3)
        for column, text in enumerate((name, tokens, amount)):
            label = QLabel(text) if column else words(text)
            label.setTextFormat(Qt.TextFormat.PlainText)
            if column:
                label.setAlignment(Qt.AlignmentFlag.AlignRight)
            if column == 1:
                label.setProperty("muted", True)
            grid.addWidget(label, 0, column)
        return line
