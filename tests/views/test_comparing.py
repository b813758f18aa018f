"""Comparing in the window: several answers side by side, each stopped by itself, one kept."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from gui.engine.scripted import Call, Step, spoken
from gui.joining import gate_verbs
from gui.model.plan import ConversationPlan
from gui.model.turn import Role, Turn, TurnState
from gui.views.compare.compare_dialog import CompareDialog
from gui.views.compare.compare_view import CompareView
from gui.views.search.search_panel import SearchPanel
from gui.views.transcript.version_switch import VersionSwitch
from tests.services.house import LARGE
from tests.services.test_comparing import each_held, gates
from tests.views.open_window import Desk, open_desk
from tests.views.test_branches import blocks, texts
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]


async def open_dialog(desk: Desk) -> CompareDialog:
    desk.workspace.table.action("chat.compare").trigger()
    await until(lambda: desk.window.findChild(CompareDialog) is not None)
    found = desk.window.findChild(CompareDialog)
    assert isinstance(found, CompareDialog)
    return found


async def compare(desk: Desk, text: str) -> CompareView:
    desk.window.resize(790, 780)  # as much as the screen of the tests has
    desk.workspace.table.action("view.sidebar").trigger()
    desk.workspace.chat.composer.edit.insertPlainText(text)
    dialog = await open_dialog(desk)
    assert not dialog.send.isEnabled()
    for row in (0, 1):
        dialog.list.item(row).setCheckState(Qt.CheckState.Checked)
    assert dialog.send.isEnabled()
    QTest.mouseClick(dialog.send, Qt.MouseButton.LeftButton)
    await until(lambda: (view := desk.window.findChild(CompareView)) and view.isVisible())
    found = desk.window.findChild(CompareView)
    assert isinstance(found, CompareView)
    return found


def shown(view: CompareView) -> list[str]:
    return [turn.text for turn in view.turns]


def test_answers_stream_side_by_side_and_one_is_kept(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    doors = gates()

    async def work() -> None:
        async with open_desk(qapp, tmp_path, each_held(doors)) as desk:
            session_id = await desk.new_chat()
            view = await compare(desk, "Which?")
            assert desk.workspace.chat.composer.text == ""
            await until(lambda: shown(view) == ["small half", "large half"])
            first, second = view.columns
            assert second.isVisible()
            assert first.stop.accessibleName() == "Stop the answer of small"
            assert (first.keep.isVisible(), first.stop.isVisible()) == (False, True)
            doors["large"].set()
            await until(lambda: second.turn.state is TurnState.DONE)
            drawn = second.transcript
            await until(lambda: [_text(one.turn) for one in drawn.turn_blocks] == ["large whole"])
            assert second.keep.isVisible()
            QTest.mouseClick(first.stop, Qt.MouseButton.LeftButton)
            await until(lambda: first.turn.state is TurnState.STOPPED)
            await desk.house.idle(session_id)
            QTest.mouseClick(second.keep, Qt.MouseButton.LeftButton)
            await until(lambda: texts(desk) == ["Which?", "large whole"])
            await until(desk.workspace.chat.transcript.isVisible)
            assert desk.workspace.chat.header.picker.model == LARGE
            answer = blocks(desk, Role.AGENT)[0]
            await until(lambda: answer.findChild(VersionSwitch) is not None)
            switch = answer.findChild(VersionSwitch)
            assert switch is not None
            assert switch.number.text() == "2/2"

    run(work())


def test_those_who_answer_are_ticked_anywhere_in_their_row_or_by_key(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            await desk.new_chat()
            dialog = await open_dialog(desk)
            rows = dialog.list
            first, second = rows.item(0), rows.item(1)
            second.setText("A name with a long story · " + "of many words " * 30)
            place = rows.visualItemRect(second)
            assert place.width() <= rows.viewport().width()
            end = place.center() + QPoint(place.width() // 3, 0)
            QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=end)
            assert second.checkState() is Qt.CheckState.Checked
            rows.setCurrentItem(first)
            QTest.keyClick(rows, Qt.Key.Key_Space)
            assert [one.name for one in rows.checked()] == ["small", "large"]
            QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=end)
            assert [one.name for one in rows.checked()] == ["small"]
            dialog.reject()

    run(work())


def test_keeping_one_stops_the_others(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    doors = gates()
    doors["large"].set()

    async def work() -> None:
        async with open_desk(qapp, tmp_path, each_held(doors)) as desk:
            session_id = await desk.new_chat()
            view = await compare(desk, "Which?")
            _, second = view.columns
            await until(second.keep.isVisible)
            QTest.mouseClick(second.keep, Qt.MouseButton.LeftButton)
            await until(lambda: texts(desk) == ["Which?", "large whole"])
            ids = (await desk.house.service.open(session_id)).siblings
            (siblings,) = ids.values()
            first = (await desk.house.service.turns(session_id, siblings))[0]
            assert (first.state, first.text) == (TurnState.STOPPED, "small half")

    run(work())


def test_without_room_there_is_one_column_and_a_tab_for_each(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    doors = gates()

    async def work() -> None:
        async with open_desk(qapp, tmp_path, each_held(doors)) as desk:
            session_id = await desk.new_chat()
            view = await compare(desk, "Which?")
            first, second = view.columns
            await until(lambda: first.isVisible() and second.isVisible())
            assert view.tabs.isHidden()
            desk.window.resize(500, 700)
            await until(view.tabs.isVisible)
            assert (first.isVisible(), second.isVisible()) == (True, False)
            view.tabs.setCurrentIndex(1)
            assert (first.isVisible(), second.isVisible()) == (False, True)
            assert desk.workspace.chat.stop()
            await desk.house.idle(session_id)
            assert {turn.state for turn in view.turns} == {TurnState.STOPPED}

    run(work())


def test_a_search_leads_to_an_answer_that_is_compared_and_out_of_it_to_any_other_message(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    doors = gates()
    for door in doors.values():
        door.set()

    async def work() -> None:
        async with open_desk(qapp, tmp_path, each_held(doors)) as desk:
            session_id = await desk.new_chat()
            view = await compare(desk, "Which?")
            await desk.house.idle(session_id)
            desk.window.resize(500, 700)
            await until(view.tabs.isVisible)
            await search(desk, "large")
            await until(lambda: view.tabs.currentIndex() == 1)
            assert view.isVisible()
            await search(desk, "Which")
            await until(desk.workspace.chat.transcript.isVisible)
            await until(desk.workspace.finder.is_open)
            assert desk.workspace.notices.notice is None

    run(work())


async def search(desk: Desk, words: str) -> None:
    """Go to the first message that is found."""
    desk.workspace.table.action("chat.search").trigger()
    panel = desk.find(SearchPanel, "searchPanel")
    assert isinstance(panel, SearchPanel)
    panel.edit.setText(words)
    await until(lambda: words in str(panel.found.index(1, 0).data()))
    assert panel.list.currentIndex() == panel.found.index(1, 0)
    QTest.keyClick(panel.edit, Qt.Key.Key_Return)


def test_a_chat_that_goes_on_has_ended_its_comparison(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    def script(plan: ConversationPlan, message: str) -> list[Step]:
        return spoken(f"{plan.model} {message}")

    async def work() -> None:
        async with open_desk(qapp, tmp_path, script) as desk:
            session_id = await desk.new_chat()
            other = (await desk.house.service.shelf.create_beside()).id
            view = await compare(desk, "Which?")
            await desk.house.idle(session_id)
            await desk.show(other)
            await until(lambda: not view.isVisible())
            await desk.show(session_id)
            await until(view.isVisible)
            desk.write("on")
            await until(lambda: texts(desk)[-1:] == ["small on"])
            assert desk.window.findChild(CompareView) is None or not view.isVisible()
            assert desk.workspace.chat.transcript.isVisible()
            assert len(texts(desk)) == 4

    run(work())


def test_the_answers_can_be_left_and_go_on_in_the_chat(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    doors = gates()

    async def work() -> None:
        async with open_desk(qapp, tmp_path, each_held(doors)) as desk:
            session_id = await desk.new_chat()
            view = await compare(desk, "Which?")
            await until(lambda: shown(view) == ["small half", "large half"])
            back = view.findChild(QPushButton, "compareBackButton")
            assert back is not None
            QTest.mouseClick(back, Qt.MouseButton.LeftButton)
            await until(lambda: texts(desk) == ["Which?", "small half"])
            for door in doors.values():
                door.set()
            await until(lambda: texts(desk) == ["Which?", "small whole"])
            await desk.house.idle(session_id)

    run(work())


def test_a_call_is_allowed_in_the_column_that_asks(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    def script(plan: ConversationPlan, message: str) -> list[Step]:
        del plan, message
        return [Call(call_id="c1", result=lambda _: "written"), *spoken("Done")]

    async def work() -> None:
        async with open_desk(qapp, tmp_path, script, gate=gate_verbs) as desk:
            await desk.new_chat()
            view = await compare(desk, "Write it")
            first, second = view.columns
            await until(lambda: first.turn.awaits_user and second.turn.awaits_user)

            def allowed() -> bool:
                button = second.findChild(QPushButton, "allowOnceButton")
                if button is not None and button.isVisible():
                    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
                return second.turn.state is TurnState.DONE

            await until(allowed)
            assert first.turn.awaits_user
            QTest.mouseClick(first.stop, Qt.MouseButton.LeftButton)
            await until(lambda: first.turn.state is TurnState.STOPPED)

    run(work())


def _text(turn: Turn | None) -> str:
    return "" if turn is None else turn.text


def test_what_is_enclosed_can_be_compared_without_words(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            session_id = await desk.new_chat()
            await desk.house.service.enclosures.add(session_id, "notes.txt", b"Milk")
            await until(lambda: desk.workspace.chat.composer.chips.names)
            view = await compare(desk, "")
            assert not desk.workspace.chat.composer.chips.names
            said = view.findChild(QLabel, "compareSaid")
            assert said is not None
            assert said.text() == "notes.txt"
            await desk.house.idle(session_id)
            turn = (await desk.house.service.open(session_id)).turns[0]
            assert [part.name for part in turn.enclosed] == ["notes.txt"]

    run(work())
