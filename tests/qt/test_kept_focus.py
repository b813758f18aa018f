"""A control that was disabled for a while gets the keyboard back, unless the user has moved on."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from gui.qt.kept_focus import disabled


@pytest.mark.parametrize("elsewhere", [False, True])
def test_it_is_given_back(qtbot: QtBot, elsewhere: bool) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    first, button, line = QLineEdit(), QPushButton("Go"), QLineEdit()
    for widget in (first, button, line):
        column.addWidget(widget)
    window.show()
    button.setFocus()
    with disabled(button):
        assert not button.isEnabled()
        assert window.focusWidget() is not button
        if elsewhere:
            first.setFocus()
    assert button.isEnabled()
    assert window.focusWidget() is (first if elsewhere else button)


def test_one_that_had_none_takes_none(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    line, button = QLineEdit(), QPushButton("Go")
    column.addWidget(line)
    column.addWidget(button)
    window.show()
    line.setFocus()
    with disabled(button, then=lambda: button):
        pass
    assert window.focusWidget() is line
