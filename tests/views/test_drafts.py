"""Drafts and messages on their way: whenever the window closes, each text is kept once."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from gui.engine.scripted import Hold, Script, each_in_turn, spoken
from gui.qt.theme import ThemeSwitch
from gui.services.session_store import SessionStore
from gui.views.composer.composer import Composer
from tests.views.open_window import Desk, open_desk
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]


async def begin(desk: Desk) -> str:
    """A chat in which an answer is being given."""
    session_id = await desk.new_chat()
    desk.write("Hello")
    await until(lambda: desk.house.service.is_running(session_id))
    return session_id


async def queue(desk: Desk, text: str) -> QPushButton:
    """Queue a message; the button that takes it back."""
    page = desk.workspace.chat
    desk.write(text)
    await until(lambda: page.findChild(QPushButton, "editQueuedButton") is not None)
    button = page.findChild(QPushButton, "editQueuedButton")
    assert button is not None
    return button


def endless() -> Script:
    return each_in_turn([*spoken("One"), Hold(gate=asyncio.Event())])


@pytest.mark.parametrize("steps", range(8))
def test_closing_right_after_enter_keeps_the_message_once(
    run: Run, qapp: QApplication, tmp_path: Path, steps: int
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            session_id = await desk.new_chat()
            desk.write("only once")
            for _ in range(steps):  # the send is more or less far when the window is closed
                await asyncio.sleep(0)
            await desk.workspace.flush_drafts()
            transcript = await desk.house.service.open(session_id)
            assert [turn.text for turn in transcript.turns[:1]] == ["only once"]
            assert transcript.session.draft == ""

    run(work())


def test_a_message_that_does_not_arrive_in_time_stays_a_draft(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            session_id = await desk.new_chat()
            service, gate = desk.house.service, asyncio.Event()
            send = service._starter.send

            async def send_late(session_id: str, text: str) -> None:
                await gate.wait()
                await send(session_id, text)

            service._starter.send = send_late  # type: ignore[method-assign]
            desk.write("first")
            desk.workspace.chat.composer.edit.insertPlainText("second")
            await desk.workspace.flush_drafts()
            assert (await service.open(session_id)).session.draft == "first\nsecond"
            gate.set()
            await until(desk.workspace.chat.last_answer)
            await desk.workspace.flush_drafts()
            assert (await service.open(session_id)).session.draft == "second"

    run(work())


def test_a_message_that_comes_back_is_in_the_draft_of_its_chat(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            first = await desk.new_chat()
            desk.write("Hello")
            await until(desk.workspace.chat.last_answer)
            await desk.house.idle(first)
            second = await desk.new_chat()
            await desk.show(first)
            service = desk.house.service
            gate = asyncio.Event()

            async def refuse(session_id: str, text: str) -> None:
                del session_id, text
                await gate.wait()
                raise LookupError("gone")

            service._starter.send = refuse  # type: ignore[method-assign]
            desk.write("comes back")
            desk.workspace.chat.composer.edit.insertPlainText("typed since")
            await desk.show(second)
            gate.set()
            await until(lambda: desk.crashes)
            desk.crashes.clear()
            await desk.workspace.flush_drafts()
            assert (await service.open(first)).session.draft == "comes back\ntyped since"

    run(work())


def test_a_queued_message_is_in_the_draft_before_it_leaves_the_queue(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path, endless()) as desk:
            session_id = await begin(desk)
            button = await queue(desk, "and then this")
            page, service = desk.workspace.chat, desk.house.service
            page.composer.edit.insertPlainText("more")
            drafts: list[str] = []
            unqueue = service.queue.unqueue

            async def look_and_unqueue(session_id: str, queued_id: str) -> str:
                file = SessionStore(desk.house.path)  # what would be found after a crash
                await file.open()
                session = await file.session(session_id)
                await file.close()
                assert session is not None
                drafts.append(session.draft)
                return await unqueue(session_id, queued_id)

            service.queue.unqueue = look_and_unqueue  # type: ignore[method-assign]
            button.click()
            await until(lambda: page.composer.text == "and then this\nmore")
            assert drafts == ["and then this\nmore"]
            assert (await service.open(session_id)).queued == ()
            assert page.stop()
            await desk.house.idle(session_id)

    run(work())


def test_a_queued_message_that_was_sent_meanwhile_is_no_draft(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path, endless()) as desk:
            session_id = await begin(desk)
            button = await queue(desk, "and then this")
            page, service = desk.workspace.chat, desk.house.service
            page.composer.edit.insertPlainText("more")
            asked: list[str] = []

            async def find_nothing(session_id: str, queued_id: str) -> str:
                asked.append(session_id)
                raise LookupError(queued_id)

            service.queue.unqueue = find_nothing  # type: ignore[method-assign]
            button.click()
            await until(lambda: asked)
            await desk.workspace.flush_drafts()
            assert (await service.open(session_id)).session.draft == "more"
            assert page.composer.text == "more"
            assert page.stop()
            await desk.house.idle(session_id)

    run(work())


def test_a_draft_is_told_while_the_typing_never_rests(qtbot: QtBot, theme: ThemeSwitch) -> None:
    composer = Composer(theme=theme, enter_sends=lambda: True)
    qtbot.addWidget(composer)
    typing = QTimer()
    typing.timeout.connect(lambda: QTest.keyClicks(composer.edit, "a"))
    typing.start(50)
    with qtbot.waitSignal(composer.draft_changed, timeout=5000):
        pass
    typing.stop()
