"""The composer: sending, input methods, growth, the queue's rows and drafts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFrame, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from gui.model.session import QueuedMessage
from gui.qt.theme import ThemeSwitch
from gui.views.composer.composer import Composer
from gui.views.composer.message_edit import SHARE_OF_WINDOW
from tests.views.open_window import destroy


class Settings:
    """The one setting that the composer asks for."""

    enter_sends = True


@pytest.fixture
def settings() -> Settings:
    return Settings()


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[ThemeSwitch]:
    theme = ThemeSwitch(qapp, choice="light")
    yield theme
    destroy(theme)


@pytest.fixture
def composer(qtbot: QtBot, theme: ThemeSwitch, settings: Settings) -> Composer:
    composer = Composer(theme=theme, enter_sends=lambda: settings.enter_sends)
    qtbot.addWidget(composer)
    composer.resize(800, 600)
    composer.show()
    composer.activateWindow()
    composer.focus()
    return composer


@pytest.fixture
def sent(composer: Composer) -> list[str]:
    texts: list[str] = []
    composer.sent.connect(texts.append)
    return texts


def press(composer: Composer, *, modifier: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(composer.edit, Qt.Key.Key_Return, modifier or Qt.KeyboardModifier.NoModifier)


def compose(composer: Composer, preedit: str, *, commit: str = "") -> None:
    event = QInputMethodEvent(preedit, [])
    if commit:
        event.setCommitString(commit)
    QApplication.sendEvent(composer.edit, event)


SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def test_enter_sends_and_shift_enter_breaks(composer: Composer, sent: list[str]) -> None:
    QTest.keyClicks(composer.edit, "one")
    press(composer, modifier=SHIFT)
    QTest.keyClicks(composer.edit, "two")
    assert sent == []
    press(composer)
    assert sent == ["one\ntwo"]
    assert composer.text == ""


def test_the_two_keys_can_be_swapped(
    composer: Composer, sent: list[str], settings: Settings
) -> None:
    settings.enter_sends = False
    QTest.keyClicks(composer.edit, "one")
    press(composer)
    QTest.keyClicks(composer.edit, "two")
    press(composer, modifier=SHIFT)
    QTest.keyClicks(composer.edit, "three")
    press(composer, modifier=CONTROL)
    assert sent == ["one\ntwo", "three"]


def test_nothing_is_sent_while_an_input_method_composes(
    composer: Composer, sent: list[str]
) -> None:
    composer.edit.insertPlainText("看")
    compose(composer, "ni hao")
    press(composer)
    composer.send()
    assert sent == []
    compose(composer, "", commit="你好")
    press(composer)
    assert sent == ["看你好"]


def test_escape_belongs_to_the_input_method_while_it_composes(
    composer: Composer, qtbot: QtBot
) -> None:
    composer.show_running(True)
    compose(composer, "ni")
    with qtbot.assertNotEmitted(composer.stop_wanted):
        QTest.keyClick(composer.edit, Qt.Key.Key_Escape)


@pytest.mark.parametrize("text", ["", "   ", "\n\n"])
def test_nothing_is_not_sent(composer: Composer, sent: list[str], text: str) -> None:
    composer.edit.insertPlainText(text)
    press(composer)
    assert sent == []


def test_what_is_pasted_is_plain(composer: Composer) -> None:
    data = QMimeData()
    data.setHtml("<b>bold</b> &amp; more")
    data.setText("bold & more")
    composer.edit.insertFromMimeData(data)
    assert composer.text == "bold & more"


def test_the_box_grows_with_its_text_up_to_its_share_of_the_window(composer: Composer) -> None:
    one = composer.edit.height()
    composer.edit.insertPlainText("a\nb\nc")
    three = composer.edit.height()
    assert three == pytest.approx(3 * one, abs=3)
    composer.edit.insertPlainText("line\n" * 200)
    assert composer.edit.height() == pytest.approx(composer.height() * SHARE_OF_WINDOW, abs=1)
    composer.edit.clear()
    assert composer.edit.height() == one


def test_stop_takes_the_place_of_send_while_agents_work(composer: Composer, qtbot: QtBot) -> None:
    send = composer.findChild(QToolButton, "sendButton")
    stop = composer.findChild(QToolButton, "stopButton")
    assert send is not None
    assert stop is not None
    assert (send.isVisible(), stop.isVisible()) == (True, False)
    composer.show_running(True)
    assert (send.isVisible(), stop.isVisible()) == (False, True)
    with qtbot.waitSignal(composer.stop_wanted):
        QTest.mouseClick(stop, Qt.MouseButton.LeftButton)


def test_queued_messages_can_be_edited_sent_or_removed(composer: Composer) -> None:
    asked: list[str] = []
    composer.edit_queued.connect(lambda name: asked.append(f"edit {name}"))
    composer.send_queued.connect(lambda name: asked.append(f"send {name}"))
    composer.remove_queued.connect(lambda name: asked.append(f"remove {name}"))
    composer.show_running(True)
    composer.show_queue((QueuedMessage(id="q", session_id="s", text="next\none"),))
    row = composer.findChild(QFrame, "queuedRow")
    assert row is not None
    send = row.findChild(QPushButton, "sendQueuedButton")
    edit = row.findChild(QPushButton, "editQueuedButton")
    remove = row.findChild(QToolButton, "removeQueuedButton")
    assert send is not None
    assert edit is not None
    assert remove is not None
    assert not send.isVisible()
    composer.show_running(False)
    assert send.isVisible()
    for button in (edit, send, remove):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert asked == ["edit q", "send q", "remove q"]


def test_a_text_put_back_comes_before_what_was_typed_since(composer: Composer) -> None:
    composer.edit.insertPlainText("typed since")
    composer.put_back("could not be sent")
    assert composer.text == "could not be sent\ntyped since"


def test_a_draft_is_told_once_the_typing_rests(composer: Composer, qtbot: QtBot) -> None:
    with qtbot.waitSignal(composer.draft_changed) as told:
        QTest.keyClicks(composer.edit, "half a sent")
    assert told.args == ["half a sent"]


def test_showing_a_draft_is_no_change_of_it(composer: Composer, qtbot: QtBot) -> None:
    composer.show_draft("from yesterday")
    with qtbot.assertNotEmitted(composer.draft_changed, wait=400):
        assert composer.text == "from yesterday"
    assert not composer.edit.document().isUndoAvailable()


def test_every_control_has_a_name_for_screen_readers(composer: Composer) -> None:
    assert composer.edit.accessibleName()
    for name in ("sendButton", "stopButton"):
        button = composer.findChild(QToolButton, name)
        assert button is not None
        assert button.accessibleName()
