"""What is written before any chat is open: in the empty window, and on the welcome page."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui.model.endpoint import GUIDE_REF
from gui.qt.notices import NoticeKind
from gui.services.discovery import Found
from gui.services.transcript import Transcript
from gui.views.composer.composer import Composer
from gui.views.welcome.welcome_page import WelcomePage
from tests.views.open_window import Desk, open_desk
from tests.views.settings.bench import click, open_bench
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]

ENTER = Qt.Key.Key_Return
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


async def discover_nothing() -> tuple[Found, ...]:
    return ()


@asynccontextmanager
async def open_welcome(app: QApplication, folder: Path, *, early: str = "") -> AsyncIterator[Desk]:
    async with (
        open_bench(app, folder / "bench") as bench,
        open_desk(
            app,
            folder,
            welcome=lambda: WelcomePage(bench.parts, discover_nothing),
            before=lambda window: type_into(window, early),
        ) as desk,
    ):
        yield desk


def welcome_box(desk: Desk) -> Composer:
    return desk.workspace.pages.prepare_welcome().composer


def type_into(widget: QWidget, text: str) -> None:
    """A line break is Enter."""
    for character in text:
        if character == "\n":
            QTest.keyClick(widget, ENTER)
        else:
            QTest.keyClicks(widget, character)


async def first_message(desk: Desk) -> str:
    """The first message of the chat that is shown next."""
    await until(desk.workspace.chat.last_answer)
    session_id = desk.shown()
    assert session_id is not None
    await desk.house.idle(session_id)
    return (await desk.house.service.open(session_id)).turns[0].text


def test_keys_typed_into_the_empty_window_come_into_the_box(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    def type_early(window: QWidget) -> None:
        QTest.keyClicks(window, "too earlz")
        QTest.keyClick(window, Qt.Key.Key_Backspace)
        QTest.keyClicks(window, "y")
        QTest.keyClick(window, Qt.Key.Key_Return, SHIFT)
        QTest.keyClick(window, Qt.Key.Key_A, CONTROL)
        QTest.keyClicks(window, "Second line")

    async def work() -> None:
        async with open_desk(qapp, tmp_path, before=type_early) as desk:
            box = desk.workspace.chat.composer
            assert box.text == "too early\nSecond line"
            assert box.edit.hasFocus()
            QTest.keyClicks(desk.window.focusWidget() or desk.window, ".")
            await desk.new_chat()
            assert box.text == "too early\nSecond line."

    run(work())


def test_enter_before_a_chat_is_open_sends_once_it_is(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        typed = "first\n\nsecond\nthird"
        async with open_desk(qapp, tmp_path, before=lambda w: type_into(w, typed)) as desk:
            box = desk.workspace.chat.composer
            assert box.text == "firstsecondthird"
            session_id = await desk.new_chat()
            assert box.text == "third"
            service = desk.house.service
            await until(lambda: desk.workspace.chat.last_answer() == "You said: second")
            await desk.house.idle(session_id)
            turns = (await service.open(session_id)).turns
            assert [turn.text for turn in turns[::2]] == ["first", "second"]

    run(work())


def test_what_is_asked_to_be_sent_leaves_the_draft_of_the_chat_alone(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            service = desk.house.service
            session = await service.create()
            await service.shelf.save_draft(session.id, "half a thought")
            desk.write("Hello")
            await desk.show(session.id)
            assert desk.workspace.chat.composer.text == "half a thought"
            assert await first_message(desk) == "Hello"
            await desk.workspace.flush_drafts()
            assert (await service.open(session.id)).session.draft == "half a thought"

    run(work())


def test_a_text_changed_after_enter_is_left_in_the_box(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            desk.write("Hello")
            QTest.keyClick(desk.workspace.chat.composer.edit, Qt.Key.Key_Backspace)
            session_id = await desk.new_chat()
            assert desk.workspace.chat.composer.text == "Hell"
            assert (await desk.house.service.open(session_id)).turns == ()

    run(work())


def test_what_is_written_before_a_chat_is_open_survives_closing(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            desk.workspace.chat.composer.edit.insertPlainText("from the first start")
            await desk.workspace.flush_drafts()
        typed = "sent\nsince"
        async with open_desk(qapp, tmp_path, before=lambda w: type_into(w, typed)) as desk:
            box = desk.workspace.chat.composer
            assert box.text == "sent\nfrom the first start\nsince"
            await desk.new_chat()
            assert box.text == "from the first start\nsince"
            assert await first_message(desk) == "sent"
            await desk.workspace.flush_drafts()
        async with open_desk(qapp, tmp_path) as desk:
            assert desk.workspace.chat.composer.text == ""

    run(work())


def test_the_welcome_page_keeps_its_draft(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with open_welcome(qapp, tmp_path, early="typed ") as desk:
            desk.workspace.pages.show_welcome()
            assert desk.workspace.chat.composer.text == ""
            QTest.keyClicks(welcome_box(desk).edit, "on the page")
            assert welcome_box(desk).text == "typed on the page"
            await desk.workspace.flush_drafts()
        async with open_welcome(qapp, tmp_path) as desk:
            desk.workspace.pages.show_welcome()
            assert welcome_box(desk).text == "typed on the page"
            assert welcome_box(desk).edit.hasFocus()
            QTest.keyClick(welcome_box(desk).edit, ENTER)
            assert await first_message(desk) == "typed on the page"
            await desk.workspace.flush_drafts()
        async with open_welcome(qapp, tmp_path) as desk:
            assert desk.workspace.chat.composer.text == ""

    run(work())


def test_a_text_of_the_welcome_page_goes_on_to_the_chat_that_follows(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_welcome(qapp, tmp_path) as desk:
            desk.workspace.pages.show_welcome()
            QTest.keyClicks(welcome_box(desk).edit, "half a question")
            click(desk.workspace.pages, "guideCardButton")
            await until(lambda: desk.shown() is not None)
            assert desk.workspace.chat.composer.text == "half a question"
            assert welcome_box(desk).text == ""
            await desk.workspace.flush_drafts()
            session_id = desk.shown()
            assert session_id is not None
            session = (await desk.house.service.open(session_id)).session
            assert session.draft == "half a question"
        async with open_welcome(qapp, tmp_path) as desk:
            assert desk.workspace.chat.composer.text == ""

    run(work())


def test_enter_before_the_welcome_page_is_shown_sends_there(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_welcome(qapp, tmp_path, early="what is 6*7\nand ") as desk:
            desk.workspace.pages.show_welcome()
            assert welcome_box(desk).text == "and "
            assert await first_message(desk) == "what is 6*7"
            assert desk.workspace.chat.composer.text == "and "
            session = desk.workspace.chat.session
            assert session is not None
            assert session.model == GUIDE_REF

    run(work())


def test_a_first_message_that_cannot_be_kept_returns_to_the_welcome_page(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_welcome(qapp, tmp_path) as desk:
            desk.workspace.pages.show_welcome()
            await desk.house.store.close()
            QTest.keyClicks(welcome_box(desk).edit, "do not lose me")
            QTest.keyClick(welcome_box(desk).edit, ENTER)
            assert welcome_box(desk).text == ""
            await until(lambda: welcome_box(desk).text == "do not lose me")
            await until(lambda: desk.workspace.notices.notice is not None)
            notice = desk.workspace.notices.notice
            assert notice is not None
            assert notice.kind is NoticeKind.PROBLEM
            await desk.workspace.flush_drafts()
        async with open_desk(qapp, tmp_path) as desk:
            assert desk.workspace.chat.composer.text == "do not lose me"

    run(work())


def test_a_first_message_is_sent_whatever_is_shown_meanwhile(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_welcome(qapp, tmp_path) as desk:
            service = desk.house.service
            other = await desk.house.begin("Another chat")
            await desk.house.idle(other.id)
            desk.workspace.pages.show_welcome()
            QTest.keyClicks(welcome_box(desk).edit, "sent anyway")
            QTest.keyClick(welcome_box(desk).edit, ENTER)
            read = service.open

            async def go_elsewhere(session_id: str) -> Transcript:
                if session_id != other.id:
                    desk.workspace.router.show_chat(other.id)
                return await read(session_id)

            service.open = go_elsewhere  # type: ignore[method-assign]
            await until(lambda: desk.shown() == other.id)
            service.open = read  # type: ignore[method-assign]
            await desk.workspace.flush_drafts()
            (new,) = (one for one in await service.list_sessions() if one.id != other.id)
            await desk.house.idle(new.id)
            turns = (await service.open(new.id)).turns
            assert turns[0].text == "sent anyway"
            assert desk.shown() == other.id

    run(work())


def test_closing_right_after_the_first_enter_keeps_the_message_once(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_welcome(qapp, tmp_path) as desk:
            desk.workspace.pages.show_welcome()
            QTest.keyClicks(welcome_box(desk).edit, "only once")
            QTest.keyClick(welcome_box(desk).edit, ENTER)
            await desk.workspace.flush_drafts()
            (session,) = await desk.house.service.list_sessions()
            assert session.draft == ""
            assert (await desk.house.service.open(session.id)).turns[0].text == "only once"
        async with open_desk(qapp, tmp_path) as desk:
            assert desk.workspace.chat.composer.text == ""

    run(work())
