"""The page about memory: what agents remember can be read, changed, added and removed."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from gui.model.problem import StoreError
from gui.views.settings.memory_pane import MemoryPane
from tests.views.settings.bench import click, find, is_shown, open_bench, says, shown
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]


def test_what_is_remembered_is_changed_and_removed(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench, shown(MemoryPane(bench.parts)) as page:
            memory = bench.parts.memory
            await until(lambda: says(page, "Nothing is remembered yet."))
            await memory.add("Likes tea.")
            await until(lambda: says(page, "Likes tea."))
            click(page, "memoryEditButton")
            line = find(page, QLineEdit, "memoryLine")
            assert line.selectedText() == "Likes tea."
            QTest.keyClicks(line, "Likes coffee.")
            QTest.keyClick(line, Qt.Key.Key_Return)
            await until(lambda: says(page, "Likes coffee."))
            assert [one.text for one in await memory.list()] == ["Likes coffee."]
            click(page, "memoryRemoveButton")
            assert says(page, "Forget “Likes coffee.” for good?")
            click(page, "memoryKeepButton")
            assert says(page, "Likes coffee.")
            click(page, "memoryRemoveButton")
            click(page, "memoryRemoveConfirmButton")
            await until(lambda: says(page, "Nothing is remembered yet."))
            assert await memory.list() == ()

    run(story())


def test_something_is_added_by_hand(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench, shown(MemoryPane(bench.parts)) as page:
            assert not find(page, QAbstractButton, "memoryAddButton").isEnabled()
            line = find(page, QLineEdit, "memoryNewLine")
            QTest.keyClicks(line, "Writes Rust.")
            click(page, "memoryAddButton")
            await until(lambda: says(page, "Writes Rust.") and line.text() == "")

    run(story())


def test_what_comes_meanwhile_does_not_disturb_who_writes(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench:
            await bench.parts.memory.add("Likes tea.")
            async with shown(MemoryPane(bench.parts)) as page:
                await until(lambda: says(page, "Likes tea."))
                click(page, "memoryEditButton")
                line = find(page, QLineEdit, "memoryLine")
                QTest.keyClicks(line, "half a word")
                await bench.parts.memory.add("Writes Rust.")
                await until(lambda: not page._scope.running("read"))
                assert line.text() == "half a word"
                QTest.keyClick(line, Qt.Key.Key_Escape)
                await until(lambda: says(page, "Writes Rust."))
                assert says(page, "Likes tea.")
                assert not is_shown(page, "memoryLine")

    run(story())


def test_a_disk_that_refuses_is_told(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench, shown(MemoryPane(bench.parts)) as page:
            await until(lambda: says(page, "Nothing is remembered yet."))
            (tmp_path / "memory.json").mkdir()
            line = find(page, QLineEdit, "memoryNewLine")
            QTest.keyClicks(line, "Writes Rust.")
            QTest.keyClick(line, Qt.Key.Key_Return)
            await until(lambda: bench.errors)
            assert isinstance(bench.errors.pop(), StoreError)
            assert line.text() == "Writes Rust.", "nothing that was typed is lost"

    run(story())
