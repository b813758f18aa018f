"""Colours in code: the same at the end, however the code arrived."""

from __future__ import annotations

from time import perf_counter

import pytest
from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication

from gui.qt.highlighting import LONGEST_LINE, CodeHighlighter, Lexers, read_lines
from gui.qt.theme import load_theme

CODE = '''def f(x):
    """Two
    lines."""
    return "a" + str(1)  # done


class A:
    pass'''


@pytest.fixture
def lexers(qapp: QApplication) -> Lexers:
    found = Lexers()
    found.find("python")
    return found


def _colours(document: QTextDocument) -> list[list[tuple[int, int, str]]]:
    found, block = [], document.begin()
    while block.isValid():
        ranges = block.layout().formats()
        found.append([(r.start, r.length, r.format.foreground().color().name()) for r in ranges])
        block = block.next()
    return found


def _coloured(parts: list[str], lexers: Lexers, language: str = "python") -> QTextDocument:
    document, code = QTextDocument(), ""
    highlighter = CodeHighlighter(document, lexers, language=language, theme=load_theme(dark=False))
    for part in parts:
        code += part
        cursor = QTextCursor(document)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        cursor.insertText(part)
        highlighter.advance(code.split("\n"), complete=False, until=perf_counter() + 1)
    while not highlighter.advance(code.split("\n"), complete=True, until=perf_counter()):
        pass
    return document


def test_each_line_has_its_spans(lexers: Lexers) -> None:
    lexer = lexers.find("python")
    assert lexer is not None
    lines = list(read_lines(CODE, lexer))
    assert len(lines) == len(CODE.split("\n"))
    first = {CODE[s.start : s.start + s.length]: s.color for s in lines[0].spans}
    assert first == {"def": "keyword", "f": "name"}
    assert [s.color for s in lines[2].spans] == ["string"]
    assert lines[1].ends_in == "string"
    assert lines[3].spans[-1].color == "comment"


@pytest.mark.parametrize("step", [1, 7, 30, len(CODE)])
def test_the_final_colours_do_not_depend_on_the_pieces(step: int, lexers: Lexers) -> None:
    parts = [CODE[at : at + step] for at in range(0, len(CODE), step)]
    assert _colours(_coloured(parts, lexers)) == _colours(_coloured([CODE], lexers))


def test_growing_code_takes_its_colours_line_by_line(lexers: Lexers) -> None:
    document = QTextDocument("x = 1\ny = ")
    highlighter = CodeHighlighter(document, lexers, language="python", theme=load_theme(dark=False))
    lines = ["x = 1", "y = "]
    assert highlighter.advance(lines, complete=False, until=perf_counter() + 1)
    assert [bool(line) for line in _colours(document)] == [True, False]


def test_unknown_languages_and_poisonous_lines_stay_plain(lexers: Lexers) -> None:
    assert not any(_colours(_coloured(["def f(): 1"], lexers, "no-such-language")))
    long_line = "x = '" + "a" * LONGEST_LINE + "'\ndef f(): 1"
    assert not any(_colours(_coloured([long_line], lexers)))


def test_a_new_language_is_made_ready_in_the_background(qtbot: object) -> None:
    lexers = Lexers()
    assert lexers.is_ready("")
    assert not lexers.is_ready("json")
    deadline = perf_counter() + 20
    while not lexers.is_ready("json"):
        assert perf_counter() < deadline
    assert lexers.find("json") is not None


def test_a_diff_is_coloured(lexers: Lexers) -> None:
    lexers.find("diff")
    document = _coloured(["-old\n+new\n same"], lexers, "diff")
    theme = load_theme(dark=False)
    colours = [line[0][2] for line in _colours(document) if line]
    assert colours == [theme.color("code_removed").name(), theme.color("code_added").name()]
