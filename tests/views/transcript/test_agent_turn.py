"""An answer as it is put together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from gui.model import reducer
from gui.model.events import EngineEvent, HandedOff, TextAppended, TextSettled, ToolRequested
from gui.model.turn import TurnState, Usage
from gui.views.transcript.agent_turn import AgentTurn
from gui.views.transcript.handoff_rule import HandoffRule
from gui.views.transcript.speaker_header import SpeakerHeader
from gui.views.transcript.surroundings import Surroundings
from gui.views.transcript.text_block import TextBlock
from gui.views.transcript.tool_block import ToolBlock
from gui.views.transcript.turn_actions import TurnActions
from gui.views.transcript.working_line import WorkingLine
from tests.views.transcript.turns import NOON, agent, destroy, finish, text

EVENTS: tuple[EngineEvent, ...] = (
    TextAppended(source="planner", text="Handing "),
    TextAppended(source="planner", text="over."),
    TextSettled(source="planner", text="Handing over."),
    HandedOff(source="planner", target="coder"),
    ToolRequested(source="coder", call_id="1", name="read", arguments="{}", at=0.0),
    TextAppended(source="coder", text="Done."),
)


@pytest.fixture
def turn(around: Surroundings) -> Iterator[AgentTurn]:
    found = AgentTurn(around)
    yield found
    destroy(found)


def test_events_add_blocks_under_their_speakers(turn: AgentTurn) -> None:
    value = agent("1", state=TurnState.RUNNING)
    turn.show_turn(value)
    for event in EVENTS:
        value = reducer.apply(value, event)
        turn.show_turn(value)
        finish(turn)
    kinds = [type(row.block) for row in turn.slices]
    assert kinds == [SpeakerHeader, TextBlock, HandoffRule, SpeakerHeader, ToolBlock, TextBlock]
    names = [header.name for header in turn.findChildren(SpeakerHeader)]
    assert names[-2:] == ["planner", "coder"]


def test_only_what_changed_is_touched(turn: AgentTurn) -> None:
    value = agent("1", "first", text("sec", growing=True), state=TurnState.RUNNING)
    turn.show_turn(value)
    finish(turn)
    blocks = [row.block for row in turn.slices]
    first, second = value.parts
    later = replace(value, parts=(first, text("second", growing=True)))
    turn.show_turn(later)
    assert [row.block for row in turn.slices] == blocks
    assert turn.findChildren(TextBlock)[1].markdown == "second"
    assert second is not later.parts[1]


def test_a_line_says_that_work_goes_on_until_something_is_there(turn: AgentTurn) -> None:
    turn.show_turn(agent("1", state=TurnState.RUNNING))
    finish(turn)
    assert [type(row.block) for row in turn.slices] == [SpeakerHeader, WorkingLine]
    turn.show_turn(agent("1", text("x", growing=True), state=TurnState.RUNNING))
    assert WorkingLine not in [type(row.block) for row in turn.slices]


def test_parts_that_vanish_take_their_blocks_along(turn: AgentTurn) -> None:
    turn.show_turn(agent("1", "one", "two"))
    turn.show_turn(agent("1", "other"))
    finish(turn)
    assert [type(row.block) for row in turn.slices] == [SpeakerHeader, TextBlock, TurnActions]


def test_a_finished_answer_can_be_copied_and_tried_again(
    turn: AgentTurn, around: Surroundings, qtbot: QtBot
) -> None:
    turn.show_turn(agent("t9", "Some *words*"))
    finish(turn)
    (actions,) = turn.findChildren(TurnActions)
    actions.set_hovered(hovered=True)
    clipboard = QApplication.clipboard()
    actions.copy.click()
    qtbot.waitUntil(lambda: clipboard.text() == "Some words")
    actions.copy_markdown.click()
    qtbot.waitUntil(lambda: clipboard.text() == "Some *words*")
    asked = QSignalSpy(around.outlet.retry_requested)
    actions.retry.click()
    assert asked.at(0) == ["t9"]


def test_the_actions_are_shown_to_pointer_and_keyboard(turn: AgentTurn) -> None:
    usage = Usage(prompt_tokens=1_204, completion_tokens=380)
    turn.show_turn(replace(agent("1", "words"), usage=usage, ended_at=NOON + 2_100))
    finish(turn)
    turn.show()
    (actions,) = turn.findChildren(TurnActions)
    assert not actions.findChildren(QPushButton)  # nobody has needed them yet
    height = actions.height()
    actions.set_hovered(hovered=True)
    finish(turn)
    assert actions.height() == height
    assert actions.copy.property("hidden") == "false"
    facts = [label.text() for label in actions.findChildren(QLabel) if label.text()]
    assert facts in (["1,204 in · 380 out · 2.1 s"], ["1204 in · 380 out · 2.1 s"])
    actions.set_hovered(hovered=False)
    assert actions.copy.property("hidden") == "true"
    turn.activateWindow()
    actions.findChildren(QPushButton)[1].setFocus()
    if actions.copy_markdown.hasFocus():
        assert actions.copy.property("hidden") == "false"
