"""Colours in code: the same at the end, however the code arrived."""

from __future__ import annotations

from time import perf_counter

import pytest
from PySide6.QtWidgets import QApplication

from gui.qt.highlighting import LONGEST_LINE, Lexers, LineColours, Span, read_lines

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


class Painted:
    """Lines of code as they arrive, and the colours that were told of them."""

    def __init__(self, lexers: Lexers, language: str = "python") -> None:
        self.code = ""
        self.told: set[int] = set()
        self.colours = LineColours(lexers, language=language, coloured=self._note)

    def grow(self, part: str, *, complete: bool = False) -> None:
        self.code += part
        lines = self.code.split("\n")
        while not self.colours.advance(lines, complete=complete, until=perf_counter()):
            pass

    @property
    def lines(self) -> list[list[Span]]:
        return self.colours.spans

    def _note(self, first: int, end: int) -> None:
        self.told |= set(range(first, end))


def _coloured(parts: list[str], lexers: Lexers, language: str = "python") -> Painted:
    found = Painted(lexers, language)
    for part in parts:
        found.grow(part)
    found.grow("", complete=True)
    return found


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
    found = _coloured(parts, lexers)
    assert found.lines == _coloured([CODE], lexers).lines
    assert found.told == set(range(len(CODE.split("\n"))))


def test_the_last_line_of_a_diff_is_coloured_without_a_line_end(lexers: Lexers) -> None:
    found = _coloured(["-old\n+new"], lexers, "diff")
    assert [[span.color for span in line] for line in found.lines] == [["removed"], ["added"]]


def test_growing_code_takes_its_colours_line_by_line(lexers: Lexers) -> None:
    found = Painted(lexers)
    found.grow("x = 1\ny = ")
    assert len(found.lines) == 1
    assert found.told == {0}


def test_unknown_languages_and_poisonous_lines_stay_plain(lexers: Lexers) -> None:
    assert not _coloured(["def f(): 1"], lexers, "no-such-language").lines
    long_line = "x = '" + "a" * LONGEST_LINE + "'\ndef f(): 1"
    assert not _coloured([long_line], lexers).lines


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
    found = _coloured(["-old\n+new\n same"], lexers, "diff")
    assert [line[0].color for line in found.lines if line] == ["removed", "added"]
