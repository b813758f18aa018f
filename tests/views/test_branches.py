"""Branches in the window: edit in place, another answer, rewind and the way forward again."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton, QWidget

from gui.engine.scripted import each_in_turn, spoken
from gui.model.turn import Role
from gui.views.transcript.agent_turn import AgentTurn
from gui.views.transcript.message_editor import MessageEditor
from gui.views.transcript.turn_actions import TurnActions
from gui.views.transcript.turn_block import TurnBlock
from gui.views.transcript.user_actions import UserActions
from gui.views.transcript.user_turn import UserTurn
from gui.views.transcript.version_switch import VersionSwitch
from tests.services.house import LARGE, held, limit_pages
from tests.views.open_window import Desk, open_desk
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]


def blocks(desk: Desk, role: Role) -> list[TurnBlock]:
    shown = desk.workspace.chat.transcript.turn_blocks
    return [one for one in shown if one.turn is not None and one.turn.role is role]


def texts(desk: Desk) -> list[str]:
    turns = (one.turn for one in desk.workspace.chat.transcript.turn_blocks)
    return [turn.text for turn in turns if turn is not None]


async def talk(desk: Desk, *messages: str) -> str:
    session_id = desk.shown() or await desk.new_chat()
    for words in messages:
        before = len(texts(desk)) if desk.workspace.chat.shown else 0
        desk.write(words)
        await until(partial(_has_turns, desk, before + 2))
        await desk.house.idle(session_id)
    return session_id


def _has_turns(desk: Desk, count: int) -> bool:
    return len(texts(desk)) == count


def press(place: QWidget, name: str) -> None:
    button = place.findChild(QPushButton, name)
    assert button is not None, name
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def menu(desk: Desk, name: str) -> QMenu:
    return next(one for one in desk.window.findChildren(QMenu, name) if one.isVisible())


def choose(found: QMenu, words: str) -> None:
    action = next(one for one in found.actions() if one.text().replace("&", "") == words)
    assert action.isEnabled(), words
    action.trigger()
    found.close()


async def open_menu_of(desk: Desk, block: TurnBlock) -> QMenu:
    kind = TurnActions if isinstance(block, AgentTurn) else UserActions
    await until(lambda: block.findChild(kind) is not None)
    actions = block.findChild(kind)
    assert isinstance(actions, TurnActions | UserActions)
    actions.set_hovered(hovered=True)
    name = "answerMenuButton" if isinstance(block, AgentTurn) else "messageMenuButton"
    press(block, name)
    return menu(desk, "turnMenu")


def test_a_message_is_edited_in_its_place_and_the_old_one_stays(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            session_id = await talk(desk, "one", "two")
            first = blocks(desk, Role.USER)[0]
            assert isinstance(first, UserTurn)
            actions = first._actions
            assert actions is not None
            actions.set_hovered(hovered=True)
            press(first, "editMessageButton")
            editor = first.editor
            assert editor is not None
            await until(editor.edit.hasFocus)
            assert editor.edit.toPlainText() == "one"
            editor.edit.replace_text("uno")
            QTest.keyClick(editor.edit, Qt.Key.Key_Return)
            await until(lambda: texts(desk) == ["uno", "You said: uno"])
            await desk.house.idle(session_id)
            switch = blocks(desk, Role.USER)[0].findChild(VersionSwitch)
            assert switch is not None
            assert switch.number.text() == "2/2"
            assert desk.workspace.chat.composer.edit.hasFocus()
            QTest.mouseClick(switch.earlier, Qt.MouseButton.LeftButton)
            await until(lambda: texts(desk)[0] == "one")
            assert len(texts(desk)) == 4

    run(work())


def test_up_in_an_empty_box_edits_the_last_message_and_esc_leaves_it(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            await talk(desk, "one", "two")
            box = desk.workspace.chat.composer.edit
            QTest.keyClick(box, Qt.Key.Key_Up)
            last = blocks(desk, Role.USER)[-1]
            assert isinstance(last, UserTurn)
            await until(lambda: last.editor is not None and last.editor.edit.hasFocus())
            assert last.editor is not None
            assert last.editor.edit.toPlainText() == "two"
            QTest.keyClick(last.editor.edit, Qt.Key.Key_Escape)
            await until(box.hasFocus)
            assert not any(one.isVisible() for one in last.findChildren(MessageEditor))
            box.insertPlainText("words")
            QTest.keyClick(box, Qt.Key.Key_Up)
            assert box.hasFocus()

    run(work())


def test_a_message_that_is_half_edited_is_edited_on_after_the_next_start(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            session_id = await talk(desk, "one", "two")
            last = await _editing_last(desk)
            assert last.editor is not None
            last.editor.edit.insertPlainText(" and 一半")
        async with open_desk(qapp, tmp_path) as desk:
            await desk.show(session_id)
            await until(lambda: len(texts(desk)) == 4)
            first, second = blocks(desk, Role.USER)
            assert isinstance(first, UserTurn)
            assert isinstance(second, UserTurn)
            assert first.editor is None
            assert second.editor is not None
            assert second.editor.edit.toPlainText() == "two and 一半"
            assert not second.editor.edit.hasFocus()
            second.editor.take_focus()
            QTest.keyClick(second.editor.edit, Qt.Key.Key_Return)
            await until(lambda: texts(desk)[2:3] == ["two and 一半"])
            await desk.house.idle(session_id)
            (await _editing_last(desk)).editor.edit.insertPlainText("x")  # type: ignore[union-attr]
            QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_Escape)
            await until(desk.workspace.chat.composer.edit.hasFocus)
        async with open_desk(qapp, tmp_path) as desk:
            await desk.show(session_id)
            await until(lambda: len(texts(desk)) == 4)
            assert (await desk.house.service.open(session_id)).edits == {}

    run(work())


async def _editing_last(desk: Desk) -> UserTurn:
    """The newest message, once it is being edited."""
    QTest.keyClick(desk.workspace.chat.composer.edit, Qt.Key.Key_Up)
    last = blocks(desk, Role.USER)[-1]
    assert isinstance(last, UserTurn)
    await until(lambda: last.editor is not None and last.editor.edit.hasFocus())
    return last


def test_an_edited_message_that_cannot_be_kept_stays_in_its_box(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            await talk(desk, "one")
            QTest.keyClick(desk.workspace.chat.composer.edit, Qt.Key.Key_Up)
            block = blocks(desk, Role.USER)[0]
            assert isinstance(block, UserTurn)
            editor = block.editor
            assert editor is not None
            await limit_pages(desk.house.store, full=True)
            long = " ".join(["do not lose me"] * 10_000)
            editor.edit.replace_text(long)
            QTest.keyClick(editor.edit, Qt.Key.Key_Return)
            assert not editor.isEnabled()
            await until(editor.isEnabled)
            assert editor.edit.toPlainText() == long
            assert desk.workspace.notices.notice is not None
            await limit_pages(desk.house.store, full=False)

    run(work())


def test_another_model_answers_and_each_answer_says_which_it_is_of(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            await talk(desk, "one")
            turn_menu = await open_menu_of(desk, blocks(desk, Role.AGENT)[0])
            again = turn_menu.findChild(QMenu, "tryAgainMenu")
            assert again is not None
            old = texts(desk)
            choose(again, LARGE.model)
            await until(
                lambda: any(
                    one.turn and one.turn.model == LARGE.model for one in blocks(desk, Role.AGENT)
                )
            )
            answer = blocks(desk, Role.AGENT)[0]
            await until(lambda: texts(desk) == old)
            await until(lambda: answer.findChild(VersionSwitch) is not None)
            switch = answer.findChild(VersionSwitch)
            assert switch is not None
            assert switch.number.text() == "2/2"
            heads = answer.findChildren(QWidget, "speakerHeader")
            await until(lambda: any(LARGE.model in _labels(head) for head in heads))
            assert desk.workspace.chat.header.picker.model == LARGE

    run(work())


def test_rewinding_leaves_a_way_forward_which_a_new_message_turns_into_a_version(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            session_id = await talk(desk, "one", "two", "three")
            line = desk.workspace.chat.branches.line
            assert line.isHidden()
            choose(await open_menu_of(desk, blocks(desk, Role.AGENT)[0]), "Rewind to here")
            await until(lambda: texts(desk) == ["one", "You said: one"])
            assert line.isVisible()
            assert desk.workspace.table.enabled("chat.later")
            QTest.mouseClick(line.go, Qt.MouseButton.LeftButton)
            await until(lambda: len(texts(desk)) == 6)
            assert line.isHidden()
            choose(await open_menu_of(desk, blocks(desk, Role.AGENT)[1]), "Rewind to here")
            await until(lambda: len(texts(desk)) == 4)
            desk.write("instead")
            await until(lambda: texts(desk)[4:] == ["instead", "You said: instead"])
            await desk.house.idle(session_id)
            assert line.isHidden()
            await until(lambda: blocks(desk, Role.USER)[-1].findChild(VersionSwitch) is not None)
            switch = blocks(desk, Role.USER)[-1].findChild(VersionSwitch)
            assert switch is not None
            assert switch.number.text() == "2/2"

    run(work())


def test_rewinding_to_before_a_message_puts_its_words_into_the_box(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            await talk(desk, "one", "two")
            choose(await open_menu_of(desk, blocks(desk, Role.USER)[0]), "Rewind to before this")
            chat = desk.workspace.chat
            await until(lambda: chat.shown is not None and chat.shown.is_empty)
            assert chat.composer.text == "one"
            assert chat.branches.line.isVisible()
            desk.workspace.table.action("chat.later").trigger()
            await until(lambda: len(texts(desk)) == 4)

    run(work())


def test_a_chat_is_copied_from_a_turn_and_shown(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            session_id = await talk(desk, "one", "two")
            answer = blocks(desk, Role.AGENT)[0]
            choose(await open_menu_of(desk, answer), "Copy to a new chat from here")
            await until(lambda: desk.shown() != session_id)
            await until(lambda: texts(desk) == ["one", "You said: one"])

    run(work())


def test_while_an_answer_is_given_nothing_leaves_the_branch(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    gate = asyncio.Event()
    script = each_in_turn(spoken("One"), held(gate))

    async def work() -> None:
        async with open_desk(qapp, tmp_path, script) as desk:
            session_id = await talk(desk, "one")
            desk.write("two")
            await until(lambda: desk.house.service.is_running(session_id))
            await until(lambda: len(texts(desk)) == 4)
            found = await open_menu_of(desk, blocks(desk, Role.AGENT)[0])
            usable = [one.text() for one in found.actions() if one.isEnabled() and one.text()]
            assert usable == ["Copy to a new chat from here"]
            found.close()
            assert not desk.workspace.table.enabled("chat.edit_last")
            QTest.keyClick(desk.workspace.chat.composer.edit, Qt.Key.Key_Up)
            assert all(
                one.editor is None for one in blocks(desk, Role.USER) if isinstance(one, UserTurn)
            )
            gate.set()
            await desk.house.idle(session_id)

    run(work())


def _labels(place: QWidget) -> str:
    return " ".join(str(one.property("text")) for one in place.findChildren(QWidget))
