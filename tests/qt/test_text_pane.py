"""A pane of text: as tall as its contents, and harmless."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QTextCursor, QTextDocument, QWheelEvent
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.qt.text_pane import TextPane


@pytest.fixture
def pane(qtbot: QtBot) -> TextPane:
    found = TextPane()
    qtbot.addWidget(found)
    return found


def test_the_height_follows_the_width(pane: TextPane) -> None:
    pane.setPlainText("some words " * 60)
    wide, narrow = pane.height_at(800), pane.height_at(200)
    assert narrow > 2 * wide
    pane.resize(200, narrow)
    pane.show()
    assert pane.verticalScrollBar().maximum() == 0


def test_code_scrolls_sideways_within_itself(pane: TextPane) -> None:
    pane.set_wrapped(False)
    pane.setPlainText("short")
    low = pane.height_at(200)
    pane.setPlainText("long " * 200)
    assert pane.height_at(200) > low
    pane.set_wrapped(True)
    assert pane.height_at(200) > 3 * low


def test_nothing_is_ever_loaded(pane: TextPane) -> None:
    kinds = QTextDocument.ResourceType
    for address in ("http://a.example/x.png", "file:///etc/passwd", "qrc:/x"):
        found: object = pane.loadResource  # what it gives is nothing, whatever its type says
        assert callable(found)
        assert found(kinds.ImageResource.value, QUrl(address)) is None
    pane.setHtml("<img src='file:///etc/passwd'><img src='http://a.example/x.png'>")
    pane.show()
    pane.grab()


def test_a_link_is_reported_and_not_opened(pane: TextPane) -> None:
    asked = QSignalSpy(pane.link_activated)
    pane.anchorClicked.emit(QUrl("https://a.example/"))
    pane.anchorClicked.emit(QUrl("file:///etc/passwd"))
    assert [asked.at(n) for n in range(asked.count())] == [["https://a.example/"]]
    assert pane.source().isEmpty()


def test_the_wheel_is_left_to_what_is_around(pane: TextPane) -> None:
    pane.setPlainText("words")
    pane.show()
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(5, 5),
        QPoint(0, 0),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(pane.viewport(), wheel)
    assert not wheel.isAccepted()


def test_what_is_copied_has_no_hidden_characters(pane: TextPane) -> None:
    pane.setPlainText("ab\u200bcd")
    pane.selectAll()
    pane.copy()
    assert QApplication.clipboard().text() == "abcd"


def test_the_keyboard_selects_text(pane: TextPane, qtbot: QtBot) -> None:
    pane.setPlainText("two words")
    pane.show()
    pane.setFocus()
    pane.moveCursor(QTextCursor.MoveOperation.Start)
    control_shift = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(pane, Qt.Key.Key_Right, control_shift)
    assert pane.textCursor().selectedText().strip() == "two"


def test_a_line_is_found_again(pane: TextPane) -> None:
    pane.setPlainText("\n".join(f"line {n}" for n in range(50)))
    pane.resize(300, pane.height_at(300))
    pane.show()
    position = pane.position_at(300)
    assert 0 <= 300 - pane.line_top(position) < 40
