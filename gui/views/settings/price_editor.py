"""The user's own prices of models: a line for each, and one in which another is entered."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QLocale, Qt, Signal
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget

from gui.model.prices import Price
from gui.qt.phrases import labelled
from gui.qt.reflow import ReflowRow
from gui.qt.theme import Theme
from gui.services.price_book import PriceBook
from gui.views.settings.pane import Card, show_state, words

translate = QCoreApplication.translate


class PriceEditor(QWidget):
    """In US dollars for a million tokens."""

    changed = Signal()

    def __init__(self, prices: PriceBook, theme: Theme) -> None:
        super().__init__()
        self._prices = prices
        self._theme = theme
        self._title, self._about = words("", role="strong"), words("", role="small")
        self._card = Card(theme)
        self._problem = words("")
        self.model = _line("priceModelLine")
        self.prompt, self.completion = _line("pricePromptLine"), _line("priceCompletionLine")
        self._save = QPushButton()
        self._save.setObjectName("priceSaveButton")
        row = ReflowRow(spacing=theme.px("space_2"))
        row.add(self.model, stretch=2)
        for line in (self.prompt, self.completion):
            row.add(line, stretch=1)
        row.add(self._save, align=Qt.AlignmentFlag.AlignVCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px("space_2"))
        for widget in (self._title, self._about, self._card, row, self._problem):
            column.addWidget(widget)
        self._save.clicked.connect(self._keep)
        for line in (self.model, self.prompt, self.completion):
            line.returnPressed.connect(self._keep)
        self.retranslate()

    def retranslate(self) -> None:
        self._title.setText(translate("Usage", "Your own prices"))
        about = translate(
            "Usage",
            "In US dollars for a million tokens; they count before the list prices of {date} that "
            "come with Parley. A model that runs on this computer costs nothing.",
        )
        self._about.setText(about.format(date=self._prices.table.date))
        for line, name in (
            (self.model, translate("Usage", "Name of the model")),
            (self.prompt, translate("Usage", "Price in")),
            (self.completion, translate("Usage", "Price out")),
        ):
            line.setPlaceholderText(name)
            line.setAccessibleName(name)
        self._save.setText(translate("Usage", "Save"))
        self._say("")
        self._show()

    def _show(self) -> None:
        self._card.clear()
        own = self._prices.own()
        for model, price in sorted(own.items()):
            self._card.add_row(self._row(model, price))
        self._card.setVisible(bool(own))

    def _row(self, model: str, price: Price) -> QWidget:
        prices = translate("Usage", "{prompt} in · {completion} out")
        said = prices.format(prompt=_shown(price.prompt), completion=_shown(price.completion))
        edit, remove = QPushButton(), QPushButton()
        edit.setObjectName(f"priceEdit-{model}")
        edit.setText(translate("Usage", "Edit…"))
        edit.clicked.connect(partial(self._edit, model, price))
        remove.setObjectName(f"priceRemove-{model}")
        remove.setText(translate("Usage", "Remove"))
        remove.clicked.connect(partial(self._remove, model))
        row = ReflowRow(spacing=self._theme.px("space_3"))
        row.add(words(model), stretch=1)
        row.add(words(said), stretch=1)
        for button in (edit, remove):
            button.setProperty("quiet", True)
            button.setAccessibleName(labelled(button.text(), model))
            row.add(button, align=Qt.AlignmentFlag.AlignVCenter)
        return row

    def _edit(self, model: str, price: Price, *_checked: bool) -> None:
        self.model.setText(model)
        self.prompt.setText(_shown(price.prompt))
        self.completion.setText(_shown(price.completion))
        self.prompt.setFocus()
        self.prompt.selectAll()

    def _remove(self, model: str, *_checked: bool) -> None:
        self._prices.set_own(model, None)
        self._show()
        self.model.setFocus()
        self.changed.emit()

    def _keep(self) -> None:
        model = self.model.text().strip()
        if not model:
            self._say(translate("Usage", "Enter the name of the model as its provider writes it."))
            self.model.setFocus()
            return
        amounts = []
        for line in (self.prompt, self.completion):
            amount = price_in(line.text())
            if amount is None:
                self._say(translate("Usage", "A price is a number from 0 on, like 2.5."))
                line.setFocus()
                return
            amounts.append(amount)
        self._prices.set_own(model, Price(prompt=amounts[0], completion=amounts[1]))
        for line in (self.model, self.prompt, self.completion):
            line.clear()
        self._say("")
        self._show()
        self.model.setFocus()
        self.changed.emit()

    def _say(self, problem: str) -> None:
        show_state(self._problem, problem, "bad")


def price_in(text: str) -> float | None:
    """The price that somebody wrote in the way of the window's language, or None."""
    text = text.strip().removeprefix("$")
    found, known = QLocale().toDouble(text)
    if not known:
        found, known = QLocale.c().toDouble(text.replace(",", "."))
    return found if known and 0 <= found < float("inf") else None


def _shown(amount: float) -> str:
    shortest = QLocale.FloatingPointPrecisionOption.FloatingPointShortest
    return QLocale().toString(amount, "g", shortest)


def _line(name: str) -> QLineEdit:
    line = QLineEdit()
    line.setObjectName(name)
    return line
