"""A whole output in a window of its own: found, copied and saved as it is, whatever its length."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from gui.views.output_view import OutputView, save_text
from gui.views.transcript.surroundings import Surroundings
from tests.conftest import Run
from tests.views.transcript.turns import destroy
from tests.waiting import until

LINES = 20_000
TEXT = "".join(
    f"\x1b[32mline {n}\x1b[0m {'needle' if n % 1_000 == 7 else 'hay'}\n" for n in range(LINES)
)


@pytest.fixture
def window(qapp: QApplication) -> Iterator[QWidget]:
    made = QWidget()
    made.resize(400, 300)
    yield made
    destroy(made)


def _view(text: str, around: Surroundings, window: QWidget, qtbot: QtBot) -> OutputView:
    view = OutputView("Result", text, around, window)
    view.show()
    qtbot.waitUntil(lambda: view.is_idle)
    return view


def test_only_a_window_of_the_rows_is_a_document(
    around: Surroundings, window: QWidget, qtbot: QtBot
) -> None:
    view = _view(TEXT, around, window, qtbot)
    pane = view.pane
    assert pane.edit.toPlainText().startswith("line 0 hay\nline 1 hay\n")
    for row in (12_345, 400, LINES, 0):
        pane.go_to(row)
        expected = min(row, LINES - pane.rows_shown)
        assert pane.top_row == expected
        assert pane.edit.firstVisibleBlock().text() == _line(expected)
        assert pane.edit.blockCount() < 1_000
        assert pane.bar.value() == expected


def _line(number: int) -> str:
    return f"line {number} {'needle' if number % 1_000 == 7 else 'hay'}"


def test_scrolling_by_the_wheel_reaches_the_end(
    around: Surroundings, window: QWidget, qtbot: QtBot
) -> None:
    view = _view("".join(f"{n}\n" for n in range(3_000)), around, window, qtbot)
    bar = view.pane.edit.verticalScrollBar()

    def at_end() -> bool:
        bar.setValue(bar.value() + 100)
        return view.pane.top_row >= 3_000 - view.pane.rows_shown - 1

    qtbot.waitUntil(at_end)
    assert view.pane.edit.toPlainText().endswith("2999")


def test_words_are_found_counted_and_gone_through(
    around: Surroundings, window: QWidget, qtbot: QtBot
) -> None:
    view = _view(TEXT, around, window, qtbot)
    QTest.keyClick(view, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    view.finder.edit.setText("NEEDLE")
    qtbot.waitUntil(lambda: view.is_idle)
    assert view.finder.state.text() == "1 of 20"
    assert view.pane.edit.textCursor().selectedText() == "needle"
    for _ in range(3):
        QTest.keyClick(view.finder.edit, Qt.Key.Key_Return)
    assert view.finder.state.text() == "4 of 20"
    assert view.pane.edit.textCursor().block().text() == _line(3_007)
    for _ in range(4):
        QTest.keyClick(view.finder.edit, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert view.finder.state.text() == "20 of 20"
    assert view.pane.edit.textCursor().block().text() == _line(19_007)
    assert view.pane.edit.extraSelections()
    view.finder.edit.setText("nothing of the kind")
    qtbot.waitUntil(lambda: view.is_idle)
    assert view.finder.state.text() == "Not found"


def test_a_line_without_end_is_broken_and_copied_whole(
    around: Surroundings, window: QWidget, qtbot: QtBot
) -> None:
    text = "x" * 2_000_000 + "\u202e\x1b[1m!"
    view = _view(text, around, window, qtbot)
    lines = view.findChild(QLabel, "outputLines")
    assert lines is not None
    assert lines.text() == "Lines: 1 · long lines are broken here, not in the copy"
    view.pane.set_wrapped(True)
    view.pane.edit.setFocus()
    QTest.keyClick(view.pane.edit, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(view.pane.edit, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == text
    view.pane.go_to(10**6)
    assert view.pane.edit.toPlainText().endswith("⟦U+202E⟧!")


def test_esc_closes_it(around: Surroundings, window: QWidget, qtbot: QtBot) -> None:
    view = _view("text", around, window, qtbot)
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert not view.isVisible()


def test_it_is_saved_as_it_is(
    run: Run[None], around: Surroundings, window: QWidget, tmp_path: Path
) -> None:
    run(_save(around, window, tmp_path / "out.txt"))


async def _save(around: Surroundings, window: QWidget, path: Path) -> None:
    text = "\x1b[31mred\r\n\u202e" * 100_000
    view = OutputView("Result", text, around, window)
    view.show()
    await until(lambda: view.is_idle)
    (save,) = view.findChildren(QPushButton, "outputSaveButton")
    save.click()
    await until(lambda: bool(view.findChildren(QFileDialog)))
    (dialog,) = view.findChildren(QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.accepted.emit()
    dialog.done(1)
    await until(path.exists)
    assert path.read_bytes() == text.encode()
    view.close()
    destroy(view)
    await asyncio.sleep(0)


def test_half_a_surrogate_does_not_keep_the_rest_from_being_saved(tmp_path: Path) -> None:
    save_text(tmp_path / "out.txt", "a\ud800b")
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == "a\ufffdb"
