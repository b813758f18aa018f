"""An answer's text while it grows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from time import perf_counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gui.qt.text_pane import TextPane
from gui.qt.theme import ThemeSwitch
from gui.views.transcript.block import Block
from gui.views.transcript.code_block import CodeBlock
from gui.views.transcript.prose_block import FULL, ProseBlock
from gui.views.transcript.sliced_column import MOST_LET_GO
from gui.views.transcript.surroundings import Surroundings
from gui.views.transcript.table_block import TableBlock
from gui.views.transcript.text_block import TextBlock
from gui.views.transcript.text_slice import MOST_BLOCKS
from tests.model.test_markdown_blocks import LINES
from tests.views.transcript.turns import destroy, finish


@pytest.fixture
def block(around: Surroundings) -> Iterator[TextBlock]:
    found = TextBlock(around)
    yield found
    destroy(found)


def _panes(block: Block | None) -> tuple[TextPane, ...]:
    assert isinstance(block, ProseBlock | CodeBlock | TableBlock)
    return (block.pane,) if isinstance(block, ProseBlock) else block.panes


def _picture(block: TextBlock) -> list[tuple[str, str]]:
    """What each row shows, formats included."""
    found = []
    for piece in block.slices:
        for pane in _panes(piece.block):
            document = pane.document()
            marks = [
                sorted((name, str(value)) for name, value in at.blockFormat().properties().items())
                for at in (document.findBlockByNumber(n) for n in range(document.blockCount()))
            ]
            found.append((type(piece.block).__name__, f"{document.toHtml()}{marks}"))
    return found


def test_prose_code_and_tables_have_their_own_rows(block: TextBlock) -> None:
    block.show_text("a\n\n```py\nb\n```\n\nc\n\n| d |\n|---|\n", growing=False)
    finish(block)
    kinds = [type(row.block) for row in block.slices]
    assert kinds == [ProseBlock, CodeBlock, ProseBlock, TableBlock]


def test_settled_rows_are_left_alone(block: TextBlock) -> None:
    block.show_text("one\n\n```\ncode\n```\n\ntw", growing=True)
    finish(block)
    first, code, tail = (row.block for row in block.slices)
    assert isinstance(first, ProseBlock)
    changes: list[int] = []
    first.pane.document().contentsChanged.connect(lambda: changes.append(1))
    block.show_text("one\n\n```\ncode\n```\n\ntwo three", growing=True)
    finish(block)
    assert [row.block for row in block.slices] == [first, code, tail]
    assert isinstance(tail, ProseBlock)
    assert tail.pane.toPlainText() == "two three"
    assert not changes


def test_a_long_answer_goes_on_in_another_document(block: TextBlock) -> None:
    block.show_text("A paragraph of words.\n\n" * (FULL // 2), growing=False)
    finish(block)
    assert len(block.slices) > 5


def test_an_open_code_block_only_ever_grows(block: TextBlock) -> None:
    text = "```python\n"
    for number in range(50):
        text += f"x{number} = {number}\n"
        block.show_text(text, growing=True)
        finish(block)
    (row,) = block.slices
    (pane,) = _panes(row.block)
    assert pane.document().blockCount() == 50
    block.show_text(text + "```\n", growing=False)
    finish(block)
    assert block.slices == [row]


def test_a_text_that_was_replaced_is_shown_anew(block: TextBlock) -> None:
    block.show_text("one\n\ntwo", growing=True)
    finish(block)
    block.show_text("three", growing=False)
    finish(block)
    (row,) = block.slices
    assert _panes(row.block)[0].toPlainText() == "three"


def test_definitions_at_the_end_reach_what_settled_before(block: TextBlock) -> None:
    text = "see [it]\n\nwords\n\n"
    block.show_text(text, growing=True)
    finish(block)
    block.show_text(text + "[it]: https://a.example\n", growing=False)
    finish(block)
    (row,) = block.slices
    assert isinstance(row.block, ProseBlock)
    assert row.block.pane.toPlainText() == "see it\nwords"


def test_work_stops_when_time_is_up(block: TextBlock) -> None:
    block.show_text("A paragraph.\n\n" * 500, growing=False)
    steps = 1
    while not block.advance(0.0):
        block.lay_out(600)
        steps += 1
    assert steps >= len(block.slices) > 2
    assert _panes(block.slices[0].block)[0].toPlainText().startswith("A paragraph.")


def test_a_new_theme_reaches_all_rows(block: TextBlock, theme: ThemeSwitch) -> None:
    block.show_text("one `code`\n\n```\nx\n```\n\n| a |\n|--|\n", growing=False)
    finish(block)
    rows, before = [row.block for row in block.slices], _picture(block)
    theme.choose(choice="dark", scale=150)
    block.restyle()
    finish(block)
    assert [row.block for row in block.slices] == rows
    assert all(old != new for old, new in zip(before, _picture(block), strict=True))


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_the_final_picture_does_not_depend_on_the_pieces(
    data: st.DataObject, around: Surroundings
) -> None:
    text = "\n".join(data.draw(st.lists(st.sampled_from(LINES), max_size=12)))
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=4)))
    grown, whole = TextBlock(around), TextBlock(around)
    for cut in cuts:
        grown.show_text(text[:cut], growing=True)
        finish(grown)
    for block in (grown, whole):
        block.show_text(text, growing=False)
        finish(block)
    try:
        assert _picture(grown) == _picture(whole)
        for above, below in pairwise(grown.slices):
            assert above.block is not None
            assert below.block is not None
            assert above.block.geometry().bottom() < below.block.y()
    finally:
        destroy(grown)
        destroy(whole)


def test_text_that_never_rests_keeps_no_more_than_what_is_near(block: TextBlock) -> None:
    paragraph = "Some words of a long answer. " * 60 + "\n\n```\ncode\n```\n\n"
    most = 0
    text, height = "", 600
    for _ in range(40):
        text += paragraph
        block.show_text(text, growing=True)
        block.show_range(height - 600, height)
        while not block.advance(perf_counter() + 1):
            pass
        most = max(most, len(block.live))
        height = block.lay_out(600)
    assert len(block.slices) > 60
    assert most < 16


def test_what_is_far_goes_a_few_at_a_time(block: TextBlock) -> None:
    block.show_text("One.\n\n```\ncode\n```\n\n" * 30, growing=False)
    height = finish(block)
    before = len(block.live)
    block.show_range(height, height + 10)
    steps = []
    while not block.advance(perf_counter() + 1):
        steps.append(before - len(block.live))
        before = len(block.live)
    assert len(steps) > 5
    assert max(steps) <= MOST_LET_GO
    assert len(block.live) < 5


def test_the_slices_of_a_wide_table_have_few_rows(block: TextBlock) -> None:
    block.show_text("|a" * 99 + "|\n" + "|-" * 99 + "|\n" + "x\n" * 30, growing=False)
    finish(block)
    panes = block.findChildren(TextPane)
    assert len(panes) == 30
    cells = [pane.document().blockCount() for pane in panes]
    assert max(cells) <= 2 * (99 + 2)


def test_a_slice_of_prose_has_not_too_many_blocks(block: TextBlock) -> None:
    block.show_text("---\n" * 500, growing=False)
    finish(block)
    assert len(block.slices) == 500 / MOST_BLOCKS
