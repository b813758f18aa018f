"""The chat page: opening, drafts, the queue, and texts that come back when sending fails."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton

from gui.engine.scripted import Hold, each_in_turn, spoken
from gui.model.endpoint import GUIDE_REF
from gui.model.turn import TurnState
from gui.qt.notices import NoticeKind
from gui.views.chat_page import token_words
from tests.services.house import LARGE
from tests.views.open_window import open_desk
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]


def test_a_message_is_answered_and_counted(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            session_id = await desk.new_chat()
            page = desk.workspace.chat
            desk.write("Hello")
            assert page.composer.text == ""
            await until(page.last_answer)
            await desk.house.idle(session_id)
            assert page.last_answer() == "You said: Hello"
            assert page.header.title.text() == "Hello"
            transcript = await desk.house.service.open(session_id)
            assert [turn.state for turn in transcript.turns] == [TurnState.DONE, TurnState.DONE]
            assert not transcript.session.unread

    run(work())


def test_drafts_stay_with_their_chats(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            page = desk.workspace.chat
            first = await desk.new_chat()
            desk.write("Hello")
            await until(page.last_answer)
            page.composer.edit.insertPlainText("half a thought")
            second = await desk.new_chat()
            assert second != first
            assert page.composer.text == ""
            page.composer.edit.insertPlainText("另一个")
            await desk.show(first)
            assert page.composer.text == "half a thought"
            await desk.show(second)
            assert page.composer.text == "另一个"
            page.composer.edit.insertPlainText("草稿")
            await desk.workspace.flush_drafts()
            assert (await desk.house.service.open(second)).session.draft == "另一个草稿"

    run(work())


def test_what_is_typed_before_a_chat_is_open_is_kept(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            desk.write("too early")
            assert desk.workspace.chat.composer.text == "too early"
            await desk.new_chat()
            assert desk.workspace.chat.composer.text == "too early"

    run(work())


def test_a_message_that_cannot_be_kept_returns_to_the_box(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            await desk.new_chat()
            await desk.house.store.close()
            desk.write("do not lose me")
            page = desk.workspace.chat
            await until(lambda: page.composer.text == "do not lose me")
            notice = desk.workspace.notices.notice
            assert notice is not None
            assert notice.kind is NoticeKind.PROBLEM

    run(work())


def test_messages_queue_while_agents_work_and_can_be_taken_back(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    script = each_in_turn([*spoken("Thinking"), Hold(gate=asyncio.Event())])

    async def work() -> None:
        async with open_desk(qapp, tmp_path, script) as desk:
            session_id = await desk.new_chat()
            page = desk.workspace.chat
            desk.write("Hello")
            await until(lambda: desk.house.service.is_running(session_id))
            desk.write("and then this")
            await until(lambda: page.findChild(QPushButton, "editQueuedButton") is not None)
            assert page.composer.text == ""
            edit = page.findChild(QPushButton, "editQueuedButton")
            assert edit is not None
            QTest.mouseClick(edit, Qt.MouseButton.LeftButton)
            await until(lambda: page.composer.text == "and then this")
            assert (await desk.house.service.open(session_id)).queued == ()
            assert page.stop()
            await desk.house.idle(session_id)

    run(work())


def test_stopping_leaves_the_queue_to_be_sent_by_hand(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    gate = asyncio.Event()
    script = each_in_turn([*spoken("One"), Hold(gate=gate)], spoken("Two"))

    async def work() -> None:
        async with open_desk(qapp, tmp_path, script) as desk:
            session_id = await desk.new_chat()
            page = desk.workspace.chat
            desk.write("Hello")
            await until(lambda: page.last_answer() == "One")
            desk.write("later")
            await until(lambda: page.findChild(QPushButton, "sendQueuedButton") is not None)
            send = page.findChild(QPushButton, "sendQueuedButton")
            assert send is not None
            page.stop()
            await until(send.isVisible)
            QTest.mouseClick(send, Qt.MouseButton.LeftButton)
            await until(lambda: page.last_answer() == "Two")
            await desk.house.idle(session_id)

    run(work())


def test_the_last_chat_asked_for_is_the_one_shown(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            page = desk.workspace.chat
            first = await desk.new_chat()
            desk.write("Hello")
            await until(page.last_answer)
            second = await desk.new_chat()
            shown: list[str] = []
            page.session_shown.connect(lambda session: shown.append(session.id))
            desk.workspace.router.show_chat(first)
            desk.workspace.router.show_chat(second)
            desk.workspace.router.show_chat(first)
            await until(lambda: desk.shown() == first and not page.opening)
            assert set(shown) == {first}

    run(work())


def test_a_chat_that_is_gone_gives_way_to_another(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            desk.workspace.router.show_chat("no such chat")
            await until(lambda: desk.shown() is not None)

    run(work())


def test_the_model_is_chosen_from_the_menu(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            session_id = await desk.new_chat()
            picker = desk.workspace.chat.header.picker
            assert picker.text() == "small"
            QTest.mouseClick(picker, Qt.MouseButton.LeftButton)
            menu = picker.findChild(QMenu, "modelMenu")
            assert menu is not None
            titles = [action.text() for action in menu.actions() if not action.isSeparator()]
            assert titles == ["Server", "small", "large", "Offline guide", "Add a model…"]
            next(a for a in menu.actions() if a.text() == "large").trigger()
            menu.close()
            await until(lambda: picker.text() == "large")
            assert (await desk.house.service.open(session_id)).session.model == LARGE
            picker.chosen.emit(GUIDE_REF)
            await until(lambda: picker.text() == "Offline guide")

    run(work())


def test_the_title_is_renamed_where_it_stands(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            await desk.new_chat()
            header = desk.workspace.chat.header
            QTest.mouseDClick(header.title, Qt.MouseButton.LeftButton)
            edit = header.findChild(QLineEdit, "titleEdit")
            assert edit is not None
            QTest.keyClicks(edit, "Dropped")
            QTest.keyClick(edit, Qt.Key.Key_Escape)
            assert header.title.isVisible()
            header.rename()
            QTest.keyClicks(edit, "Kept")
            QTest.keyClick(edit, Qt.Key.Key_Return)
            await until(lambda: header.title.text() == "Kept")

    run(work())


def test_the_menu_offers_what_the_chat_can_do(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            session_id = await desk.new_chat()
            await desk.house.service.shelf.set_pinned(session_id, pinned=True)
            QTest.mouseClick(desk.workspace.chat.header.more, Qt.MouseButton.LeftButton)
            menu = desk.window.findChild(QMenu, "chatMenu")
            assert menu is not None
            titles = [action.text() for action in menu.actions() if not action.isSeparator()]
            menu.close()
            assert titles == ["Rename", "Unpin", "Duplicate", "Archive", "Delete"]

    run(work())


def test_usage_is_short(qapp: QApplication) -> None:
    assert token_words(0) == ""
    assert token_words(12384) == "12.4k tokens"
