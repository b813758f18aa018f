"""A key is used for the server it was given for; for another one it is asked for again."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.qt.form_controls import TextLine
from gui.services.secrets import KeyPlace
from tests.views.settings.bench import click, find, is_shown, open_bench, says, shown
from tests.views.settings.test_models_pane import GATEWAY, SECRET, models_page, type_key
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]


def test_with_another_address_the_key_is_asked_for_again(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench:
            providers = bench.parts.providers
            await providers.save(GATEWAY, key=SECRET, place=KeyPlace.KEYRING)
            elsewhere = replace(GATEWAY, base_url="https://evil.example/v1")
            await providers.test(elsewhere)
            assert bench.trial.asked.pop()[2] is None
            async with shown(models_page(bench)) as page:
                click(page, "editButton")
                await until(lambda: is_shown(page, "providerEditor"))
                address = find(page, TextLine, "address")
                address.selectAll()
                QTest.keyClicks(address, "https://evil.example/v1")
                for button in ("testProviderButton", "saveProviderButton"):
                    click(page, button)
                    assert says(page, "The kept key is for another server.")
                assert (bench.trial.asked, bench.endpoints.list()) == ([], (GATEWAY,))
                type_key(page, "sk-another")
                click(page, "saveProviderButton")
                await until(lambda: not is_shown(page, "providerEditor"))
            assert bench.endpoints.list() == (elsewhere,)
            assert bench.key("gateway") == "sk-another"
            await providers.test(GATEWAY)
            assert bench.trial.asked.pop()[2] is None

    run(story())


def test_a_key_of_the_environment_stays_where_the_environment_says(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench:
            named = replace(GATEWAY, base_url="", key_variable="OPENAI_API_KEY")
            providers = bench.parts.providers
            await providers.test(named)
            await providers.test(replace(named, base_url="https://evil.example"))
            assert [asked[2] for asked in bench.trial.asked] == ["from-the-environment", None]

    run(story())
