"""The transcript as a whole: what it builds, where it stands, and that it rests."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.model.turn import Turn, TurnMark, TurnState
from gui.qt.text_pane import TextPane
from gui.qt.theme import ThemeSwitch
from gui.views.transcript.announcement import announcement
from gui.views.transcript.render_pace import FRAME, pause_after
from gui.views.transcript.turn_column import KEPT
from gui.views.transcript.view import TranscriptView
from tests.views.transcript.turns import agent, chat, show, text, user


@pytest.fixture
def view(theme: ThemeSwitch, qtbot: QtBot) -> TranscriptView:
    found = TranscriptView(theme=theme)
    qtbot.addWidget(found)
    found.resize(900, 600)
    found.show()
    return found


def _settle(view: TranscriptView, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: view.is_settled, timeout=10_000)


def _bar(view: TranscriptView) -> tuple[int, int]:
    bar = _scroll(view).verticalScrollBar()
    return bar.value(), bar.maximum()


def _scroll(view: TranscriptView) -> QAbstractScrollArea:
    return view.viewport


def _ids(view: TranscriptView) -> list[str]:
    return [block.turn.id for block in view.turn_blocks if block.turn is not None]


def _read_at_top(view: TranscriptView) -> tuple[TextPane, int, int]:
    """The pane at the upper edge, and where its line there begins and ends in its text."""
    viewport = _scroll(view).viewport()
    for pane in view.findChildren(TextPane):
        top = pane.mapTo(viewport, pane.rect().topLeft()).y()
        if top <= 0 < top + pane.height():
            cursor = pane.textCursor()
            cursor.setPosition(pane.position_at(-top))
            cursor.movePosition(QTextCursor.MoveOperation.StartOfLine)
            start = cursor.position()
            cursor.movePosition(QTextCursor.MoveOperation.EndOfLine)
            return pane, start, cursor.position()
    raise AssertionError("no text at the upper edge")


class Store:
    """Answers what the view asks for, as the store would."""

    def __init__(self, view: TranscriptView, turns: tuple[Turn, ...]) -> None:
        self.asked: list[str] = []
        self._turns = {turn.id: turn for turn in turns}
        self._view = view
        view.turns_wanted.connect(self._answer)

    def _answer(self, ids: tuple[str, ...]) -> None:
        self.asked += ids
        self._view.put_turns([self._turns[turn_id] for turn_id in ids])


def _show_newest(view: TranscriptView, turns: tuple[Turn, ...]) -> Store:
    store = Store(view, turns)
    view.show_transcript([TurnMark.of(turn) for turn in turns], turns[-20:])
    return store


def test_a_chat_opens_at_its_end(view: TranscriptView, qtbot: QtBot) -> None:
    turns = chat(75)
    show(view, turns)
    _settle(view, qtbot)
    assert _ids(view) == [turn.id for turn in turns][-len(_ids(view)) :]
    value, most = _bar(view)
    assert value == most > 0


def test_only_what_is_near_exists_however_long_the_chat(view: TranscriptView, qtbot: QtBot) -> None:
    turns = chat(2000)
    store = _show_newest(view, turns)
    _settle(view, qtbot)
    assert not store.asked
    few = len(view.findChildren(QWidget))
    bar = _scroll(view).verticalScrollBar()
    for share in range(20, -1, -1):
        bar.setValue(bar.maximum() * share // 20)
        _settle(view, qtbot)
        shown = [int(turn_id[1:]) for turn_id in _ids(view)]
        assert abs(shown[len(shown) // 2] - 2000 * share // 20) < 60  # a truthful scroll bar
        assert shown == list(range(shown[0], shown[-1] + 1))
    assert _ids(view)[0] == "t0000"
    assert len(view.findChildren(QWidget)) < 2 * few
    assert len(store.asked) < 1000


def test_far_turns_are_forgotten_and_asked_for_again(view: TranscriptView, qtbot: QtBot) -> None:
    store = _show_newest(view, chat(2 * KEPT + 50))
    bar = _scroll(view).verticalScrollBar()
    bar.setValue(0)
    while bar.value() < bar.maximum():
        bar.setValue(bar.value() + bar.pageStep())
        _settle(view, qtbot)
    assert view.column.turn("t0000") is None
    store.asked.clear()
    bar.setValue(0)
    _settle(view, qtbot)
    assert "t0000" in store.asked
    assert _ids(view)[0] == "t0000"


def test_a_jump_to_any_turn_is_one_step(view: TranscriptView, qtbot: QtBot) -> None:
    store = _show_newest(view, chat(1000))
    _settle(view, qtbot)
    for wanted in ("t0500", "t0017", "t0983", "t0000"):
        assert view.reveal_turn(wanted)
        _settle(view, qtbot)
        block = next(b for b in view.turn_blocks if b.turn is not None and b.turn.id == wanted)
        top = block.mapTo(_scroll(view).viewport(), block.rect().topLeft()).y()
        assert 0 <= top < 60
    assert not view.reveal_turn("no such turn")
    assert len(store.asked) < 150


def test_a_very_long_answer_exists_only_where_it_is_read(
    view: TranscriptView, qtbot: QtBot
) -> None:
    text = "".join(f"## Part {n}\n\n" + "Some words. " * 40 + "\n\n" for n in range(1500))
    lines = "\n".join(f"x{n} = {n}" for n in range(9000))
    rows = "\n".join(f"| {n} | b |" for n in range(2000))
    turn = agent("t2", f"{text}```python\n{lines}\n```\n\n| a | b |\n|---|---|\n{rows}\n")
    show(view, (user("t1", "Write much"), turn))
    _settle(view, qtbot)
    bar = _scroll(view).verticalScrollBar()
    for share in range(12, -1, -1):
        bar.setValue(bar.maximum() * share // 12)
        _settle(view, qtbot)
        assert len(view.findChildren(TextPane)) < 60
        shown = view.viewport.grab().toImage()
        places = ((x, y) for x in range(60, 400, 3) for y in range(0, shown.height(), 3))
        assert len({shown.pixel(x, y) for x, y in places}) > 3  # words, not an empty place


def test_what_streams_in_is_followed_at_the_end(view: TranscriptView, qtbot: QtBot) -> None:
    show(view, chat(8))
    _settle(view, qtbot)
    running = agent("t0100", text("Hello", growing=True), state=TurnState.RUNNING)
    view.apply_turn(running)
    for count in range(1, 30):
        words = "\n\n".join(f"Paragraph {n}" for n in range(count))
        view.apply_turn(replace(running, parts=(text(words, growing=True),)))
    _settle(view, qtbot)
    value, most = _bar(view)
    assert value == most
    assert "Paragraph 28" in view.findChildren(TextPane)[-1].toPlainText()


def test_nothing_moves_under_a_reader_who_scrolled_up(view: TranscriptView, qtbot: QtBot) -> None:
    show(view, chat(12))
    _settle(view, qtbot)
    view.reveal_turn("t0003")
    _settle(view, qtbot)
    bar = _scroll(view).verticalScrollBar()
    bar.setValue(bar.value() + 110)
    _settle(view, qtbot)
    pane, start, end = _read_at_top(view)
    jump = view.findChild(QPushButton, "jumpToLatestButton")
    assert isinstance(jump, QPushButton)
    assert jump.isVisible()
    assert jump.text() == "Jump to latest"
    view.apply_turn(agent("t0100", "New words. " * 200))
    _settle(view, qtbot)
    assert _read_at_top(view) == (pane, start, end)
    assert jump.text().startswith("Jump to latest · 1 new message")
    jump.click()
    value, most = _bar(view)
    assert value == most
    assert not jump.isVisible()


def test_there_is_no_way_to_the_end_from_where_it_is_in_sight(
    view: TranscriptView, qtbot: QtBot
) -> None:
    show(view, chat(2))
    _settle(view, qtbot)
    view.reveal_turn("t0000")
    _settle(view, qtbot)
    jump = view.findChild(QPushButton, "jumpToLatestButton")
    assert isinstance(jump, QPushButton)
    assert not jump.isVisible()
    view.apply_turn(agent("t0100", "New words.\n\n" * 200))
    _settle(view, qtbot)
    assert jump.isVisible()
    assert _ids(view)[0] == "t0000"


def test_who_writes_is_taken_to_the_end(view: TranscriptView, qtbot: QtBot) -> None:
    show(view, chat(12))
    _settle(view, qtbot)
    _scroll(view).verticalScrollBar().setValue(0)
    view.apply_turn(user("t0100", "And another thing"))
    _settle(view, qtbot)
    assert view.is_following


@pytest.mark.parametrize("change", ["narrow", "dark", "large", "language"])
def test_the_line_being_read_stays(
    change: str, view: TranscriptView, theme: ThemeSwitch, qtbot: QtBot
) -> None:
    show(view, chat(20))
    _settle(view, qtbot)
    view.reveal_turn("t0009")
    _settle(view, qtbot)
    bar = _scroll(view).verticalScrollBar()
    bar.setValue(bar.value() + 110)
    _settle(view, qtbot)
    pane, start, _ = _read_at_top(view)
    assert start > 0
    if change == "narrow":
        view.resize(520, 600)
    elif change == "language":
        QApplication.sendEvent(view, QEvent(QEvent.Type.LanguageChange))
    else:
        theme.choose(choice="dark", scale=150 if change == "large" else 100)
    _settle(view, qtbot)
    same_pane, first, last = _read_at_top(view)
    assert same_pane is pane
    assert first <= start <= last


def test_another_branch_keeps_what_both_share(view: TranscriptView, qtbot: QtBot) -> None:
    turns = chat(6)
    show(view, turns)
    _settle(view, qtbot)
    kept = view.turn_blocks[:5]
    sibling = replace(turns[-1], id="t0099")
    show(view, (*turns[:5], sibling))
    _settle(view, qtbot)
    assert view.turn_blocks[:5] == kept
    assert _ids(view)[-1] == "t0099"


def test_another_chat_replaces_all(view: TranscriptView, qtbot: QtBot) -> None:
    show(view, chat(6))
    _settle(view, qtbot)
    show(view, chat(3, session="other"))
    _settle(view, qtbot)
    assert len(view.turn_blocks) == 3
    view.apply_turn(agent("t0100", "late news", session="s"))
    _settle(view, qtbot)
    assert "t0100" not in _ids(view)
    view.clear()
    assert not view.turn_blocks


def test_a_hidden_transcript_rests_and_catches_up(view: TranscriptView, qtbot: QtBot) -> None:
    show(view, chat(2))
    _settle(view, qtbot)
    view.hide()
    view.apply_turn(agent("t0100", "unseen"))
    assert view.is_settled
    view.show()
    _settle(view, qtbot)
    assert _ids(view)[-1] == "t0100"


def test_nothing_runs_when_all_is_drawn(view: TranscriptView, qtbot: QtBot) -> None:
    show(view, (*chat(4), agent("t0100", state=TurnState.RUNNING)))
    _settle(view, qtbot)
    assert [timer for timer in view.findChildren(QTimer) if timer.isActive()] == []


def test_the_links_of_an_answer_are_reported(view: TranscriptView, qtbot: QtBot) -> None:
    show(view, (agent("t1", "[x](https://a.example/)"),))
    _settle(view, qtbot)
    asked = QSignalSpy(view.link_activated)
    pane = view.findChildren(TextPane)[0]
    where = pane.cursorRect().center()
    where.setX(3)
    QTest.mouseClick(pane.viewport(), Qt.MouseButton.LeftButton, pos=where)
    assert asked.at(0) == ["https://a.example/"]


def test_the_column_is_never_wider_than_it_reads_well(
    view: TranscriptView, theme: ThemeSwitch, qtbot: QtBot
) -> None:
    view.resize(1_600, 600)
    show(view, chat(4))
    _settle(view, qtbot)
    (width,) = {block.width() for block in view.turn_blocks}
    assert width == theme.theme.px("column_width")
    left = view.turn_blocks[0].x()
    assert abs(left - (_scroll(view).viewport().width() - width) // 2) <= 1


def test_keys_move_the_whole(view: TranscriptView, qtbot: QtBot) -> None:
    show(view, chat(12))
    _settle(view, qtbot)
    QTest.keyClick(view, Qt.Key.Key_Home)
    assert not view.is_following
    pane = view.findChildren(TextPane)[-1]
    QTest.keyClick(pane, Qt.Key.Key_End)
    assert view.is_following


def test_an_answer_is_announced_with_how_it_ended() -> None:
    assert announcement(agent("1", "All done.")) == "Answer: All done."
    assert announcement(agent("1", state=TurnState.STOPPED)) == "The answer was stopped."


def test_drawing_takes_at_most_a_third_of_a_core() -> None:
    for work in (0.001, 0.01, 0.1, 1.0):
        pause = pause_after(work)
        assert work / (work + pause) < 1 / 3
        assert work + pause >= FRAME
