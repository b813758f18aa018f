"""Earlier messages are summed up from the window: asked for, read, corrected, undone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPushButton

from gui.engine.scripted import Fail, Script, Step, each_in_turn, spoken
from gui.model.events import ModelAnswered, ModelAsked
from gui.model.limits import Limits
from gui.model.prices import Price
from gui.model.problem import Problem, ProblemKind
from gui.model.turn import Usage
from gui.qt.text_pane import TextPane
from gui.views.limits_dialog import LimitsDialog
from gui.views.summary_dialog import SummaryDialog
from gui.views.transcript.compaction_rule import CompactionRule
from gui.views.transcript.durations import count_text
from gui.views.transcript.failure_card import FailureCard
from gui.views.transcript.turn_actions import TurnActions
from tests.views.gate_fakes import FakeGate
from tests.views.open_window import Desk, open_desk
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]

TOO_LONG = Problem(kind=ProblemKind.CONTEXT_TOO_LONG, facts={"model": "small"})


async def a_chat(desk: Desk, *messages: str) -> str:
    session_id = await desk.new_chat()
    for message in messages:
        await desk.house.talk(session_id, message)
    await until(lambda: desk.workspace.chat.transcript.is_settled)
    return session_id


async def the_dialog(desk: Desk) -> SummaryDialog:
    await until(lambda: desk.window.findChild(SummaryDialog) is not None)
    dialog = desk.window.findChild(SummaryDialog)
    assert dialog is not None
    return dialog


def rules(desk: Desk) -> list[CompactionRule]:
    return desk.workspace.chat.transcript.findChildren(CompactionRule)


def texts(desk: Desk) -> list[str]:
    shown = desk.workspace.chat.shown
    return [] if shown is None else [turn.text for turn in shown.turns]


def test_it_is_read_corrected_accepted_and_undone(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            session_id = await a_chat(desk, "one", "two", "three", "four")
            desk.house.engine.titles = ["In **short**."]
            desk.house.engine.held = asyncio.Event()
            desk.workspace.table.trigger("chat.sum_up")
            dialog = await the_dialog(desk)
            await until(lambda: desk.house.engine.prompts)
            assert not dialog.edit.isVisible()
            desk.house.engine.held.set()
            await until(dialog.edit.isVisible)
            assert dialog.edit.toPlainText() == "In **short**."
            dialog.edit.setPlainText(" ")
            assert not dialog.keep.isEnabled()
            dialog.edit.setPlainText("In short, mine.")
            dialog.keep.click()
            await until(lambda: rules(desk))
            (rule,) = rules(desk)
            assert rule.accessibleName() == "Earlier messages were summed up"
            rule.toggle.setChecked(True)
            await until(lambda: rule.findChild(QPushButton, "undoSummaryButton") is not None)
            shown = [pane.toPlainText() for pane in rule.findChildren(TextPane)]
            assert shown == ["In short, mine."]
            undo = rule.findChild(QPushButton, "undoSummaryButton")
            assert isinstance(undo, QPushButton)
            undo.click()
            await until(lambda: not rules(desk))
            assert texts(desk)[-1] == "You said: four"
            notice = desk.workspace.notices.notice
            assert notice is not None
            assert notice.run is not None
            notice.run()
            await until(lambda: rules(desk))
            await desk.house.talk(session_id, "five")
            plan = desk.house.engine.conversations[-1].plan
            assert plan.replay[0].compaction is not None

    run(work())


def test_cancel_ends_the_request(run: Run, qapp: QApplication, tmp_path: Path) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path) as desk:
            await a_chat(desk, "one")
            desk.house.engine.held = asyncio.Event()
            desk.workspace.table.trigger("chat.sum_up")
            dialog = await the_dialog(desk)
            await until(lambda: desk.house.engine.prompts)
            dialog.reject()
            await until(lambda: desk.window.findChild(SummaryDialog) is None)
            await until(lambda: not desk.workspace.summing._tasks.running("sum up: ask"))
            desk.house.engine.held = None
            desk.house.engine.refusal = TOO_LONG
            desk.workspace.table.trigger("chat.sum_up")
            dialog = await the_dialog(desk)
            await until(lambda: "too long" in str([w.text() for w in dialog.findChildren(QLabel)]))
            dialog.reject()
            assert texts(desk) == ["one", "You said: one"]

    run(work())


def test_a_chat_that_is_too_long_offers_it_where_it_failed(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    good = spoken("Fine.")
    script: Script = each_in_turn(good, [Fail(problem=TOO_LONG)], good)

    async def work() -> None:
        async with open_desk(qapp, tmp_path, script) as desk:
            await a_chat(desk, "one", "two")
            card = desk.workspace.chat.transcript.findChild(FailureCard)
            assert card is not None
            button = card.findChild(QPushButton, "sumUpButton")
            assert isinstance(button, QPushButton)
            assert button.isVisible()
            desk.house.engine.titles = ["In short."]
            button.click()
            dialog = await the_dialog(desk)
            await until(dialog.edit.isVisible)
            dialog.keep.click()
            await until(lambda: texts(desk)[-2:] == ["two", "Fine."])
            await until(lambda: desk.workspace.chat.transcript.findChild(FailureCard) is None)
            await until(lambda: len(rules(desk)) == 1)

    run(work())


def nearly_full(plan: object, message: str) -> Iterable[Step]:
    del plan, message
    usage = Usage(prompt_tokens=110_000, completion_tokens=500)
    return [
        ModelAsked(source="assistant", model="gpt-4o", at=1.0),
        *spoken("Fine.")[:-1],  # without its own usage
        ModelAnswered(source="assistant", at=2.0, usage=usage),
    ]


def test_usage_stands_below_the_box_and_a_full_chat_offers_a_summary_once(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        async with open_desk(qapp, tmp_path, nearly_full) as desk:
            desk.house.service.prices.set_own("gpt-4o", Price(prompt=1.0, completion=10.0))
            await a_chat(desk, "one")
            label = desk.find(QLabel, "usageLabel")
            assert isinstance(label, QLabel)
            await until(lambda: label.text() == "110k / 128k · $0.115")
            assert f"gpt-4o can be sent {count_text(128_000)}" in label.toolTip()
            room = desk.workspace.chat.composer.room
            assert room.isVisible()
            actions = desk.workspace.chat.transcript.findChild(TurnActions)
            assert actions is not None
            actions.set_hovered(hovered=True)
            words = [one.text() for one in actions.findChildren(QLabel)]
            assert any(f"{count_text(110_000)} in · 500 out · $0.115" in text for text in words)
            button = desk.find(QPushButton, "roomSumUpButton")
            assert isinstance(button, QPushButton)
            desk.house.engine.titles = ["In short."]
            button.click()
            dialog = await the_dialog(desk)
            dialog.reject()
            await until(lambda: desk.window.findChild(SummaryDialog) is None)
            close = desk.find(QAbstractButton, "roomCloseButton")
            assert isinstance(close, QAbstractButton)
            close.click()
            assert not room.isVisible()
            session = desk.workspace.chat.session
            assert session is not None
            await desk.house.talk(session.id, "two")
            await until(lambda: label.text() == "110k / 128k · $0.230")
            assert not room.isVisible(), "it was offered once"

    run(work())


def test_a_limit_that_is_reached_can_be_raised_where_it_is_told(
    run: Run, qapp: QApplication, tmp_path: Path
) -> None:
    async def work() -> None:
        gate = FakeGate()
        async with open_desk(qapp, tmp_path, nearly_full, verbs=gate.verbs) as desk:
            session_id = await desk.new_chat()
            await desk.house.service.set_limits(session_id, Limits(tokens=1000))
            await desk.house.talk(session_id, "one")
            await until(lambda: desk.workspace.chat.transcript.is_settled)
            button = desk.find(QPushButton, "raiseLimitButton")
            assert isinstance(button, QPushButton)
            button.click()
            await until(lambda: desk.window.findChild(LimitsDialog) is not None)
            dialog = desk.window.findChild(LimitsDialog)
            assert dialog is not None
            dialog.reject()
            await until(lambda: desk.window.findChild(LimitsDialog) is None)
            desk.write("two")
            await until(lambda: desk.workspace.notices.notice is not None)
            notice = desk.workspace.notices.notice
            assert notice is not None
            assert notice.action == "Raise the limit…"
            assert notice.run is not None
            notice.run()
            await until(lambda: desk.window.findChild(LimitsDialog) is not None)
            again = desk.window.findChild(LimitsDialog)
            assert again is not None
            again.reject()
            await until(lambda: desk.window.findChild(LimitsDialog) is None)

    run(work())
