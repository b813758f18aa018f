"""The bar of Find in chat: what it says, what it follows, and where it leads at first."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QToolButton

from gui.engine.scripted import Hold, Step, spoken
from gui.model.plan import ConversationPlan
from gui.model.turn import Role, TextPart, ToolCallPart
from gui.qt.text_pane import TextPane
from tests.views.haystack import (
    CONTROL,
    TURNS,
    begin,
    count,
    counted,
    expect,
    framed,
    framed_button,
    made_turn,
    marked,
    open_chat,
    shown,
)
from tests.views.open_window import open_desk
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]


def test_no_match_is_said_and_nothing_is_marked(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_chat(qapp, tmp_path) as desk:
            assert desk.workspace.chat.transcript.is_following
            find = await counted(desk, "nowhere to be found")
            assert count(desk) == "No matches"
            find.step(1)
            assert not list(marked(desk))
            assert desk.workspace.chat.transcript.is_following, "the place does not change"
            find.bar.line.edit.setText("")
            await until(lambda: count(desk) == "")

    run(work())


def test_the_first_match_is_the_nearest_below_what_is_read(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_chat(qapp, tmp_path) as desk:
            transcript = desk.workspace.chat.transcript
            transcript.reveal_turn("t0120")
            await until(lambda: transcript.is_settled and transcript.column.turn("t0120"))
            find = await counted(desk, "needle")
            await expect(desk, find, 5)

    run(work())


def test_the_bar_covers_nothing_of_the_chat(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with open_chat(qapp, tmp_path) as desk:
            view = desk.workspace.chat.transcript.viewport
            find = await counted(desk, "needle")
            await until(lambda: view.geometry().top() > find.bar.geometry().bottom())
            QTest.keyClick(find.bar.line.edit, Qt.Key.Key_Escape)
            await until(lambda: view.geometry().top() == 0)

    run(work())


def test_what_is_selected_in_the_transcript_is_looked_for(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_chat(qapp, tmp_path) as desk:
            pane = desk.workspace.chat.transcript.findChildren(TextPane)[0]
            pane.setFocus()
            cursor = pane.textCursor()
            cursor.setPosition(0)
            cursor.movePosition(
                QTextCursor.MoveOperation.NextWord, QTextCursor.MoveMode.KeepAnchor, 2
            )
            pane.setTextCursor(cursor)
            selected = " ".join(cursor.selectedText().split())
            find = begin(desk)
            assert find.bar.words == selected != ""
            await until(lambda: " of " in count(desk))

    run(work())


def test_an_answer_that_grows_is_counted_again(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    go_on = asyncio.Event()

    def script(plan: ConversationPlan, message: str) -> list[Step]:
        del plan, message
        answer = spoken("A needle. Another needle, and a needle, and the last needle.")
        return [*answer[:3], Hold(gate=go_on), *answer[3:]]

    async def work() -> None:
        async with open_desk(qapp, tmp_path, script) as desk:
            await desk.new_chat()
            desk.write("Begin with a needle")
            await until(lambda: desk.workspace.chat.shown and desk.workspace.chat.shown.has_answer)
            await counted(desk, "needle")
            assert count(desk).endswith("of 2")
            go_on.set()
            await until(lambda: count(desk).endswith("of 5"))
            await until(lambda: len(list(marked(desk))) == 5)

    run(work())


def test_another_chat_closes_the_bar(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with open_chat(qapp, tmp_path) as desk:
            find = await counted(desk, "needle")
            await desk.new_chat()
            await until(lambda: not find.bar.isVisible())
            assert not desk.workspace.finder.can_open()
            QTest.keyClick(desk.workspace.chat.composer.edit, Qt.Key.Key_F, CONTROL)
            assert not find.bar.isVisible()

    run(work())


def test_the_marks_follow_the_theme(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with open_chat(qapp, tmp_path) as desk:
            find = await counted(desk, "needle")
            QTest.keyClick(find.bar.line.edit, Qt.Key.Key_Return)
            await expect(desk, find, 1)
            desk.theme.choose(choice="dark", scale=120)
            await until(lambda: shown(desk) == [("t0011", "Needle", True)])

    run(work())


def test_it_can_be_used_without_seeing_it(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with open_chat(qapp, tmp_path) as desk:
            find = await counted(desk, "needle")
            assert find.bar.accessibleName() == "Find in chat"
            edit = desk.find(QLineEdit, "findEdit")
            assert edit.accessibleName() == "Find in chat"
            assert edit.accessibleDescription().endswith("1 of 10")
            for name in ("findNextButton", "findPreviousButton"):
                assert desk.find(QPushButton, name).accessibleName()
            assert desk.find(QToolButton, "findCloseButton").accessibleName()

    run(work())


def test_words_that_are_not_shown_in_place_lead_to_the_button_for_all(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    result = "\n".join(f"line {n}" for n in range(400)) + "\na needle"

    call = ToolCallPart(source="a", call_id="c", name="t", arguments="", result=result)
    question = " ".join(f"word{n}" for n in range(5_000)) + " needle"
    more = (
        made_turn("new1", f"t{TURNS - 1:04}", Role.USER, TextPart(source="user", text=question)),
        made_turn("new2", "new1", Role.AGENT, call),
    )

    async def work() -> None:
        async with open_chat(qapp, tmp_path, *more) as desk:
            find = await counted(desk, "needle")
            await until(lambda: framed(desk) == "new1")
            assert framed_button(desk) == "showMoreButton"
            QTest.keyClick(find.bar.line.edit, Qt.Key.Key_Return)
            await until(lambda: framed(desk) == "new2")
            assert framed_button(desk) == "showAllButton"
            find.close()
            assert framed(desk) == ""

    run(work())
