"""The page about usage: months by model, and prices that the user enters."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from gui.engine.scripted import spoken
from gui.model.events import ModelAnswered, ModelAsked
from gui.model.prices import Price
from gui.model.turn import Usage
from gui.views.settings.price_editor import price_in
from gui.views.settings.settings_page import SettingsPage
from gui.views.settings.usage_pane import UsagePane
from tests.services.house import House
from tests.views.settings.bench import click, find, is_shown, open_bench, says, shown
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]

THEN = datetime(2026, 5, 20, 12, tzinfo=UTC)


def used(plan: object, message: str) -> list[Any]:
    del plan, message
    usage = Usage(prompt_tokens=2_000_000, completion_tokens=1000)
    at = THEN.timestamp()
    return [
        ModelAsked(source="a", model="strange", at=at),
        *spoken("Fine.")[:-1],
        ModelAnswered(source="a", at=at + 1, usage=usage),
    ]


def test_months_are_added_up_and_a_price_is_entered(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with House(tmp_path, used) as house, open_bench(qapp, tmp_path) as bench:
            session = await house.service.create()
            await house.talk(session.id, "one")
            page = UsagePane(bench.parts, house.service.usage, today=THEN.date)
            async with shown(page):
                await until(lambda: says(page, "strange"))
                assert says(page, "the price is not known")
                await until(lambda: says(page, "No model was asked."))
                find(page, QLineEdit, "pricePromptLine").setText("1.5")
                click(page, "priceSaveButton")
                assert says(page, "Enter the name of the model")
                find(page, QLineEdit, "priceModelLine").setText("strange")
                for wrong in ("", "-1", "x", "nan"):
                    find(page, QLineEdit, "priceCompletionLine").setText(wrong)
                    click(page, "priceSaveButton")
                    assert says(page, "A price is a number from 0 on")
                    assert house.service.prices.own() == {}
                line = find(page, QLineEdit, "priceCompletionLine")
                line.setText("0")
                QTest.keyClick(line, Qt.Key.Key_Return)
                own = {"strange": Price(prompt=1.5, completion=0.0)}
                assert house.service.prices.own() == own
                await until(lambda: says(page, "$3.00"))
                assert not says(page, "A price is a number")
                click(page, "priceEdit-strange")
                assert find(page, QLineEdit, "pricePromptLine").text() == "1.5"
                click(page, "priceRemove-strange")
                assert house.service.prices.own() == {}
                await until(lambda: not says(page, "$3.00"))

    run(work())


def test_the_settings_have_the_page(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with House(tmp_path, used) as house, open_bench(qapp, tmp_path) as bench:
            parts = replace(bench.parts, usage=house.service.usage)
            async with shown(SettingsPage(parts)) as page:
                page.show_page("usage")
                await until(lambda: says(page, "Your own prices"))
                assert is_shown(page, "thisMonth")

    run(work())


@pytest.mark.parametrize(
    ("text", "price"), [("2.5", 2.5), ("2,5", 2.5), ("$3", 3.0), ("0", 0.0), ("-1", None)]
)
def test_prices_are_read_as_people_write_them(text: str, price: float | None) -> None:
    before = QLocale()
    QLocale.setDefault(QLocale("en_US" if "," not in text else "de_DE"))
    assert price_in(text) == price
    QLocale.setDefault(before)
