"""The notice bar: one matter at a time, problems stay, information goes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QLineEdit,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.qt.notices import ACTION_MS, SHOWN_MS, Notice, NoticeBar, NoticeKind
from gui.qt.theme import ThemeSwitch


@pytest.fixture
def bar(qtbot: QtBot, qapp: QApplication) -> Iterator[NoticeBar]:
    theme = ThemeSwitch(qapp, choice="light")
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(700, 500)
    column = QVBoxLayout(window)
    column.addStretch(1)
    slot = QVBoxLayout()
    slot.addWidget(QLineEdit())
    column.addLayout(slot)
    window.show()
    notices = NoticeBar(window, theme=theme)
    notices.sit_on(window, above=window.findChild(QLineEdit))
    yield notices
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


def test_the_latest_problem_goes_before_the_others(bar: NoticeBar) -> None:
    first, second = (Notice(text=text, kind=NoticeKind.PROBLEM) for text in ("One", "Two"))
    shown = []
    for notice in (first, second, first, second):
        bar.show_notice(notice)
        shown.append(bar.notice)
    assert shown == [first, second, first, second]
    bar.dismiss()
    assert bar.notice == first
    bar.dismiss()
    assert bar.notice is None


def test_the_action_runs_once_and_closes(bar: NoticeBar) -> None:
    done: list[str] = []
    bar.show_notice(Notice(text="Gone", action="Undo", run=lambda: done.append("undo")))
    button = bar.findChild(QPushButton, "noticeAction")
    assert button is not None
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert done == ["undo"]
    assert not bar.isVisible()


def test_the_bar_stays_inside_a_window_that_shrinks(bar: NoticeBar, qtbot: QtBot) -> None:
    bar.say("A sentence that is long enough to need more than one line in a narrow window.")
    window = bar.parentWidget()
    assert window is not None
    window.resize(320, 400)
    qtbot.waitUntil(lambda: bar.width() < 320)
    assert bar.x() >= 0


def test_it_has_a_row_of_its_own_above_where_one_writes(bar: NoticeBar, qtbot: QtBot) -> None:
    field = bar.window().findChild(QLineEdit)
    assert field is not None
    before = field.geometry()
    bar.say("By the way")
    qtbot.waitUntil(lambda: 0 < bar.geometry().bottom() < field.y())
    assert field.geometry() == before


def test_it_moves_to_another_page_with_what_it_says(bar: NoticeBar, qtbot: QtBot) -> None:
    other = QWidget()
    qtbot.addWidget(other)
    QVBoxLayout(other).addStretch(1)
    other.show()
    bar.sit_on(other)
    assert bar.isHidden()
    bar.say("By the way")
    first = QWidget()
    qtbot.addWidget(first)
    QVBoxLayout(first)
    first.show()
    bar.sit_on(first)
    assert bar.isVisible()


def test_what_can_be_undone_stays_for_a_while(bar: NoticeBar) -> None:
    bar.show_notice(Notice(text="Gone", action="Undo"))
    assert [timer.interval() for timer in bar.findChildren(QTimer)] == [ACTION_MS]
    assert ACTION_MS >= 12_000


def test_a_lasting_one_stays_until_another_comes(bar: NoticeBar) -> None:
    bar.show_notice(Notice(text="Imported", action="Undo", lasting=True))
    assert not [timer for timer in bar.findChildren(QTimer) if timer.isActive()]
    bar.say("Something else")
    assert bar.notice == Notice(text="Something else")
    assert [timer for timer in bar.findChildren(QTimer) if timer.isActive()]


@pytest.mark.parametrize("by_key", [True, False])
def test_the_caret_is_where_it_was_afterwards(bar: NoticeBar, qtbot: QtBot, by_key: bool) -> None:
    edit = bar.window().findChild(QLineEdit)
    assert edit is not None
    bar.window().activateWindow()
    edit.setFocus()
    bar.show_notice(Notice(text="Gone", action="Undo"))
    button = bar.findChild(QPushButton, "noticeAction")
    assert button is not None
    if by_key:
        button.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(button, Qt.Key.Key_Space)
    else:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is edit)


def test_a_matter_that_is_over_is_withdrawn(bar: NoticeBar) -> None:
    full = Notice(text="The disk is full.", kind=NoticeKind.PROBLEM, about="disk")
    bar.show_notice(full)
    bar.show_notice(Notice(text="Something else.", kind=NoticeKind.PROBLEM, about="else"))
    bar.withdraw("disk")
    assert bar.notice is not None
    assert bar.notice.text == "Something else."
    bar.withdraw("else")
    assert bar.notice is None
