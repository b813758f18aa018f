"""Outputs of tools: in the shape they have, as the text they are, and never too much of it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from gui.qt.grid_view import GridView
from gui.qt.json_tree import GROUP, JsonTree
from gui.views.output_view import OutputView
from gui.views.transcript.output_block import OutputBlock
from gui.views.transcript.output_grid import OutputGrid
from gui.views.transcript.output_text import OutputText
from gui.views.transcript.output_tree import OutputTree
from gui.views.transcript.surroundings import Surroundings
from tests.views.transcript.turns import destroy, finish


@pytest.fixture
def output(around: Surroundings) -> Iterator[OutputBlock]:
    window = QWidget()
    block = OutputBlock(around, tables=True)
    block.setParent(window)
    block.say("Result", "tool")
    yield block
    destroy(window)


def _text(block: OutputBlock) -> str:
    assert isinstance(block.body, OutputText)
    return block.body.pane.toPlainText()


def test_a_short_output_is_whole(output: OutputBlock) -> None:
    output.show_text("4.2 MB\n")
    finish(output)
    assert _text(output) == "4.2 MB"
    assert output.foot.isHidden()
    assert output.head.as_text.isHidden()


def test_what_is_long_is_folded_and_counted(output: OutputBlock) -> None:
    output.show_text("line\n" * 300_000)
    finish(output)
    assert _text(output).count("\n") == 19
    assert output.foot.all.text() == "Show all 300,000 lines"
    output.show_text("x" * 50_000)
    finish(output)
    assert len(_text(output).replace("\u200b", "")) == 4_000
    assert output.foot.all.text() == "Show all"


def test_fifty_megabytes_are_not_looked_at(output: OutputBlock) -> None:
    text = ("some words in a line\n" * 2_500_000)[:50_000_000]
    output.show_text(text)
    output.lay_out(600)
    output.advance(0.0)
    assert len(_text(output)) < 1_000
    assert output.foot.all.text() == "Show all"  # its lines have not been counted


def test_the_original_is_copied(output: OutputBlock, qapp: QApplication) -> None:
    text = "\x1b[31mred\x1b[0m \u202eend\r\n" * 30
    output.show_text(text)
    output.head.copy.click()
    assert QApplication.clipboard().text() == text


def test_colours_are_kept_and_nothing_hides(output: OutputBlock, around: Surroundings) -> None:
    output.show_text("\x1b[1;31mred\x1b[0m \x1b[2Kplain\u202e\x00")
    assert _text(output) == "red plain⟦U+202E⟧␀"
    assert isinstance(output.body, OutputText)
    document = output.body.pane.document()
    cursor = output.body.pane.textCursor()
    cursor.setPosition(2)
    assert cursor.charFormat().foreground().color() == around.theme.color("ansi_1")
    assert document.characterCount() > 1


def test_json_is_a_tree_and_can_be_text(output: OutputBlock) -> None:
    text = json.dumps({"user": {"name": "Ada", "tags": ["a"]}, "ok": True})
    output.show_text(text)
    low = finish(output)
    assert isinstance(output.body, OutputTree)
    assert output.body.tree.accessibleName() == "Result"
    assert output.body.tree.rows_open(20) == 5
    tree = output.body.tree
    tree.collapse(tree.model().index(0, 0))
    assert finish(output) < low
    output.head.as_text.click()
    assert _text(output) == text
    output.head.as_text.click()
    assert isinstance(output.body, OutputTree)


def test_a_list_of_objects_is_a_table(output: OutputBlock) -> None:
    output.show_text(json.dumps([{"day": f"d{n}", "failed": n} for n in range(25)]))
    finish(output)
    assert isinstance(output.body, OutputGrid)
    shown = output.body.pane.toPlainText()
    assert "d19" in shown
    assert "d20" not in shown
    assert output.foot.all.text() == "Show all 25 rows"
    output.foot.all.click()
    (view,) = output.window().findChildren(OutputView)
    (grid,) = view.findChildren(GridView)
    assert grid.model().rowCount() == 25
    grid.selectRow(24)
    QTest.keyClick(grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "d24\t24"
    view.close()
    destroy(view)


def test_large_json_waits_for_a_slice(output: OutputBlock) -> None:
    text = json.dumps({f"key{n}": n for n in range(5_000)})
    output.show_text(text)
    assert isinstance(output.body, OutputText)
    height = finish(output)
    assert isinstance(output.body, OutputTree)
    assert height < 1_000
    output.show_text(json.dumps(["x"] * 100_000))
    finish(output)
    assert isinstance(output.body, OutputText)


def test_a_tree_of_many_is_opened_in_groups(around: Surroundings, qapp: QApplication) -> None:
    tree = JsonTree(around.theme)
    tree.show_data(list(range(GROUP * GROUP + 5)), open_rows=20)
    model = tree.model()
    assert model.rowCount() == 2
    last = model.index(1, 0)
    assert last.data() == "10000 … 10004"
    assert model.index(4, 0, last).data() == "10004: 10004"
    assert model.parent(model.index(4, 0, last)) == last
    tree.setCurrentIndex(model.index(4, 0, last))
    QTest.keyClick(tree, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "10004"
    destroy(tree)


def test_keys_and_values_hide_nothing(around: Surroundings, qapp: QApplication) -> None:
    tree = JsonTree(around.theme)
    tree.show_data({"a\u202eb": "c\u200bd\n" + "x" * 1_000}, open_rows=20)
    shown = str(tree.model().index(0, 0).data())
    assert shown.startswith('a⟦U+202E⟧b: "c⟦U+200B⟧d\\nxxx')
    assert len(shown) < 400
    destroy(tree)
