"""Selecting across a whole turn with real mouse and keys, and what of it is on the clipboard."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QAction, QContextMenuEvent, QGuiApplication, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from gui.model.turn import ToolCallPart, ToolState, Turn
from gui.qt.text_pane import TextPane
from gui.qt.theme import ThemeSwitch
from gui.views.transcript.tool_block import ToolBlock
from gui.views.transcript.turn_places import panes_of
from gui.views.transcript.view import TranscriptView
from tests.views.transcript.turns import agent, show, user

LEFT = Qt.MouseButton.LeftButton
CONTROL = Qt.KeyboardModifier.ControlModifier

MIXED = """First **bold** words.

- one
- two

```python
a = 1
b = 2
```

| x | y |
|---|---|
| 1 | 2 |
| 3 | 4 |

Last words.
"""


@pytest.fixture
def view(theme: ThemeSwitch, qtbot: QtBot) -> TranscriptView:
    found = TranscriptView(theme=theme)
    qtbot.addWidget(found)
    found.resize(900, 600)
    found.show()
    found.activateWindow()
    QGuiApplication.clipboard().clear()
    return found


def _show(view: TranscriptView, turns: tuple[Turn, ...], qtbot: QtBot) -> None:
    show(view, turns)
    qtbot.waitUntil(lambda: view.is_settled, timeout=10_000)


def _pane(view: TranscriptView, words: str) -> TextPane:
    return next(pane for pane in view.findChildren(TextPane) if words in pane.toPlainText())


def _at(pane: TextPane, words: str, *, behind: bool = False) -> QPoint:
    """Where `words` begin or end on the pane."""
    found = pane.document().find(words)
    position = found.selectionEnd() if behind else found.selectionStart()
    found.setPosition(position)
    place = pane.cursorRect(found).center()
    return place + QPoint(1 if behind else 0, 0)


def _drag(start: tuple[TextPane, QPoint], end: tuple[TextPane, QPoint]) -> None:
    pane, at = start
    QTest.mousePress(pane.viewport(), LEFT, pos=at)
    _move(pane, at + QPoint(5, 1))
    goal = pane.viewport().mapFromGlobal(end[0].viewport().mapToGlobal(end[1]))
    for step in range(1, 11):
        _move(pane, at + (goal - at) * step / 10)
    QTest.mouseRelease(pane.viewport(), LEFT, pos=goal)


def _move(pane: TextPane, at: QPoint) -> None:
    """Qt Test moves the pointer without the button that is held."""
    where = pane.viewport().mapToGlobal(at)
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(at),
        QPointF(where),
        Qt.MouseButton.NoButton,
        LEFT,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(pane.viewport(), event)


def _copied(view: TranscriptView, qtbot: QtBot, act: Callable[[], object]) -> str:
    with qtbot.waitSignal(view.copied, timeout=20_000):
        act()
    return QGuiApplication.clipboard().text()


def _copy_from(pane: TextPane) -> Callable[[], object]:
    return lambda: QTest.keyClick(pane, Qt.Key.Key_C, CONTROL)


def _menu(pane: TextPane, at: QPoint | None = None) -> QMenu:
    at = at or QPoint(3, 3)
    where = pane.viewport().mapToGlobal(at)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, where)
    QApplication.sendEvent(pane.viewport(), event)
    menu = pane.findChild(QMenu, "paneMenu")
    assert isinstance(menu, QMenu)
    return menu


def _choose(menu: QMenu, name: str) -> None:
    found = menu.findChild(QAction, name)
    assert isinstance(found, QAction)
    assert found.isEnabled()
    found.trigger()
    menu.close()


def test_a_drag_from_words_over_code_into_a_table(view: TranscriptView, qtbot: QtBot) -> None:
    _show(view, (user("t1", "Ask"), agent("t2", MIXED)), qtbot)
    words, code, table = _pane(view, "First"), _pane(view, "a = 1"), _pane(view, "3")
    _drag((words, _at(words, "bold")), (table, _at(table, "1")))
    assert words.textCursor().selectedText().startswith("bold words.")
    assert code.textCursor().selectedText().split("\u2029") == ["a = 1", "b = 2"]
    assert table.textCursor().hasSelection()
    text = _copied(view, qtbot, _copy_from(words))
    assert text == "bold words.\none\ntwo\n\na = 1\nb = 2\n\nx\ty\n1\t2"
    html = QGuiApplication.clipboard().mimeData().html()
    assert "<pre><code>a = 1\nb = 2</code></pre>" in html
    assert "<td>2</td>" in html
    assert "<td>4</td>" not in html


def test_upwards_too_and_as_markdown(view: TranscriptView, qtbot: QtBot) -> None:
    _show(view, (user("t1", "Ask"), agent("t2", MIXED)), qtbot)
    code, last = _pane(view, "a = 1"), _pane(view, "Last")
    _drag((last, _at(last, "Last", behind=True)), (code, _at(code, "b = 2")))
    menu = _menu(last)
    text = _copied(view, qtbot, lambda: _choose(menu, "copySelectionAsMarkdown"))
    assert text == "b = 2\n\n| x | y |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\nLast"


def test_what_a_tool_gave_is_selected_with_the_words(view: TranscriptView, qtbot: QtBot) -> None:
    call = ToolCallPart(
        source="assistant",
        call_id="1",
        name="read",
        arguments="{}",
        result="line one\nline two",
        state=ToolState.DONE,
    )
    _show(view, (agent("t2", "Before it.", call, "After it."),), qtbot)
    before, after = _pane(view, "Before"), _pane(view, "After")
    _drag((before, _at(before, "it.")), (after, _at(after, "After", behind=True)))
    assert _copied(view, qtbot, _copy_from(before)) == "it.\n\nAfter"
    block = view.findChild(ToolBlock)
    assert isinstance(block, ToolBlock)
    block.toggle.click()
    qtbot.waitUntil(lambda: view.is_settled)
    assert _pane(view, "line one").textCursor().hasSelection()
    assert _copied(view, qtbot, _copy_from(before)) == "it.\n\nline one\nline two\n\nAfter"


def test_a_selection_stays_in_its_turn_and_a_click_ends_it(
    view: TranscriptView, qtbot: QtBot
) -> None:
    _show(view, (agent("t1", MIXED), user("t2", "A question")), qtbot)
    words, question = _pane(view, "First"), _pane(view, "A question")
    _drag((words, _at(words, "bold")), (question, QPoint(5, 5)))
    assert not question.textCursor().hasSelection()
    assert _copied(view, qtbot, _copy_from(words)).endswith("3\t4\n\nLast words.")
    QTest.mouseClick(question.viewport(), LEFT, pos=QPoint(2, 2))
    assert not any(pane.textCursor().hasSelection() for pane in view.findChildren(TextPane))
    assert not view.selection.is_wide


def test_slices_that_are_made_again_are_still_selected(view: TranscriptView, qtbot: QtBot) -> None:
    source = "".join(f"Paragraph {n}. " + "Some words. " * 60 + "\n\n" for n in range(200))
    _show(view, (agent("t1", source),), qtbot)
    bar = view.viewport.verticalScrollBar()
    bar.setValue(0)
    qtbot.waitUntil(lambda: view.is_settled)
    first = _pane(view, "Paragraph 0.")
    QTest.mouseClick(first.viewport(), LEFT, pos=QPoint(3, 3))
    QTest.keyClick(first, Qt.Key.Key_A, CONTROL)
    for share in (1, 2, 3, 4, 2, 0):
        bar.setValue(bar.maximum() * share // 4)
        qtbot.waitUntil(lambda: view.is_settled)
        for pane in panes_of(view.turn_blocks[0]):
            assert pane.textCursor().selectedText().replace("\u2029", "\n") == pane.toPlainText()
    assert _copied(view, qtbot, _copy_from(first)).count("Paragraph ") == 200


def test_all_of_a_very_long_answer_is_copied_in_short_steps(
    view: TranscriptView, qtbot: QtBot
) -> None:
    prose = "".join(f"Paragraph {n}. " + "Some *words*. " * 20 + "\n\n" for n in range(2_000))
    lines = "\n".join(f"x{n} = {n}" for n in range(20_000))
    source = f"{prose}```python\n{lines}\n```\n"
    _show(view, (agent("t1", source),), qtbot)
    pane = view.findChildren(TextPane)[-1]
    QTest.mouseClick(pane.viewport(), LEFT, pos=QPoint(3, 3))
    QTest.keyClick(pane, Qt.Key.Key_A, CONTROL)
    turns_of_the_loop: list[None] = []

    timer = QTimer()
    timer.timeout.connect(lambda: turns_of_the_loop.append(None))
    timer.start(0)
    text = _copied(view, qtbot, _copy_from(pane))
    timer.stop()
    assert text.count("Paragraph ") == 2_000
    assert text.endswith("x19999 = 19999")
    assert len(turns_of_the_loop) > 50  # other things had their turn again and again
    menu = _menu(pane)
    assert _copied(view, qtbot, lambda: _choose(menu, "copySelectionAsMarkdown")) == source


def test_a_drag_beyond_the_lower_edge_scrolls(view: TranscriptView, qtbot: QtBot) -> None:
    source = "".join(f"Paragraph {n}. " + "Some words. " * 60 + "\n\n" for n in range(60))
    _show(view, (agent("t1", source), user("t2", "Thanks")), qtbot)
    bar = view.viewport.verticalScrollBar()
    bar.setValue(0)
    qtbot.waitUntil(lambda: view.is_settled)
    first = _pane(view, "Paragraph 0.")
    at = _at(first, "Paragraph 0")
    QTest.mousePress(first.viewport(), LEFT, pos=at)
    room = view.viewport.viewport()
    below = first.viewport().mapFromGlobal(room.mapToGlobal(QPoint(300, room.height() + 150)))
    _move(first, at + QPoint(4, 4))
    _move(first, below)
    qtbot.waitUntil(lambda: bar.value() > 3_000, timeout=20_000)
    QTest.mouseRelease(first.viewport(), LEFT, pos=below)
    stood = bar.value()
    text = _copied(view, qtbot, _copy_from(first))
    assert text.startswith("Paragraph 0. Some")
    assert text.count("Paragraph ") > 5
    assert bar.value() == stood


def test_the_menu_copies_code_and_links(view: TranscriptView, qtbot: QtBot) -> None:
    _show(view, (agent("t1", "See https://example.com/x now.\n\n" + MIXED),), qtbot)
    code, words = _pane(view, "a = 1"), _pane(view, "See")
    menu = _menu(code)
    assert _copied(view, qtbot, lambda: _choose(menu, "copyCode")) == "a = 1\nb = 2"
    menu = _menu(words, _at(words, "example"))
    _choose(menu, "copyLink")
    assert QGuiApplication.clipboard().text() == "https://example.com/x"
    menu = _menu(words)
    _choose(menu, "selectAllInTurn")
    text = _copied(view, qtbot, _copy_from(words))
    assert text.startswith("See https://example.com/x now.\n\nFirst bold words.\n\n• one\n• two")
    assert text.endswith("x\ty\n1\t2\n3\t4\n\nLast words.")
