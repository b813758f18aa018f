"""The page about chats: saved prompts are written, changed and removed there."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from gui.qt.form_controls import Lines
from gui.services.saved_prompts import LONGEST
from gui.views.settings.chat_pane import ChatPane
from gui.views.settings.prompt_editor import PromptEditor
from tests.views.settings.bench import click, find, is_shown, open_bench, says, shown
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]


def editor(page: QWidget) -> PromptEditor:
    """The one that is open."""
    (found,) = (one for one in page.findChildren(PromptEditor) if one.isVisible())
    return found


def write(page: QWidget, name: str, text: str) -> None:
    line = find(editor(page), QLineEdit, "promptName")
    line.selectAll()
    QTest.keyClicks(line, name)
    find(editor(page), Lines, "promptText").setPlainText(text)


def test_prompts_are_written_changed_and_removed(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench, shown(ChatPane(bench.parts)) as page:
            prompts = bench.parts.prompts
            click(page, "promptAddButton")
            write(page, "Review", "Read this as a reviewer.")
            click(editor(page), "promptSaveButton")
            (kept,) = prompts.list()
            await until(lambda: says(page, "Review"))
            row = find(page, QWidget, f"prompt-{kept.id}")
            click(row, "promptEditButton")
            prompts.add("From a chat", "meanwhile")
            assert not says(page, "From a chat")  # whoever writes is not disturbed
            write(row, "A review", "Read this twice.")
            click(editor(row), "promptSaveButton")
            await until(lambda: says(page, "A review") and says(page, "From a chat"))
            row = find(page, QWidget, f"prompt-{kept.id}")
            click(row, "promptRemoveButton")
            assert says(page, "Remove the prompt “A review” for good?")
            click(row, "promptKeepButton")
            click(row, "promptRemoveButton")
            click(row, "promptRemoveConfirmButton")
            assert [one.name for one in prompts.list()] == ["From a chat"]
            await until(lambda: says(page, "From a chat") and not says(page, "A review"))

    run(story())


def test_what_cannot_be_kept_cannot_be_saved(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def story() -> None:
        async with open_bench(qapp, tmp_path) as bench, shown(ChatPane(bench.parts)) as page:
            click(page, "promptAddButton")
            save = find(page, QWidget, "promptSaveButton")
            assert not save.isEnabled()
            write(page, "Long", "x" * (LONGEST + 1))
            assert not save.isEnabled()
            assert says(page, "A prompt has at most 20,000 characters.")
            QTest.keyClick(find(page, QLineEdit, "promptName"), Qt.Key.Key_Escape)
            assert not is_shown(page, "promptEditor")
            assert is_shown(page, "promptAddButton")

    run(story())
