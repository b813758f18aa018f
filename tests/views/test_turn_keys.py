"""The keys that go from turn to turn in the real window, and the one that leads back."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from gui.qt.text_pane import TextPane
from gui.views.transcript.turn_block import TurnBlock
from tests.views.open_window import open_desk
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]

ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_the_keys_lead_to_turns_and_escape_back(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            await desk.new_chat()
            desk.write("Hello")
            chat = desk.workspace.chat
            await until(lambda: bool(chat.last_answer()) and chat.transcript.is_settled)
            edit = chat.composer.edit
            for words in ("You", "Answer of"):
                edit.setFocus()
                QTest.keyClick(edit, Qt.Key.Key_Up, ALT)
                if words == "You":
                    await until(lambda: isinstance(QApplication.focusWidget(), TurnBlock))
                    QTest.keyClick(QApplication.focusWidget() or edit, Qt.Key.Key_Up, ALT)
                await until(partial(_is_on, words))
                QTest.keyClick(QApplication.focusWidget() or edit, Qt.Key.Key_Escape)
                await until(edit.hasFocus)

    run(work())


def test_escape_ends_a_selection_before_it_leads_back(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            await desk.new_chat()
            desk.write("Hello")
            chat = desk.workspace.chat
            await until(lambda: bool(chat.last_answer()) and chat.transcript.is_settled)
            pane = chat.transcript.findChildren(TextPane)[-1]
            pane.setFocus()
            QTest.keyClick(pane, Qt.Key.Key_A, CONTROL)
            assert chat.transcript.selection.is_wide
            assert pane.textCursor().hasSelection()
            QTest.keyClick(pane, Qt.Key.Key_Escape)
            assert not pane.textCursor().hasSelection()
            assert pane.hasFocus()
            QTest.keyClick(pane, Qt.Key.Key_Escape)
            assert chat.composer.edit.hasFocus()

    run(work())


def _focused() -> str:
    focus = QApplication.focusWidget()
    return focus.accessibleName() if isinstance(focus, TurnBlock) else ""


def _is_on(words: str) -> bool:
    return _focused().startswith(words)
