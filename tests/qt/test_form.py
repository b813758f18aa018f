"""Form fields: what they show, what they report, and how they fit narrow and large."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from gui.qt.form import Field, FieldKind, FieldRow, FieldValue
from gui.qt.form_controls import Choices, Lines, Number, SecretLine, Switch, TextLine
from gui.qt.keys_line import KeysLine
from gui.qt.reflow import ReflowRow
from gui.qt.theme import Theme, load_theme


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return load_theme(dark=False)


FIELDS = {
    kind: Field(
        id=kind.name.lower(),
        kind=kind,
        title="A title",
        help="What it is for.",
        choices=(("a", "First"), ("b", "Second")),
        minimum=0,
        maximum=10,
    )
    for kind in FieldKind
}


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (FieldKind.SWITCH, True),
        (FieldKind.NUMBER, 7),
        (FieldKind.CHOICE, "b"),
        (FieldKind.TEXT, "one line"),
        (FieldKind.SECRET, "sk-1234"),
        (FieldKind.LINES, "two\nlines"),
        (FieldKind.KEYS, "Ctrl+Alt+Space"),
    ],
)
def test_a_shown_value_is_read_back_and_is_no_edit(
    qtbot: QtBot, theme: Theme, kind: FieldKind, value: FieldValue
) -> None:
    row = FieldRow(FIELDS[kind], theme)
    qtbot.addWidget(row)
    with qtbot.assertNotEmitted(row.changed):
        row.show_value(value)
    assert row.value == value
    assert type(row.value) is type(value)


def test_each_kind_reports_what_the_user_did(qtbot: QtBot, theme: Theme) -> None:
    rows = {kind: FieldRow(FIELDS[kind], theme) for kind in FieldKind}
    seen: list[object] = []
    for row in rows.values():
        qtbot.addWidget(row)
        row.changed.connect(seen.append)
        row.show()
    switch, number = rows[FieldKind.SWITCH].control, rows[FieldKind.NUMBER].control
    QTest.mouseClick(switch, Qt.MouseButton.LeftButton)
    assert isinstance(number, Number)
    number.stepUp()
    choice = rows[FieldKind.CHOICE].control
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    QTest.keyClicks(rows[FieldKind.TEXT].control, "x")
    assert seen == [True, 1, "b", "x"]
    with qtbot.waitSignal(rows[FieldKind.LINES].changed):
        QTest.keyClicks(rows[FieldKind.LINES].control, "y")
    assert seen[-1] == "y"


def test_lines_left_before_the_pause_is_over_are_reported_at_once(
    qtbot: QtBot, theme: Theme
) -> None:
    row = FieldRow(FIELDS[FieldKind.LINES], theme)
    qtbot.addWidget(row)
    row.show()
    QTest.keyClicks(row.control, "z")
    with qtbot.waitSignal(row.changed) as told:
        row.hide()
    assert told.args == ["z"]


def test_new_words_keep_the_value(qtbot: QtBot, theme: Theme) -> None:
    field = FIELDS[FieldKind.CHOICE]
    row = FieldRow(field, theme)
    qtbot.addWidget(row)
    row.show_value("b")
    row.describe(replace(field, title="标题", choices=(("a", "甲"), ("b", "乙"))))
    control = row.control
    assert isinstance(control, Choices)
    assert (row.value, control.currentText(), control.accessibleName()) == ("b", "乙", "标题")


def test_a_wheel_over_a_field_without_focus_changes_nothing(qtbot: QtBot, theme: Theme) -> None:
    row = FieldRow(FIELDS[FieldKind.NUMBER], theme)
    qtbot.addWidget(row)
    row.show()
    row.show_value(5)
    row.control.clearFocus()
    QTest.mouseMove(row.control)
    assert row.control.focusPolicy() == Qt.FocusPolicy.StrongFocus
    assert row.value == 5


def test_a_problem_is_said_under_the_control_and_taken_back(qtbot: QtBot, theme: Theme) -> None:
    row = FieldRow(FIELDS[FieldKind.TEXT], theme)
    qtbot.addWidget(row)
    row.show()
    row.show_problem("That is no address.")
    said = [label for label in row.findChildren(QLabel) if label.text() == "That is no address."]
    assert said
    assert said[0].isVisible()
    assert row.control.property("wrong") is True
    row.show_problem("")
    assert not said[0].isVisible()


@pytest.mark.parametrize("scale", [80, 100, 200])
def test_a_row_never_asks_for_more_width_than_its_widest_part(
    qtbot: QtBot, qapp: QApplication, scale: int
) -> None:
    theme = load_theme(dark=False, scale=scale)
    before = qapp.font()
    qapp.setFont(theme.font())
    try:
        row = FieldRow(
            replace(FIELDS[FieldKind.CHOICE], title="A rather long title of words"), theme
        )
        qtbot.addWidget(row)
        row.show()
        row.resize(row.minimumSizeHint().width(), 400)
        control = row.control
        qtbot.waitUntil(lambda: control.width() >= control.minimumSizeHint().width())
        assert control.mapTo(row, control.rect().topRight()).x() <= row.width()
    finally:
        qapp.setFont(before)


def test_controls_are_what_the_kinds_say(theme: Theme, qtbot: QtBot) -> None:
    kinds = (Switch, Number, Choices, TextLine, SecretLine, Lines, KeysLine)
    for kind, control in zip(FieldKind, kinds, strict=True):
        row = FieldRow(FIELDS[kind], theme)
        qtbot.addWidget(row)
        assert isinstance(row.control, control)


def test_a_secret_is_hidden_until_it_is_asked_for(qtbot: QtBot, theme: Theme) -> None:
    row = FieldRow(FIELDS[FieldKind.SECRET], theme)
    qtbot.addWidget(row)
    row.show()
    control = row.control
    assert isinstance(control, SecretLine)
    QTest.keyClicks(control.line, "sk-1")
    assert control.line.echoMode() == QLineEdit.EchoMode.Password
    QTest.mouseClick(row.findChildren(QPushButton)[0], Qt.MouseButton.LeftButton)
    assert control.line.echoMode() == QLineEdit.EchoMode.Normal
    assert row.value == "sk-1"


def test_an_open_list_of_choices_has_one_frame(qtbot: QtBot, theme: Theme) -> None:
    row = FieldRow(FIELDS[FieldKind.CHOICE], theme)
    qtbot.addWidget(row)
    row.show()
    box = row.control
    assert isinstance(box, Choices)
    box.showPopup()
    around = box.view().parentWidget()
    assert isinstance(around, QFrame)
    assert around.frameShape() == QFrame.Shape.NoFrame
    box.hidePopup()


def test_a_number_keeps_off_the_edge(qtbot: QtBot, theme: Theme) -> None:
    row = FieldRow(FIELDS[FieldKind.NUMBER], theme)
    qtbot.addWidget(row)
    assert isinstance(row.control, Number)
    assert row.control.lineEdit().textMargins().left() > 0


def test_a_wide_choice_stands_under_its_title(qtbot: QtBot, theme: Theme) -> None:
    row = FieldRow(replace(FIELDS[FieldKind.CHOICE], help="", below=True), theme)
    qtbot.addWidget(row)
    row.resize(600, 200)
    row.show()
    (title,) = (label for label in row.findChildren(QLabel) if label.text() == "A title")
    assert row.control.y() >= title.mapTo(row, title.rect().bottomLeft()).y()


@pytest.mark.parametrize("width", [600, 120])
def test_a_filled_row_is_side_by_side_where_there_is_room(qtbot: QtBot, width: int) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    row = ReflowRow()
    for _ in range(3):
        button = QPushButton("Words")
        button.setMinimumWidth(80)
        row.add(button, align=Qt.AlignmentFlag.AlignVCenter)
    row.fill()
    QVBoxLayout(page).addWidget(row)
    page.resize(150, 200)
    page.show()
    qtbot.waitUntil(lambda: row.stacked)
    page.resize(width, 200)
    qtbot.waitUntil(lambda: row.stacked == (width < 240))
