"""Going through a transcript by keyboard, and what a screen reader finds there."""

from __future__ import annotations

from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.model.turn import (
    CodePart,
    ExecutionPart,
    HandoffPart,
    QuestionPart,
    ThoughtPart,
    ToolCallPart,
    ToolState,
    Turn,
    TurnMark,
)
from gui.qt.text_pane import TextPane
from gui.qt.theme import ThemeSwitch
from gui.views.transcript.fold import FoldButton
from gui.views.transcript.turn_block import TurnBlock
from gui.views.transcript.turn_steps import TurnSteps
from gui.views.transcript.view import TranscriptView
from tests.views.transcript.turns import agent, chat, show, user

MIXED = (
    "Words and https://example.com\n\n```python\na = 1\n```\n\n| x | y |\n|---|---|\n| 1 | 2 |\n"
)


@pytest.fixture
def view(theme: ThemeSwitch, qtbot: QtBot) -> TranscriptView:
    found = TranscriptView(theme=theme)
    qtbot.addWidget(found)
    found.resize(900, 600)
    found.show()
    found.activateWindow()
    return found


@pytest.fixture
def steps(view: TranscriptView, theme: ThemeSwitch) -> TurnSteps:
    return TurnSteps(view, theme)


def _focused_turn() -> str:
    focus = QApplication.focusWidget()
    return focus.turn.id if isinstance(focus, TurnBlock) and focus.turn is not None else ""


def _is_focused(turn_id: str) -> bool:
    return _focused_turn() == turn_id


def _press(key: Qt.Key) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, key)


def test_steps_go_from_turn_to_turn(view: TranscriptView, steps: TurnSteps, qtbot: QtBot) -> None:
    show(view, chat(12))
    qtbot.waitUntil(lambda: view.is_settled)
    for wanted in ("t0011", "t0010", "t0009"):
        steps.step(-1)
        qtbot.waitUntil(partial(_is_focused, wanted))
    ring = view.findChild(QWidget, "turnFocusRing")
    assert isinstance(ring, QWidget)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert ring.isVisible()
    assert ring.geometry().contains(focus.geometry())
    steps.step(1)
    qtbot.waitUntil(lambda: _focused_turn() == "t0010")
    pane = view.findChildren(TextPane)[0]
    pane.setFocus()
    assert not ring.isVisible()


def test_steps_reach_turns_that_are_not_loaded(
    view: TranscriptView, steps: TurnSteps, qtbot: QtBot
) -> None:
    turns = chat(300)
    known = {turn.id: turn for turn in turns}
    asked: list[tuple[str, ...]] = []
    view.turns_wanted.connect(asked.append)
    view.show_transcript([TurnMark.of(turn) for turn in turns], turns[-20:])
    qtbot.waitUntil(lambda: view.is_settled)
    for _ in range(40):  # faster than the store answers
        steps.step(-1)
    assert _focused_turn() != "t0260"
    qtbot.waitUntil(lambda: any("t0260" in ids for ids in asked))
    view.put_turns([known[turn_id] for ids in asked for turn_id in ids])
    qtbot.waitUntil(lambda: _focused_turn() == "t0260")
    focus = QApplication.focusWidget()
    assert focus is not None
    top = focus.mapTo(view.viewport, focus.rect().topLeft()).y()
    assert 0 <= top < 80


def test_tab_goes_through_a_turn_from_top_to_bottom(
    view: TranscriptView, steps: TurnSteps, qtbot: QtBot
) -> None:
    show(view, (*chat(20), agent("t1", MIXED)))
    qtbot.waitUntil(lambda: view.is_settled)
    view.reveal_turn("t0004")
    qtbot.waitUntil(lambda: view.is_settled)  # what stands last has been made first, and last
    view.jump_to_latest()
    qtbot.waitUntil(lambda: view.is_settled)
    steps.step(-1)
    qtbot.waitUntil(lambda: _focused_turn() == "t1")
    seen: list[str] = []
    tops: list[int] = []
    for _ in range(12):
        _press(Qt.Key.Key_Tab)
        focus = QApplication.focusWidget()
        if focus is None or not view.isAncestorOf(focus):
            break
        seen.append(focus.accessibleName() or str(getattr(focus, "text", str)()))
        tops.append(focus.mapTo(view, focus.rect().topLeft()).y())
    assert seen[:4] == ["Text", "Text", "Wrap", "Save code as…"]  # first the link in the words
    assert {"Copy code", "Code: python", "Table", "Copy", "Copy as Markdown"} <= set(seen)
    assert tops[:10] == sorted(tops[:10])
    _press(Qt.Key.Key_Backtab)
    assert QApplication.focusWidget() is not None


def test_the_keyboard_reaches_the_actions_from_both_sides(
    view: TranscriptView, steps: TurnSteps, qtbot: QtBot
) -> None:
    show(view, (*chat(4), agent("t9", "Words")))
    qtbot.waitUntil(lambda: view.is_settled)
    steps.step(-1)
    qtbot.waitUntil(lambda: _focused_turn() == "t9")
    seen = [_name_after(Qt.Key.Key_Tab) for _ in range(4)]
    assert seen == ["Text", "Copy", "Copy as Markdown", "Try again"]
    last = view.turn_blocks[-1].findChild(TextPane)
    assert last is not None
    last.setFocus()
    seen = [_name_after(Qt.Key.Key_Backtab) for _ in range(4)]
    assert seen == ["Try again", "Copy as Markdown", "Copy", "Text"]


def _name_after(key: Qt.Key) -> str:
    _press(key)
    focus = QApplication.focusWidget()
    assert focus is not None
    return focus.accessibleName() or str(getattr(focus, "text", str)())


def _everything() -> tuple[Turn, ...]:
    tool = ToolCallPart(
        source="assistant",
        call_id="1",
        name="read",
        arguments='{"a": [1, 2]}',
        result="line one",
        state=ToolState.DONE,
    )
    parts = (
        ThoughtPart(source="assistant", text="Thinking of it."),
        tool,
        HandoffPart(source="assistant", text="Over to you", target="writer"),
        CodePart(source="assistant", text="```python\nb = 2\n```"),
        ExecutionPart(source="assistant", output="it ran", exit_code=0),
        QuestionPart(source="assistant", request_id="q", text="Which one?"),
    )
    return (user("t1", "Ask"), agent("t2", MIXED, *parts))


def test_whatever_takes_the_focus_has_a_name(view: TranscriptView, qtbot: QtBot) -> None:
    show(view, _everything())
    qtbot.waitUntil(lambda: view.is_settled)
    for button in view.findChildren(FoldButton):
        if button.isEnabled():
            button.click()
    qtbot.waitUntil(lambda: view.is_settled)
    nameless = []
    for widget in view.findChildren(QWidget):
        by_tab = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if widget.isVisible() and by_tab and not _name(widget):
            nameless.append((type(widget).__name__, widget.objectName()))
    assert not nameless


def test_turns_and_blocks_say_what_they_are(view: TranscriptView, qtbot: QtBot) -> None:
    show(view, _everything())
    qtbot.waitUntil(lambda: view.is_settled)
    question, answer = view.turn_blocks
    assert _name(question).startswith("You")
    assert _name(answer).startswith("Answer of Assistant, ")
    names = {_name(widget) for widget in answer.findChildren(QWidget)}
    assert {"Code: python", "Table", "Tool read: done"} <= names
    for pane in answer.findChildren(TextPane):
        found = QAccessible.queryAccessibleInterface(pane)
        assert found is not None
        text = found.textInterface()
        assert text is not None
        read = text.text(0, text.characterCount())
        assert all(word in read for word in pane.toPlainText().split())
    assert isinstance(answer.findChild(QPushButton, "codeCopyButton"), QPushButton)


def _name(widget: QWidget) -> str:
    found = QAccessible.queryAccessibleInterface(widget)
    return "" if found is None else found.text(QAccessible.Text.Name)
