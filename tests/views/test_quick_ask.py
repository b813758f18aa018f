"""Quick ask over a real session service: asked, answered, continued, left, and never lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication, QWidget

from gui.engine.scripted import Fail, each_in_turn, spoken
from gui.model.turn import TurnState
from gui.services.service_facts import SessionChanged
from gui.views.quick_ask.quick_ask import DRAFT
from tests.services.house import REFUSED, SMALL, held, limit_pages
from tests.views.open_window import destroy
from tests.views.quick_place import opened
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]  # Any: asyncio's own word


def test_a_question_makes_a_chat_and_is_answered_below(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with opened(qapp, tmp_path) as place:
            small = place.window.height()
            assert not await place.sessions()
            place.ask("one")
            await place.answered()
            assert await place.texts() == ["one", "You said: one"]
            (session,) = await place.sessions()
            assert (session.model, session.unread) == (SMALL, False)
            assert place.box == ""
            assert small < place.window.height() <= place.quick_ask.window.tallest
            place.ask("two")
            await place.answered(2)
            assert (await place.texts())[2:] == ["two", "You said: two"]
            assert len(await place.sessions()) == 1

    run(work())


def test_a_long_answer_scrolls_within_its_share_of_the_screen(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        long = "\n\n".join(f"Line {number}" for number in range(200))
        async with opened(qapp, tmp_path, lambda *_: spoken(long)) as place:
            place.ask("tell me all")
            await place.answered()
            tallest = place.quick_ask.window.tallest
            await until(lambda: tallest * 0.9 < place.window.height() <= tallest)
            assert place.quick_ask.window.transcript.is_following

    run(work())


def test_hiding_loses_nothing(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with opened(qapp, tmp_path) as place:
            place.type("half a thou")
            place.press(Qt.Key.Key_Escape)
            assert place.window.isHidden()
            assert place.settings.section(DRAFT) == "half a thou"
            place.quick_ask.show()
            place.type("ght")
            assert place.box == "half a thought"
            assert not await place.sessions()
        async with opened(qapp, tmp_path) as place:  # after a restart
            assert place.box == "half a thought"

    run(work())


def test_losing_the_focus_hides_it(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with opened(qapp, tmp_path) as place:
            other = QWidget()
            other.show()
            other.activateWindow()
            await until(place.window.isHidden)
            destroy(other)

    run(work())


def test_the_answer_goes_on_while_it_is_hidden(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        gate = asyncio.Event()
        async with opened(qapp, tmp_path, lambda *_: held(gate)) as place:
            place.ask("wait for it")
            await until(lambda: place.button("quickAskStopButton").isVisible())
            place.window.hide()
            gate.set()
            (session,) = await place.sessions()
            await place.house.idle(session.id)
            assert (await place.sessions())[0].unread
            place.quick_ask.show()
            await place.answered()
            assert place.button("quickAskSendButton").isVisible()
            await until(lambda: not place.house.told(SessionChanged)[-1].session.unread)

    run(work())


def test_stop_ends_the_answer(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with opened(qapp, tmp_path, lambda *_: held(asyncio.Event())) as place:
            place.ask("never ends")
            stop = place.button("quickAskStopButton")
            await until(stop.isVisible)
            stop.click()
            await until(lambda: not stop.isVisible())
            (session,) = await place.sessions()
            assert (await place.house.head(session.id)).state is TurnState.STOPPED

    run(work())


def test_enter_while_answering_sends_afterwards(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        gate = asyncio.Event()
        script = each_in_turn(held(gate), spoken("second"))
        async with opened(qapp, tmp_path, script) as place:
            place.ask("first question")
            await until(lambda: place.button("quickAskStopButton").isVisible())
            place.ask("and another")
            assert place.box == "and another"
            assert place.hint()
            gate.set()
            await place.answered(2)
            assert (await place.texts())[2:] == ["and another", "second"]
            assert (place.box, place.hint()) == ("", "")

    run(work())


def test_what_waits_is_not_sent_after_it_was_changed_or_the_answer_failed(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        gate = asyncio.Event()
        half = held(gate)[:2]
        async with opened(qapp, tmp_path, lambda *_: [*half, Fail(problem=REFUSED)]) as place:
            stop = place.button("quickAskStopButton")
            place.ask("first question")
            await until(stop.isVisible)
            place.ask("waits")
            gate.set()
            await until(lambda: not stop.isVisible())
            assert (place.box, place.hint()) == ("waits", "")
            gate.clear()
            place.press(Qt.Key.Key_Return)
            await until(stop.isVisible)
            place.ask("again")
            place.type(" and changed")
            assert place.hint() == ""
            gate.set()
            await until(lambda: not stop.isVisible())
            assert place.box == "again and changed"

    run(work())


def test_a_new_question_begins_another_chat(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with opened(qapp, tmp_path) as place:
            small = place.window.height()
            place.ask("one")
            await place.answered()
            place.type("typed before")
            place.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
            assert place.window.height() == small
            assert place.box == "typed before"
            place.press(Qt.Key.Key_Return)
            await place.answered()
            assert sorted(s.title for s in await place.sessions()) == ["one", "typed before"]

    run(work())


def test_open_in_parley_hands_the_chat_over(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with opened(qapp, tmp_path) as place:
            assert not place.button("quickAskOpenButton").isVisible()
            place.ask("one")
            await place.answered()
            (session,) = await place.sessions()
            assert place.quick_ask.shows(session.id)
            place.button("quickAskOpenButton").click()
            assert place.opened == [session.id]
            assert place.window.isHidden()
            place.quick_ask.show()
            assert not place.button("quickAskOpenButton").isVisible()

    run(work())


def test_the_empty_chat_of_the_main_window_is_left_alone(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with opened(qapp, tmp_path) as place:
            empty = await place.house.service.create()
            place.ask("one")
            await place.answered()
            sessions = await place.sessions()
            assert len(sessions) == 2
            assert next(s for s in sessions if s.id == empty.id).head_id is None

    run(work())


def test_what_is_written_for_the_chat_elsewhere_stays(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with opened(qapp, tmp_path) as place:
            place.ask("one")
            await place.answered()
            (session,) = await place.sessions()
            await place.house.service.shelf.save_draft(session.id, "in the main window")
            place.ask("two")
            await place.answered(2)
            (session,) = await place.sessions()
            assert session.draft == "in the main window"

    run(work())


def test_a_chat_that_is_deleted_makes_room(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with opened(qapp, tmp_path) as place:
            place.ask("one")
            await place.answered()
            (session,) = await place.sessions()
            await place.house.service.shelf.delete(session.id)
            assert not place.button("quickAskOpenButton").isVisible()
            place.ask("two")
            await place.answered()
            assert [s.title for s in await place.sessions()] == ["two"]

    run(work())


def test_a_question_that_cannot_be_kept_comes_back(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with opened(qapp, tmp_path) as place:
            await limit_pages(place.house.store, full=True)
            place.ask("one " * 4000)
            await until(lambda: place.box)
            assert place.box == ("one " * 4000).rstrip()
            assert place.hint()
            await limit_pages(place.house.store, full=False)
            place.press(Qt.Key.Key_Return)
            await place.answered()
            assert place.hint() == ""
            assert len(await place.sessions()) == 1

    run(work())


def test_enter_while_composing_never_sends(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with opened(qapp, tmp_path) as place:
            edit = place.quick_ask.window.edit
            QApplication.sendEvent(edit, QInputMethodEvent("nihao", []))
            place.press(Qt.Key.Key_Return)
            event = QInputMethodEvent("", [])
            event.setCommitString("你好")
            QApplication.sendEvent(edit, event)
            assert place.box == "你好"
            assert not await place.sessions()
            place.press(Qt.Key.Key_Return)
            await place.answered()
            assert (await place.texts())[0] == "你好"

    run(work())


def test_what_is_on_its_way_when_it_closes_is_a_draft(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with opened(qapp, tmp_path) as place:
            place.ask("one")
            place.type("two")
            place.quick_ask.close()
            assert place.settings.section(DRAFT) == "one\ntwo"

    run(work())
