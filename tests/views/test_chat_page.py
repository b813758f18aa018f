"""The chat page: opening, drafts, the queue, and texts that come back when sending fails."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPushButton

from gui.engine.scripted import Fail, Hold, each_in_turn, spoken
from gui.model.endpoint import GUIDE_REF
from gui.model.problem import Problem, ProblemKind
from gui.model.turn import TurnState
from gui.qt.notices import NoticeKind
from gui.views.amounts import dollars, short_count
from gui.views.settings.settings_page import SettingsPage
from gui.views.transcript.version_switch import VersionSwitch
from tests.services.house import LARGE, limit_pages
from tests.views.open_window import Desk, open_desk
from tests.views.settings.bench import open_bench
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
            desk.workspace.chat.composer.edit.insertPlainText("too early")
            await desk.new_chat()
            assert desk.workspace.chat.composer.text == "too early"

    run(work())


def test_a_message_that_cannot_be_kept_returns_to_the_box(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            await desk.new_chat()
            await limit_pages(desk.house.store, full=True)
            text = " ".join(["do not lose me"] * 10_000)  # more than the file has room for
            desk.write(text)
            page = desk.workspace.chat
            assert page.composer.text == ""
            await until(lambda: page.composer.text == text)
            notice = desk.workspace.notices.notice
            assert notice is not None
            assert notice.kind is NoticeKind.PROBLEM
            await limit_pages(desk.house.store, full=False)

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
            assert titles == [
                "Rename", "Unpin", "Mark as unread", "Move to folder…", "Tags…", "Duplicate",
                "Instructions…", "Compare answers…", "Export…", "Copy link to chat", "Archive",
                "Delete",
            ]  # fmt: skip

    run(work())


def _button(desk: Desk, name: str) -> QPushButton | None:
    """The first one of this name that can be pressed."""
    for block in desk.workspace.chat.transcript.turn_blocks:
        for button in block.findChildren(QPushButton, name):
            if button.isVisible() and button.isEnabled():
                return button
    return None


async def _press(desk: Desk, name: str) -> None:
    await until(lambda: _button(desk, name) is not None)
    button = _button(desk, name)
    assert button is not None
    button.setFocus()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def _numbers(desk: Desk) -> list[str]:
    blocks = desk.workspace.chat.transcript.turn_blocks
    switches = [s for block in blocks for s in block.findChildren(VersionSwitch)]
    return [switch.number.text() for switch in switches if switch.isVisible()]


def test_an_earlier_answer_and_all_after_it_is_found_again(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    gate = asyncio.Event()
    script = each_in_turn(
        spoken("One"), spoken("Two"), [*spoken("Another"), Hold(gate=gate)], spoken("Last")
    )

    async def work() -> None:
        async with open_desk(qapp, tmp_path, script) as desk:
            session_id = await desk.new_chat()
            page = desk.workspace.chat
            for words in ("One", "Two"):
                desk.write("Go on")
                await until(lambda w=words: page.last_answer() == w)  # type: ignore[misc]
                await desk.house.idle(session_id)
            assert _numbers(desk) == []
            first = (await desk.house.service.open(session_id)).turns[1]
            page.transcript.retry_requested.emit(first.id)
            await until(lambda: page.last_answer() == "Another" and _numbers(desk) == ["2/2"])
            assert _button(desk, "previousSiblingButton") is None  # while the answer runs
            gate.set()
            await desk.house.idle(session_id)
            await _press(desk, "previousSiblingButton")
            assert page.composer.edit.hasFocus()
            await until(lambda: page.last_answer() == "Two")
            await until(lambda: _numbers(desk) == ["1/2"])
            assert page.composer.edit.hasFocus()
            await desk.new_chat()
            await desk.show(session_id)
            await until(lambda: _numbers(desk) == ["1/2"])
            await _press(desk, "nextSiblingButton")
            await until(lambda: page.last_answer() == "Another")

    run(work())


def test_a_failed_answer_is_tried_again_and_the_box_is_ready(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    problem = Problem(kind=ProblemKind.KEY_REFUSED, facts={"host": "a.example"})
    script = each_in_turn([*spoken("Half"), Fail(problem=problem)], spoken("Whole"))

    async def work() -> None:
        async with open_desk(qapp, tmp_path, script) as desk:
            session_id = await desk.new_chat()
            page = desk.workspace.chat
            desk.write("Hello")
            await _press(desk, "retryButton")
            await until(lambda: page.last_answer() == "Whole")
            await desk.house.idle(session_id)
            assert page.composer.edit.hasFocus()
            await _press(desk, "previousSiblingButton")
            await until(lambda: page.last_answer() == "Half")

    run(work())


def test_a_failed_answer_leads_to_the_settings(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    script = each_in_turn([Fail(problem=Problem(kind=ProblemKind.KEY_MISSING))])

    async def work() -> None:
        async with (
            open_bench(qapp, tmp_path / "bench") as bench,
            open_desk(qapp, tmp_path, script, settings=lambda: SettingsPage(bench.parts)) as desk,
        ):
            await desk.new_chat()
            desk.write("Hello")
            await _press(desk, "openSettingsButton")
            assert isinstance(desk.workspace.pages.currentWidget(), SettingsPage)

    run(work())


def test_amounts_are_short(qapp: QApplication) -> None:
    assert [short_count(n) for n in (840, 12384, 128_000, 1_048_576)] == [
        "840",
        "12.4k",
        "128k",
        "1M",
    ]
    assert [dollars(a) for a in (0.0312, 0.00004, 2.0)] == ["$0.031", "<$0.001", "$2.000"]
