"""Formulas in documents: drawn when they are ready, and never less than their source."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QImage, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication

from gui.qt.formulas import OBJECT, Formulas, formulas_in, source_of, when_drawn
from gui.qt.markdown_document import parse
from gui.qt.markdown_style import MarkdownStyle
from gui.qt.markdown_writer import DocumentWriter
from gui.qt.math_pictures import Formula, MathPictures
from gui.qt.text_pane import TextPane
from gui.qt.theme import Theme, load_theme
from tests.conftest import Run

UNDRAWABLE = r"\frac{a"


@pytest.fixture
def pictures(qapp: QApplication) -> Iterator[MathPictures]:
    found = MathPictures()
    yield found
    found.deleteLater()


def _style(math: MathPictures | None, *, dark: bool = False) -> MarkdownStyle:
    return MarkdownStyle(load_theme(dark=dark), math=math)


def _write(document: QTextDocument, source: str, style: MarkdownStyle) -> None:
    document.clear()
    DocumentWriter(document, style).write(parse(source, {}))


def _written(source: str, style: MarkdownStyle) -> QTextDocument:
    document = QTextDocument()
    _write(document, source, style)
    return document


async def _drawn(pictures: MathPictures, *formulas: Formula) -> None:
    more = asyncio.Event()
    pictures.ready.connect(more.set)
    while not all(pictures.outcome(formula) for formula in formulas):
        await more.wait()
        more.clear()
    pictures.ready.disconnect(more.set)


def _shown(document: QTextDocument) -> list[str]:
    return [source_of(look) for _, look in formulas_in(document)]


def _picture(pane: TextPane, theme: Theme) -> QImage:
    pane.set_theme(theme)
    pane.resize(400, pane.height_at(400))
    image = QImage(QSize(400, pane.height()), QImage.Format.Format_RGB32)
    image.fill(theme.color("window"))
    pane.viewport().setAutoFillBackground(False)
    pane.render(image)
    return image


def _has(image: QImage, color: QColor) -> bool:
    places = ((x, y) for x in range(image.width()) for y in range(image.height()))
    return any(image.pixelColor(x, y).rgb() == color.rgb() for x, y in places)


@pytest.mark.parametrize(
    "source",
    [
        "$$x^2$$",
        "\\[\nx^2\n\\]",
        "one $x^2$ two",
        "- a\n\n  $$x^2$$",
        "| a |\n|-|\n| $x^2$ |",
        "a $$x^2$$",
    ],
)
def test_a_formula_is_drawn(source: str, pictures: MathPictures, run: Run[None]) -> None:
    display = source != "one $x^2$ two" and "|" not in source
    run(_drawn(pictures, Formula("x^2", display)))
    document = _written(source, _style(pictures))
    (shown,) = _shown(document)
    assert "x^2" in shown
    assert "x^2" not in document.toPlainText()
    assert document.size().height() > 0


def test_what_is_drawn_later_takes_its_place_then(pictures: MathPictures, run: Run[None]) -> None:
    told = []
    document = _written("a $x$ b $\\frac{1}{2}$", _style(pictures))
    when_drawn(document, lambda: told.append(document.size().height()))
    document.setTextWidth(400)
    before = document.size().height()
    run(_drawn(pictures, Formula("x"), Formula("\\frac{1}{2}")))
    assert told
    assert document.size().height() > before
    assert _shown(document) == ["$x$", "$\\frac{1}{2}$"]


def test_without_pictures_there_is_the_source(qapp: QApplication) -> None:
    document = _written("a $x$\n\n$$\ny\n$$\n", _style(None))
    assert document.toPlainText() == "a $x$\n$$y$$"


@pytest.mark.parametrize("ready", [True, False])
def test_what_cannot_be_drawn_keeps_its_source(
    ready: bool, pictures: MathPictures, run: Run[None]
) -> None:
    asked = Formula(UNDRAWABLE)
    if ready:
        run(_drawn(pictures, asked))
    document = _written(f"a ${UNDRAWABLE}$ b", _style(pictures))
    run(_drawn(pictures, asked))
    assert document.toPlainText() == f"a ${UNDRAWABLE}$ b"
    look = document.find(UNDRAWABLE).charFormat()
    outcome = pictures.outcome(asked)
    assert outcome is not None
    assert outcome.reason
    assert outcome.reason in look.toolTip()


def test_an_unknown_command_is_no_formula(pictures: MathPictures, run: Run[None]) -> None:
    run(_drawn(pictures, Formula("\\nosuchcommand{x}"), Formula("a\\backslash b")))
    document = _written("$\\nosuchcommand{x}$ $a\\backslash b$", _style(pictures))
    assert _shown(document) == ["$a\\backslash b$"]


@pytest.mark.parametrize(("source", "higher"), [("x^2", False), ("\\frac{1}{2}", True)])
def test_only_a_high_formula_makes_its_line_higher(
    source: str, higher: bool, pictures: MathPictures, run: Run[None]
) -> None:
    style = _style(pictures)
    document = _written(f"a ${source}$", style)
    run(_drawn(pictures, Formula(source)))
    words = _written("a", style)
    for shown in (document, words):
        shown.setTextWidth(400)
    assert (document.size().height() > words.size().height()) == higher


def test_a_copy_has_the_source(pictures: MathPictures, run: Run[None]) -> None:
    run(_drawn(pictures, Formula("x^2"), Formula("y", display=True)))
    pane = TextPane()
    _write(pane.document(), "😀 *a* $x^2$ b\n\n$$y$$\n", _style(pictures))
    assert OBJECT in pane.toPlainText()
    pane.selectAll()
    data = pane.createMimeDataFromSelection()
    assert data.text() == "😀 a $x^2$ b\n$$y$$"
    assert "x^2" in data.html()
    assert OBJECT in pane.toPlainText()


def test_a_formula_has_the_colour_of_the_theme(pictures: MathPictures, run: Run[None]) -> None:
    run(_drawn(pictures, Formula("\\blacksquare")))
    pane = TextPane()
    for dark in (False, True):
        style = _style(pictures, dark=dark)
        _write(pane.document(), "$\\blacksquare$", style)
        assert _shown(pane.document()) == ["$\\blacksquare$"]
        assert _has(_picture(pane, style.theme), style.theme.color("text"))


def test_a_document_is_watched_once(pictures: MathPictures) -> None:
    document = _written("$x$", _style(pictures))
    told: list[int] = []
    for number in range(3):
        when_drawn(document, partial(told.append, number))
    found = Formulas.of(document)
    assert found is not None
    found.changed.emit()
    assert told == [0]


def test_words_around_a_formula_stay(pictures: MathPictures, run: Run[None]) -> None:
    document = _written(f"a ${UNDRAWABLE}$", _style(pictures))
    behind = QTextCursor(document)
    behind.movePosition(QTextCursor.MoveOperation.End)
    run(_drawn(pictures, Formula(UNDRAWABLE)))
    assert behind.atEnd()
