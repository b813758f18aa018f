"""Where the chats cannot be opened, the window says why and offers what there is to do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from gui.model.problem import Problem, ProblemKind
from gui.qt.theme import ThemeSwitch
from gui.views.problem_text import problem_text
from gui.views.refusal_page import RefusalPage


def test_it_says_why_where_and_how_to_leave(qtbot: QtBot, theme: ThemeSwitch) -> None:
    problem = Problem(kind=ProblemKind.STORE_NEWER, facts={"path": "x", "version": "9"})
    page = RefusalPage(problem, folder="/chats/of/mine", theme=theme)
    qtbot.addWidget(page)
    shown = [label.text() for label in page.findChildren(QLabel)]
    words = problem_text(problem)
    assert shown == [words.sentence, words.next_step, "/chats/of/mine"]
    leave = page.findChild(QPushButton, "quitButton")
    assert leave is not None
    with qtbot.waitSignal(page.quit_wanted):
        QTest.mouseClick(leave, Qt.MouseButton.LeftButton)
