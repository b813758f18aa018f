"""Links open outside only after their real address was seen, and only known schemes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from gui.views.link_opener import open_link
from tests.views.open_window import destroy
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]


def test_the_whole_address_is_shown_before_it_opens(run: Run, qapp: QApplication) -> None:
    async def work() -> None:
        opened: list[QUrl] = []

        def opener(url: QUrl) -> bool:
            opened.append(url)
            return True

        parent = QWidget()
        parent.show()
        address = "https://example.org/a?b=%20c"
        asked = asyncio.ensure_future(open_link(parent, address, opener=opener))
        await until(lambda: parent.findChild(QMessageBox))
        box = parent.findChild(QMessageBox)
        assert box is not None
        assert address in box.text()
        assert opened == []
        box.defaultButton().click()
        await asked
        assert opened == [QUrl(address)]
        destroy(parent)

    run(work())


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)", "", "no address"])
def test_other_schemes_are_not_even_asked_about(run: Run, qapp: QApplication, address: str) -> None:
    async def work() -> None:
        parent = QWidget()
        await open_link(parent, address, opener=_never)
        assert parent.findChild(QMessageBox) is None
        destroy(parent)

    run(work())


def _never(url: QUrl) -> bool:
    raise AssertionError(url)
