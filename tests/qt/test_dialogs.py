"""Dialogs are opened and awaited, while the loop goes on."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit, QMessageBox, QWidget

from gui.qt.dialogs import Choice, ask, ask_text
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]

CHOICES = (
    Choice(id="keep", label="Keep", escape=True),
    Choice(id="drop", label="Drop", main=True),
)


@pytest.fixture
def window(qapp: QApplication) -> Iterator[QWidget]:
    window = QWidget()
    window.show()
    yield window
    window.close()
    window.deleteLater()


def box(window: QWidget) -> QMessageBox | None:
    return window.findChild(QMessageBox)


def test_the_answer_is_the_id_of_the_button(run: Run, window: QWidget) -> None:
    async def work() -> None:
        asked = asyncio.ensure_future(ask(window, "Title", "<b>plain</b>", CHOICES))
        await until(lambda: box(window))
        shown = box(window)
        assert shown is not None
        assert shown.textFormat() == Qt.TextFormat.PlainText
        shown.defaultButton().click()
        assert await asked == "drop"
        await until(lambda: box(window) is None)

    run(work())


def test_escape_means_the_way_out(run: Run, window: QWidget) -> None:
    async def work() -> None:
        asked = asyncio.ensure_future(ask(window, "Title", "Text", CHOICES))
        await until(lambda: box(window))
        QTest.keyClick(box(window) or window, Qt.Key.Key_Escape)
        assert await asked == "keep"

    run(work())


def test_cancelling_the_question_closes_it(run: Run, window: QWidget) -> None:
    async def work() -> None:
        asked = asyncio.ensure_future(ask(window, "Title", "Text", CHOICES))
        await until(lambda: box(window))
        asked.cancel()
        await asyncio.wait({asked})
        await until(lambda: box(window) is None)

    run(work())


def test_a_dialog_that_dies_with_its_parent_is_no_answer(run: Run, qapp: QApplication) -> None:
    async def work() -> None:
        parent = QWidget()
        asked = asyncio.ensure_future(ask(parent, "Title", "Text", CHOICES))
        await until(lambda: box(parent))
        parent.deleteLater()
        assert await asked is None

    run(work())


@pytest.mark.parametrize(
    ("key", "answer"), [(Qt.Key.Key_Return, "renamed"), (Qt.Key.Key_Escape, None)]
)
def test_a_line_is_asked_for(run: Run, window: QWidget, key: Qt.Key, answer: str | None) -> None:
    async def work() -> None:
        asked = asyncio.ensure_future(ask_text(window, "Title", "Name", text="old"))
        await until(lambda: window.findChild(QInputDialog))
        dialog = window.findChild(QInputDialog)
        assert dialog is not None
        line = dialog.findChild(QLineEdit)
        assert line is not None
        line.setText("renamed")
        QTest.keyClick(line, key)
        assert await asked == answer

    run(work())
