"""What waits for the user in a chat: decided, answered, found, and never by accident."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLabel,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QToolButton,
    QWidget,
)

from gui.engine.scripted import Hold, Step, each_in_turn, spoken
from gui.model.events import (
    ModelAnswered,
    ModelAsked,
    QuestionAnswered,
    QuestionAsked,
    TextSettled,
    ToolAsked,
    ToolDecided,
    ToolFinished,
)
from gui.model.gate import Effect, ToolFacts
from gui.model.turn import ToolState, Usage
from gui.services.service_facts import SessionChanged
from gui.views.gate_verbs import CallChoice
from gui.views.sidebar.row_words import RowState
from gui.views.sidebar.session_list_model import STATE_ROLE, SessionListModel
from gui.views.transcript.approval_block import ApprovalBlock
from gui.views.transcript.question_block import QuestionBlock
from tests.views.gate_fakes import FakeGate, spec, teams_of
from tests.views.open_window import Desk, open_desk
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]

FACTS = ToolFacts(tool_id="files/write_file", effect=Effect.WRITE, place="/work")


def _asks_leave(gate: FakeGate) -> list[Step]:
    asked = ToolAsked(
        source="coder", call_id="c1", name="write_file", arguments="{}", at=1.0, facts=FACTS
    )
    return [
        asked,
        Hold(gate=gate.open),
        ToolDecided(call_id="c1", state=ToolState.RUNNING, arguments="{}"),
        ToolFinished(call_id="c1", result="ok", is_error=False, at=2.0),
        *spoken("Written"),
    ]


def _runs(gate: FakeGate, *before: Step) -> list[Step]:
    decided = ToolDecided(
        call_id="c1",
        state=ToolState.RUNNING,
        arguments="{}",
        source="coder",
        name="run_python",
        at=1.0,
    )
    return [TextSettled(source="coder", text="Now"), *before, decided, Hold(gate=gate.open)]


def _asks(gate: FakeGate) -> list[Step]:
    return [
        QuestionAsked(source="coder", request_id="q1", text="Which file?"),
        Hold(gate=gate.open),
        QuestionAnswered(request_id="q1", answer="audit.log"),
        *spoken("Thanks"),
    ]


B = TypeVar("B", ApprovalBlock, QuestionBlock)


async def _found(desk: Desk, kind: type[B]) -> B:
    view = desk.workspace.chat.transcript
    await until(lambda: view.findChildren(kind) and view.is_settled)
    return view.findChildren(kind)[0]


def test_a_call_is_allowed_in_the_window(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        gate = FakeGate()
        script = each_in_turn(_asks_leave(gate))
        async with open_desk(qapp, tmp_path, script, verbs=gate.verbs) as desk:
            session_id = await desk.new_chat()
            desk.write("Write it")
            block = await _found(desk, ApprovalBlock)
            desk.write("and more")  # Enter in the composer is a message, never a yes
            assert gate.said == []
            once = block.foot.once
            await until(lambda: _pressed(once, gate))
            await desk.house.idle(session_id)
            assert gate.said == [("decide", "c1", CallChoice(source="coder", allowed=True))]
            assert desk.workspace.chat.composer.edit.hasFocus()

    run(work())


def test_after_a_tool_was_stopped_the_next_key_is_written(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        gate = FakeGate()
        script = each_in_turn(_runs(gate))
        async with open_desk(qapp, tmp_path, script, verbs=gate.verbs) as desk:
            await desk.new_chat()
            desk.write("Run it")
            view = desk.workspace.chat.transcript
            await until(lambda: (stop := _stop_button(view)) and stop.isVisible())
            stop = _stop_button(view)
            assert stop is not None
            QTest.mouseClick(stop, Qt.MouseButton.LeftButton)
            await until(lambda: gate.said == [("stop_tool", "c1")])
            assert desk.workspace.chat.composer.edit.hasFocus()
            gate.open.set()

    run(work())


def test_what_was_used_is_shown_while_a_tool_runs(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        gate = FakeGate()
        used = Usage(prompt_tokens=40, completion_tokens=2)
        asked = ModelAsked(source="coder", model="m", at=0.5)
        answered = ModelAnswered(source="coder", at=1.0, usage=used)
        script = each_in_turn([*_runs(gate, asked, answered)])
        async with open_desk(qapp, tmp_path, script, verbs=gate.verbs) as desk:
            await desk.new_chat()
            desk.write("Run it")
            labels = desk.workspace.chat.composer.findChildren(QLabel)
            await until(lambda: any("40" in label.text() for label in labels))
            gate.open.set()

    run(work())


def _stop_button(view: QWidget) -> QPushButton | None:
    return view.findChild(QPushButton, "stopToolButton")


def _pressed(button: QPushButton, gate: FakeGate) -> bool:
    """Press until it counts: the first moments do not."""
    if not gate.said:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    return bool(gate.said)


def test_a_decision_that_is_refused_can_be_made_again(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        gate = FakeGate(refuses=True)
        script = each_in_turn(_asks_leave(gate))
        async with open_desk(qapp, tmp_path, script, verbs=gate.verbs) as desk:
            await desk.new_chat()
            desk.write("Write it")
            block = await _found(desk, ApprovalBlock)
            await until(lambda: _pressed(block.foot.once, gate))
            await until(lambda: desk.workspace.notices.notice is not None)
            await until(block.foot.once.isEnabled)
            gate.open.set()

    run(work())


def test_a_question_is_answered_in_its_block(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        gate = FakeGate()
        async with open_desk(qapp, tmp_path, each_in_turn(_asks(gate)), verbs=gate.verbs) as desk:
            session_id = await desk.new_chat()
            desk.write("Hello")
            block = await _found(desk, QuestionBlock)
            edit = block.findChild(QPlainTextEdit, "answerEdit")
            assert edit is not None
            edit.insertPlainText("audit.log")
            QTest.keyClick(edit, Qt.Key.Key_Return)
            await desk.house.idle(session_id)
            assert gate.said == [("answer", "q1", "audit.log")]
            await until(lambda: block.findChild(QPlainTextEdit, "answerEdit") is None)

    run(work())


def test_the_composer_answers_the_one_question(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        gate = FakeGate()
        async with open_desk(qapp, tmp_path, each_in_turn(_asks(gate)), verbs=gate.verbs) as desk:
            session_id = await desk.new_chat()
            composer = desk.workspace.chat.composer
            desk.write("Hello")
            await until(lambda: composer.edit.placeholderText() == "Answer the question…")
            send = composer.findChild(QToolButton, "sendButton")
            assert send is not None
            assert send.isVisible()
            desk.write("audit.log")
            await desk.house.idle(session_id)
            assert gate.said == [("answer", "q1", "audit.log")]
            assert composer.edit.placeholderText() == "Write a message"
            assert (await desk.house.service.open(session_id)).queued == ()

    run(work())


def test_an_answer_that_is_refused_returns_to_the_box(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        gate = FakeGate(refuses=True)
        async with open_desk(qapp, tmp_path, each_in_turn(_asks(gate)), verbs=gate.verbs) as desk:
            await desk.new_chat()
            composer = desk.workspace.chat.composer
            desk.write("Hello")
            await until(lambda: composer.edit.placeholderText() == "Answer the question…")
            desk.write("audit.log")
            await until(lambda: composer.text == "audit.log")
            gate.open.set()

    run(work())


def test_what_was_begun_before_the_question_is_no_answer(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        gate = FakeGate()
        start = asyncio.Event()
        script = each_in_turn([Hold(gate=start), *_asks(gate)])
        async with open_desk(qapp, tmp_path, script, verbs=gate.verbs) as desk:
            session_id = await desk.new_chat()
            composer = desk.workspace.chat.composer
            desk.write("Hello")
            await until(lambda: desk.house.service.is_running(session_id))
            composer.edit.insertPlainText("and by the ")
            start.set()
            await _found(desk, QuestionBlock)
            desk.write("way")
            await until(lambda: composer.edit.placeholderText() == "Answer the question…")
            await until(lambda: desk.workspace.chat.shown and desk.workspace.chat.shown.queued)
            queued = (await desk.house.service.open(session_id)).queued
            assert [message.text for message in queued] == ["and by the way"]
            assert gate.said == []
            gate.open.set()
            await desk.house.idle(session_id)

    run(work())


def test_a_need_out_of_sight_is_told_and_shown(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        gate = FakeGate()
        start = asyncio.Event()
        script = each_in_turn([Hold(gate=start), *_asks(gate)], spoken("x"))
        async with open_desk(qapp, tmp_path, script, verbs=gate.verbs) as desk:
            asking = await desk.new_chat()
            desk.write("Hello")
            await until(lambda: desk.house.service.is_running(asking))
            await desk.new_chat()
            await until(lambda: desk.shown() not in (None, asking))
            start.set()
            notices = desk.workspace.notices
            await until(lambda: notices.notice is not None)
            assert notices.notice is not None
            assert notices.notice.text == "An agent in another chat asks you something."
            model = desk.workspace.sidebar.list.model()
            assert isinstance(model, SessionListModel)
            await until(
                lambda: model.data(model.index_of(asking), STATE_ROLE) is RowState.NEEDS_YOU
            )
            show = desk.find(QPushButton, "noticeAction")
            QTest.mouseClick(show, Qt.MouseButton.LeftButton)
            await until(lambda: desk.shown() == asking)
            block = await _found(desk, QuestionBlock)
            await until(lambda: block.field is not None and block.field.edit.hasFocus())
            assert desk.workspace.table.enabled("chat.needs")
            gate.open.set()
            await desk.house.idle(asking)
            await until(lambda: not desk.workspace.table.enabled("chat.needs"))

    run(work())


def test_who_answers_is_chosen_in_the_header(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        gate = FakeGate()
        teams = teams_of(spec("t1", "Plan → Code"), spec("o1", "Mine & yours", own=True))
        async with open_desk(qapp, tmp_path, verbs=gate.verbs, teams=teams) as desk:
            session_id = await desk.new_chat()
            picker = desk.workspace.chat.header.team
            assert picker is not None
            assert picker.accessibleName() == "Who answers: Assistant"
            picker.setFocus()
            picker.click()
            (menu,) = [m for m in picker.findChildren(QMenu) if m.objectName() == "teamMenu"]
            words = [action.text() for action in menu.actions() if action.text()]
            assert words == [
                "Assistant",
                "Come with Parley",
                "Plan → Code",
                "Your own",
                "Mine && yours",
                "Agents && teams…",
            ]
            next(a for a in menu.actions() if a.text() == "Plan → Code").trigger()
            menu.close()
            await until(lambda: gate.said)
            assert gate.said == [("set_team", session_id, "t1")]
            edit = desk.workspace.chat.composer.edit
            assert desk.window.focusWidget() is edit  # the message comes next
            picker.show_team("t1")
            assert picker.accessibleName() == "Who answers: Team · Plan → Code"
            picker.show_team("gone")
            assert picker.accessibleName() == "Who answers: Removed agent or team"

    run(work())


def test_a_team_can_be_stopped_between_two_turns(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        gate = FakeGate()
        end = asyncio.Event()
        teams = teams_of(spec("t1", "Plan → Code"))
        script = each_in_turn([*spoken("One"), Hold(gate=end)])
        async with open_desk(qapp, tmp_path, script, verbs=gate.verbs, teams=teams) as desk:
            session_id = await desk.new_chat()
            button = desk.find(QPushButton, "stopAfterTurnButton")
            desk.write("Hello")
            await until(lambda: desk.house.service.is_running(session_id))
            assert not button.isVisible()  # one agent alone takes no turns
            page = desk.workspace.chat
            assert page.session is not None
            teamed = replace(page.session, team_id="t1")
            page.take(SessionChanged(session=teamed, running=True))
            assert button.isVisible()
            QTest.mouseClick(button, Qt.MouseButton.LeftButton)
            await until(lambda: gate.said)
            assert gate.said == [("stop_after_turn", session_id)]
            assert not button.isEnabled()
            end.set()
            await desk.house.idle(session_id)
            assert not button.isVisible()

    run(work())
