"""The page about usage: what models have used this month and last month, and what they cost."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QCoreApplication, QDate, QLocale
from PySide6.QtGui import QShowEvent

from gui.qt.task_scope import TaskScope
from gui.services.usage_book import UsageBook
from gui.views.settings.pane import Pane
from gui.views.settings.parts import SettingsParts
from gui.views.settings.price_editor import PriceEditor
from gui.views.settings.usage_card import UsageCard

translate = QCoreApplication.translate


class UsagePane(Pane):
    """Read anew whenever it is shown."""

    def __init__(
        self, parts: SettingsParts, usage: UsageBook, *, today: Callable[[], date] = date.today
    ) -> None:
        super().__init__(parts.theme.theme)
        self._usage = usage
        self._today = today
        self._scope = TaskScope(self, parts.on_error)
        theme = parts.theme.theme
        self._cards = (UsageCard("thisMonth", theme), UsageCard("lastMonth", theme))
        self.prices = PriceEditor(usage.prices, theme)
        self.prices.changed.connect(self._read_again)
        for widget in (*self._cards, self.prices):
            self.body.addWidget(widget)
        self.retranslate()

    def retranslate(self) -> None:
        self.say(
            translate("Usage", "Usage"),
            translate(
                "Usage",
                "What models were sent and answered, as their providers counted it. Costs are "
                "reckoned from prices; what you pay is what your provider says.",
            ),
        )
        self.prices.retranslate()
        self._read_again()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._read_again()

    def _read_again(self) -> None:
        if self.isVisible():
            self._scope.start("read", self._read())

    async def _read(self) -> None:
        today = self._today()
        for card, day in zip(self._cards, (today, _last_month(today)), strict=True):
            used = await self._usage.of_month(day.year, day.month)
            name = QLocale().toString(QDate(day.year, day.month, 1), "MMMM yyyy")
            card.show_month(name, used)


def _last_month(day: date) -> date:
    return day.replace(day=1) - timedelta(days=1)
