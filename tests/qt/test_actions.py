"""The action table: one row feeds shortcut, menu, tool tip and cheat sheet."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from gui.qt.actions import Action, ActionTable
from gui.qt.menus import add_rows, menu_of


class Verbs:
    """Notes what was run."""

    def __init__(self) -> None:
        self.done: list[str] = []
        self.allowed = True

    def save(self) -> None:
        self.done.append("save")

    def is_allowed(self) -> bool:
        return self.allowed


@pytest.fixture
def verbs() -> Verbs:
    return Verbs()


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window


@pytest.fixture
def table(window: QWidget, verbs: Verbs) -> ActionTable:
    rows = (
        Action(
            id="save",
            title="Save",
            group="File",
            run=verbs.save,
            shortcuts=("Ctrl+S", "F5"),
            enabled_when=verbs.is_allowed,
        ),
        Action(id="other", title="Other", group="File", run=verbs.save),
    )
    return ActionTable(rows, window=window)


@pytest.mark.parametrize(
    ("key", "modifier"),
    [
        (Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier),
        (Qt.Key.Key_F5, Qt.KeyboardModifier.NoModifier),
    ],
)
def test_every_shortcut_runs_the_verb(
    table: ActionTable, window: QWidget, verbs: Verbs, key: Qt.Key, modifier: Qt.KeyboardModifier
) -> None:
    QTest.keyClick(window, key, modifier)
    assert verbs.done == ["save"]


def test_a_verb_that_makes_no_sense_now_is_not_run_nor_offered(
    table: ActionTable, window: QWidget, verbs: Verbs
) -> None:
    verbs.allowed = False
    QTest.keyClick(window, Qt.Key.Key_F5)
    assert verbs.done == []
    menu = menu_of(table, ("save", "", "other"), parent=window)
    assert [action.text() for action in menu.actions() if not action.isSeparator()] == ["Other"]


def test_words_and_keys_come_from_the_row(table: ActionTable) -> None:
    assert table.action("save").toolTip() == "Save (Ctrl+S)"
    assert table.shortcuts() == (("Save", "Ctrl+S"),)


def test_rows_outside_the_table_make_menus_too(window: QWidget, verbs: Verbs) -> None:
    menu = QMenu(window)
    add_rows(menu, (Action(id="save", title="Save", group="File", run=verbs.save),))
    menu.actions()[0].trigger()
    assert verbs.done == ["save"]
