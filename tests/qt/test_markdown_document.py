"""Markdown in documents: what it looks like, and what it must never do."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QTextBlock, QTextCharFormat, QTextDocument, QTextTable
from PySide6.QtWidgets import QApplication

from gui.qt.breakable_text import LINE_BREAK, breakable
from gui.qt.markdown_document import GrowingDocument, PieceKind, parse, pieces, references
from gui.qt.markdown_plain import plain_text
from gui.qt.markdown_seen import seen_in
from gui.qt.markdown_style import (
    MARKER,
    QUOTE_DEPTH,
    QUOTE_RTL,
    QUOTE_TONE,
    RULE,
    SHADED,
    TASK,
    MarkdownStyle,
)
from gui.qt.markdown_writer import DocumentWriter
from gui.qt.theme import load_theme


@pytest.fixture
def style(qapp: QApplication) -> MarkdownStyle:
    return MarkdownStyle(load_theme(dark=False))


def _written(source: str, style: MarkdownStyle) -> QTextDocument:
    document = QTextDocument()
    DocumentWriter(document, style).write(parse(source))
    return document


def _format_of(document: QTextDocument, words: str) -> QTextCharFormat:
    cursor = document.find(words)
    assert not cursor.isNull(), words
    return cursor.charFormat()


def _blocks(document: QTextDocument) -> list[QTextBlock]:
    found = [document.begin()]
    while (block := found[-1].next()).isValid():
        found.append(block)
    return found


def _property(document: QTextDocument, name: int) -> list[object]:
    return [block.blockFormat().property(name) for block in _blocks(document)]


def test_words_take_their_looks(style: MarkdownStyle) -> None:
    document = _written("plain *slanted* **heavy** ~~gone~~ `code`", style)
    assert _format_of(document, "slanted").fontItalic()
    assert _format_of(document, "heavy").fontWeight() == QFont.Weight.DemiBold
    assert _format_of(document, "gone").fontStrikeOut()
    assert _format_of(document, "code").background().color() == style.theme.color("code")
    assert not _format_of(document, "plain").fontItalic()


def test_headings_know_their_level(style: MarkdownStyle) -> None:
    document = _written("# One\n\nwords\n\n### Three\n", style)
    assert [b.blockFormat().headingLevel() for b in _blocks(document)] == [1, 0, 3]


def test_a_link_shows_its_address(style: MarkdownStyle) -> None:
    look = _format_of(_written("[here](https://a.example/b)", style), "here")
    assert look.anchorHref() == "https://a.example/b"
    assert look.toolTip() == "https://a.example/b"


@pytest.mark.parametrize(
    "source", ["[here](ftp://a.example/b)", "[here](javascript:x)", "[here](file:///etc/passwd)"]
)
def test_other_addresses_are_no_links(source: str, style: MarkdownStyle) -> None:
    assert _format_of(_written(source, style), "here").anchorHref() == ""


def test_a_bare_address_is_a_link_and_a_file_name_is_not(style: MarkdownStyle) -> None:
    document = _written("https://a.example and main.py", style)
    assert _format_of(document, "a.example").isAnchor()
    assert not _format_of(document, "main.py").isAnchor()


def test_raw_html_stays_text(style: MarkdownStyle) -> None:
    source = "<b>bold</b> <img src='http://a.example/x.png'>"
    assert _written(source, style).toPlainText() == source


def test_an_image_is_words_and_a_link(style: MarkdownStyle) -> None:
    document = _written("![a cat](https://a.example/cat.png)", style)
    assert document.toPlainText() == "Image: a cat"
    assert _format_of(document, "a cat").anchorHref() == "https://a.example/cat.png"


def test_lists_have_markers_and_indents(style: MarkdownStyle) -> None:
    document = _written("- a\n  - b\n\n3. c\n4. d\n\n   more\n", style)
    assert _property(document, MARKER) == ["•", "◦", "3.", "4.", None]
    assert [b.blockFormat().indent() for b in _blocks(document)] == [1, 2, 1, 1, 1]


def test_tasks_have_boxes(style: MarkdownStyle) -> None:
    document = _written("- [ ] open\n- [x] done\n", style)
    assert _property(document, TASK) == [False, True]
    assert document.toPlainText() == "open\ndone"


def test_quotes_count_their_bars(style: MarkdownStyle) -> None:
    assert _property(_written("> a\n> > b\n\nc", style), QUOTE_DEPTH) == [1, 2, None]


def test_code_in_a_list_is_one_shaded_block(style: MarkdownStyle) -> None:
    document = _written("- run\n\n  ```sh\n  a\n  b\n  ```\n", style)
    last = _blocks(document)[-1]
    assert last.text() == f"a{LINE_BREAK}b"
    assert last.blockFormat().hasProperty(SHADED)


def test_a_table_has_its_cells(style: MarkdownStyle) -> None:
    document = _written("| a | b |\n|---|--:|\n| 1 | 2 |\n| 3 | 4 |\n", style)
    (table,) = document.rootFrame().childFrames()
    assert isinstance(table, QTextTable)
    cells = [
        [table.cellAt(row, column).firstCursorPosition().block().text() for column in range(2)]
        for row in range(3)
    ]
    assert cells == [["a", "b"], ["1", "2"], ["3", "4"]]


def test_fences_and_tables_stand_alone() -> None:
    source = "a\n\n```py x\nc\n```\nb\n\n| t |\n|---|\n\n- d\n"
    found = pieces(parse(source))
    kinds = [piece.kind for piece in found]
    assert kinds == [PieceKind.PROSE, PieceKind.CODE, PieceKind.PROSE, PieceKind.TABLE, kinds[0]]
    assert (found[1].code, found[1].info) == ("c\n", "py x")


def test_definitions_of_the_whole_text_reach_every_block() -> None:
    known = references("[x] and\n\n[x]: https://a.example\n")
    (_, inline, _) = parse("[x]", known)
    assert any(child.type == "link_open" for child in inline.children or ())


def test_only_the_tail_is_written_anew(style: MarkdownStyle) -> None:
    document = QTextDocument()
    growing = GrowingDocument(document, style)
    growing.write(parse("one\n"), follows=False)
    growing.settle(4)
    growing.write(parse("tw"), follows=False)
    growing.end()
    assert document.toPlainText() == "one\ntw"
    growing.write(parse("two and *more*"), follows=False)
    growing.end()
    assert document.toPlainText() == "one\ntwo and more"


@pytest.mark.parametrize("settled", ["---\n", "- \n", "# h\n", "> q\n"])
def test_cutting_the_tail_leaves_the_settled_looks(settled: str, style: MarkdownStyle) -> None:
    document = QTextDocument()
    growing = GrowingDocument(document, style)
    growing.write(parse(settled), follows=False)
    growing.settle(len(settled))
    for tail in ("a", "a\n\nb", "- list\n\n      code", ""):
        growing.write(parse(tail), follows=False)
        growing.end()
    growing.begin()
    growing.end()
    alone = _written(settled, style)
    assert document.toPlainText() == alone.toPlainText()
    for name in (MARKER, QUOTE_DEPTH, RULE):
        assert _property(document, name) == _property(alone, name)


def test_long_runs_can_be_broken_without_changing_other_text() -> None:
    assert breakable("x" * 9_000).replace("\u200b", "") == "x" * 9_000
    assert "\u200b" in breakable("x" * 9_000)
    assert breakable("word " * 1_000) == "word " * 1_000


def test_the_cells_of_a_row_share_a_baseline(style: MarkdownStyle) -> None:
    document = _written("| 名称 | Name |\n|--|--|\n| 中文 mix | `code` |\n", style)
    document.setTextWidth(600)
    assert document.size().height() > 0  # else there are no lines yet
    lines = [(b, b.layout().lineAt(0)) for b in _blocks(document) if b.text()]
    layout = document.documentLayout()
    baselines = [layout.blockBoundingRect(b).top() + line.y() + line.ascent() for b, line in lines]
    assert len(baselines) == 4
    assert baselines[0] == pytest.approx(baselines[1], abs=0.5)
    assert baselines[2] == pytest.approx(baselines[3], abs=0.5)


def test_plain_text_keeps_structure_without_marks() -> None:
    source = "# T\n\n*a* `b`\n\n1. x\n   - y\n\n```\nc\n```\n\n| h | i |\n|--|--|\n| 1 | 2 |\n"
    assert plain_text(source) == "T\n\na b\n\n1. x\n  • y\n\nc\n\nh\ti\n1\t2"


def test_a_footnote_is_a_small_note_with_its_label(style: MarkdownStyle) -> None:
    document = _written("Said[^1].\n\n[^1]: By somebody.\n\nOn.\n", style)
    assert document.toPlainText() == "Said1.\n1 By somebody.\nOn."
    raised = QTextCharFormat.VerticalAlignment.AlignSuperScript
    assert _format_of(document, "1").verticalAlignment() is raised
    small, body = style.theme.font("small").pixelSize(), style.theme.font().pixelSize()
    assert _format_of(document, "somebody").font().pixelSize() == small
    assert _format_of(document, "On.").font().pixelSize() == body


def test_two_footnotes_may_stand_side_by_side(style: MarkdownStyle) -> None:
    assert _written("a[^1][^2]", style).toPlainText() == "a12"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("[bank.example](https://evil.test/x)", "bank.example (evil.test)"),
        ("[**https**://bank.example](https://evil.test)", "https://bank.example (evil.test)"),
        ("[bank.example](https://www.bank.example/x)", "bank.example"),
        ("[here](https://evil.test)", "here"),
    ],
)
def test_a_link_that_states_another_address_says_its_own(
    source: str, shown: str, style: MarkdownStyle
) -> None:
    assert _written(source, style).toPlainText() == shown
    assert plain_text(source) == shown
    assert list(seen_in(parse(source, {}))) == [shown]


def test_an_alert_has_a_title_and_a_bar_in_its_colour(style: MarkdownStyle) -> None:
    document = _written("> [!WARNING]\n> careful\n\nOn.\n", style)
    assert document.toPlainText() == "Warning\ncareful\nOn."
    assert _property(document, QUOTE_TONE) == ["warn", "warn", None]
    assert _format_of(document, "Warning").foreground().color() == style.theme.color("warn")
    assert _format_of(document, "careful").foreground().color() == style.theme.color("text")


def test_blocks_are_read_in_the_direction_of_their_words(style: MarkdownStyle) -> None:
    document = _written("abc\n\nשלום abc\n\n- مرحبا\n\n> שלום\n\n    code\n", style)
    rtl = Qt.LayoutDirection.RightToLeft
    directions = [block.textDirection() is rtl for block in _blocks(document)]
    assert directions == [False, True, True, True, False]
    assert _property(document, QUOTE_RTL) == [None, None, None, True, None]


def test_a_table_in_such_a_script_begins_on_the_right(style: MarkdownStyle) -> None:
    document = _written("| א | ב |\n|---|---|\n| ג | ד |\n", style)
    (table,) = document.rootFrame().childFrames()
    assert table.frameFormat().layoutDirection() is Qt.LayoutDirection.RightToLeft


def test_what_hides_in_inline_code_is_seen(style: MarkdownStyle) -> None:
    source = "`a\u202eb` c\x1bd"
    document = _written(source, style)
    assert document.toPlainText() == "a⟦U+202E⟧b c␛d"
    assert list(seen_in(parse(source, {}))) == [document.toPlainText()]


def test_plain_text_has_formulas_and_notes() -> None:
    source = "a $x$[^n]\n\n$$\ny\n$$\n\n[^n]: note\n"
    assert plain_text(source) == "a $x$[n]\n\n$$y$$\n\n[n] note"
