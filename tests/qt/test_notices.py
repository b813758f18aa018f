"""The notice bar: one matter at a time, problems stay, information goes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from gui.qt.notices import SHOWN_MS, Notice, NoticeBar, NoticeKind
from gui.qt.theme import ThemeSwitch


@pytest.fixture
def bar(qtbot: QtBot, qapp: QApplication) -> Iterator[NoticeBar]:
    theme = ThemeSwitch(qapp, choice="light")
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(700, 500)
    window.show()
    yield NoticeBar(window, theme=theme)
    theme.deleteLater()


def test_information_gives_way_and_goes_by_itself(bar: NoticeBar) -> None:
    bar.say("First")
    bar.say("Second")
    assert bar.notice == Notice(text="Second")
    assert bar.accessibleName() == "Second"
    timers = [timer for timer in bar.children() if timer.property("interval") == SHOWN_MS]
    assert [timer.property("active") for timer in timers] == [True]
    timers[0].timeout.emit()  # type: ignore[attr-defined] # found by property
    assert not bar.isVisible()


def test_a_problem_stays_and_what_comes_meanwhile_waits(bar: NoticeBar) -> None:
    problem = Notice(text="Trouble", kind=NoticeKind.PROBLEM)
    bar.show_notice(problem)
    bar.say("By the way")
    bar.show_notice(problem)
    assert bar.notice == problem
    close = bar.findChild(QToolButton, "noticeClose")
    assert close is not None
    assert close.accessibleName()
    QTest.mouseClick(close, Qt.MouseButton.LeftButton)
    assert bar.notice == Notice(text="By the way")


def test_the_action_runs_once_and_closes(bar: NoticeBar) -> None:
    done: list[str] = []
    bar.show_notice(Notice(text="Gone", action="Undo", run=lambda: done.append("undo")))
    button = bar.findChild(QPushButton, "noticeAction")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == ["undo"]
    assert not bar.isVisible()


def test_the_bar_stays_inside_a_window_that_shrinks(bar: NoticeBar) -> None:
    bar.say("A sentence that is long enough to need more than one line in a narrow window.")
    window = bar.parentWidget()
    assert window is not None
    window.resize(320, 400)
    assert bar.x() >= 0
    assert bar.geometry().right() < 320
