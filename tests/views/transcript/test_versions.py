"""The versions of a turn: seen, named, and led to."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from gui.model.turn import Role, Turn, TurnState
from gui.qt.theme import ThemeSwitch
from gui.views.transcript.agent_turn import AgentTurn
from gui.views.transcript.surroundings import Surroundings
from gui.views.transcript.turn_actions import TurnActions
from gui.views.transcript.turn_block import TurnBlock
from gui.views.transcript.user_turn import UserTurn
from gui.views.transcript.version_switch import VersionSwitch
from gui.views.transcript.versions import Version, Versions
from gui.views.transcript.view import TranscriptView
from tests.views.transcript.turns import agent, destroy, finish, show, text, user

THREE = {"t2": ("t1", "t2", "t3")}


@pytest.fixture
def versions(around: Surroundings) -> Versions:
    return around.versions


@pytest.fixture(params=[Role.AGENT, Role.USER])
def turn(request: pytest.FixtureRequest, around: Surroundings) -> Iterator[TurnBlock]:
    """The turn "t2", of which there is one version yet."""
    found: TurnBlock = AgentTurn(around) if request.param is Role.AGENT else UserTurn(around)
    found.show_turn(agent("t2", "words") if request.param is Role.AGENT else user("t2", "words"))
    finish(found)
    found.show()
    yield found
    destroy(found)


def _buttons(turn: TurnBlock) -> tuple[QPushButton, QPushButton]:
    earlier = turn.findChild(QPushButton, "previousSiblingButton")
    later = turn.findChild(QPushButton, "nextSiblingButton")
    assert earlier is not None
    assert later is not None
    return earlier, later


def _switch(turn: TurnBlock) -> VersionSwitch:
    (found,) = turn.findChildren(VersionSwitch)
    return found


def test_a_turn_knows_its_place(versions: Versions) -> None:
    versions.show({"t1": ("t1",), "t2": ("t1", "t2", "t3"), "t9": ("t8", "t9")})
    assert versions.of("t1") is None
    assert versions.of("unknown") is None
    assert versions.of("t2") == Version(number=2, count=3, earlier="t1", later="t3")
    assert versions.of("t9") == Version(number=2, count=2, earlier="t8", later="")


def test_the_versions_are_seen_without_a_pointer(turn: TurnBlock, versions: Versions) -> None:
    assert not any(found.isVisible() for found in turn.findChildren(VersionSwitch))
    low = finish(turn)
    versions.show(THREE)
    high = finish(turn)
    switch = _switch(turn)
    assert switch.isVisible()
    assert switch.number.text() == "2/3"
    assert switch.accessibleName() == "Version 2 of 3"
    names = [button.accessibleName() for button in _buttons(turn)]
    assert names == ["Earlier version", "Later version"]
    bottom = switch.mapTo(turn, switch.rect().bottomLeft()).y()
    assert 0 < bottom < high
    assert high >= low
    versions.show({})
    assert switch.isHidden()
    assert finish(turn) == low


def test_both_buttons_lead_on_by_mouse_and_keyboard(
    turn: TurnBlock, around: Surroundings, versions: Versions
) -> None:
    versions.show(THREE)
    finish(turn)
    asked = QSignalSpy(around.outlet.sibling_wanted)
    earlier, later = _buttons(turn)
    QTest.mouseClick(earlier, Qt.MouseButton.LeftButton)
    QTest.keyClick(later, Qt.Key.Key_Space)
    assert [asked.at(n) for n in range(asked.count())] == [["t1"], ["t3"]]
    assert earlier.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_nobody_goes_beyond_the_ends_or_away_from_a_running_answer(
    turn: TurnBlock, versions: Versions
) -> None:
    versions.show({"t2": ("t2", "t3")})
    earlier, later = _buttons(turn)
    assert (earlier.isEnabled(), later.isEnabled()) == (False, True)
    versions.allow_switching(False)
    assert (earlier.isEnabled(), later.isEnabled()) == (False, False)
    versions.allow_switching(True)
    assert later.isEnabled()


@pytest.mark.parametrize("state", [TurnState.RUNNING, TurnState.FAILED, TurnState.STOPPED])
def test_an_answer_without_words_has_versions_too(
    state: TurnState, around: Surroundings, versions: Versions
) -> None:
    turn = AgentTurn(around)
    versions.show(THREE)
    turn.show_turn(agent("t2", state=state))
    finish(turn)
    (actions,) = turn.findChildren(TurnActions)
    assert not _switch(turn).isHidden()
    assert actions.copy.isHidden()
    versions.show({})
    assert actions not in [row.block for row in turn.slices]
    destroy(turn)


def test_what_streams_in_stands_above_the_versions(
    around: Surroundings, versions: Versions
) -> None:
    turn = AgentTurn(around)
    versions.show(THREE)
    turn.show_turn(agent("t2", state=TurnState.RUNNING))
    turn.show_turn(agent("t2", text("one", growing=True), state=TurnState.RUNNING))
    turn.show_turn(agent("t2", "one", text("two", growing=True), state=TurnState.RUNNING))
    turn.show_turn(agent("t2", "other", state=TurnState.STOPPED))
    finish(turn)
    assert isinstance(turn.slices[-1].block, TurnActions)
    assert [type(row.block).__name__ for row in turn.slices] == [
        "SpeakerHeader",
        "TextBlock",
        "EndedLine",
        "TurnActions",
    ]
    assert not turn.findChildren(TurnActions)[0].copy.isHidden()
    destroy(turn)


def test_the_transcript_shows_versions_of_turns_that_stay(theme: ThemeSwitch, qtbot: QtBot) -> None:
    view = TranscriptView(theme=theme)
    qtbot.addWidget(view)
    view.show()
    turns: tuple[Turn, ...] = (user("t1", "Hello"), agent("t2", "Hi"))
    show(view, turns)
    qtbot.waitUntil(lambda: len(view.turn_blocks) == 2 and view.is_settled)
    kept = view.turn_blocks[1]
    show(view, turns, {"t1": ("t1",), "t2": ("t2", "t3")})
    qtbot.waitUntil(lambda: view.is_settled)
    assert view.turn_blocks[1] is kept
    asked = QSignalSpy(view.sibling_wanted)
    _buttons(kept)[1].click()
    assert asked.at(0) == ["t3"]
