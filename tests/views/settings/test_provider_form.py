"""The form of a provider: there at once, whatever the keyring does, and in order at any width."""

from __future__ import annotations

import threading
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QPushButton

from gui.qt.form_controls import Choices
from gui.services.secrets import SERVICE, KeyPlace
from tests.views.settings.bench import (
    MemoryKeyring,
    click,
    find,
    is_shown,
    open_bench,
    says,
    shown,
)
from tests.views.settings.test_models_pane import GATEWAY, SECRET, models_page, type_key
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]


class SlowKeyring(MemoryKeyring):
    """A locked wallet: answers when it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.unlocked = threading.Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.unlocked.wait(5)
        return super().get_password(service, username)


def test_the_form_of_a_provider_does_not_wait_for_the_keyring(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        wallet = SlowKeyring()
        wallet.set_password(SERVICE, "gateway", "unused")
        async with open_bench(qapp, tmp_path, backend=wallet) as bench:
            bench.endpoints.put(GATEWAY)
            async with shown(models_page(bench)) as page:
                click(page, "editButton")
                assert is_shown(page, "providerEditor")
                place = find(page, Choices, "place")
                assert place.currentText() == "Asking the system keyring…"
                assert not place.isEnabled()
                type_key(page, SECRET)
                click(page, "saveProviderButton")
                wallet.unlocked.set()
                await until(lambda: not is_shown(page, "providerEditor"))
                await until(lambda: says(page, "key ••••4f2a"))

    run(story())


def test_a_new_provider_has_its_form_at_once(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench, shown(models_page(bench)) as page:
            click(page, "addProviderButton")
            assert is_shown(page, "providerEditor")
            await until(find(page, Choices, "place").isEnabled)
            assert find(page, Choices, "place").value() == KeyPlace.KEYRING

    run(story())


def test_the_buttons_stand_side_by_side_again_after_a_test(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench, shown(models_page(bench)) as page:
            click(page, "addProviderButton")
            names = ("saveProviderButton", "testProviderButton", "cancelProviderButton")

            def rows() -> int:
                buttons = (find(page, QPushButton, name) for name in names)
                return len({button.mapTo(page, QPoint(0, 0)).y() for button in buttons})

            await until(lambda: rows() == 1)
            page.resize(300, 900)
            await until(lambda: rows() == 3)
            page.resize(1100, 900)
            await until(lambda: rows() == 1)
            type_key(page, SECRET)
            click(page, "testProviderButton")
            await until(lambda: says(page, "Ready"))
            await until(lambda: rows() == 1)

    run(story())
