"""Formulas in the transcript: text makes room for them once they are drawn, in any theme."""

from __future__ import annotations

import asyncio
from time import perf_counter

import pytest

from gui.qt.formulas import formulas_in
from gui.qt.math_pictures import Formula
from gui.qt.text_pane import TextPane
from gui.qt.theme import ThemeSwitch
from gui.views.transcript.surroundings import Surroundings
from gui.views.transcript.text_block import TextBlock
from tests.conftest import Run
from tests.views.transcript.turns import destroy

HIGH = r"\frac{1}{1+\frac{1}{x}}"


def _shown(around: Surroundings, markdown: str) -> TextBlock:
    block = TextBlock(around)
    block.show_text(markdown, growing=False)
    _finish(block)
    return block


def _finish(block: TextBlock) -> None:
    while not block.advance(perf_counter() + 1):
        pass
    block.lay_out(600)


async def _drawn(around: Surroundings, *formulas: Formula) -> None:
    math = around.look.math
    more = asyncio.Event()
    math.ready.connect(more.set)
    while not all(math.outcome(formula) for formula in formulas):
        await more.wait()
        more.clear()
    math.ready.disconnect(more.set)


def _inks(block: TextBlock) -> set[str]:
    return {
        look.foreground().color().name()
        for pane in block.findChildren(TextPane)
        for _, look in formulas_in(pane.document())
    }


@pytest.mark.parametrize("markdown", [f"$$\n{HIGH}\n$$\n", f"| a |\n|---|\n| $${HIGH}$$ |\n"])
def test_text_makes_room_once_a_formula_is_drawn(
    markdown: str, around: Surroundings, run: Run[None]
) -> None:
    block = _shown(around, markdown)
    before = block.lay_out(600)
    run(_drawn(around, Formula(HIGH, display=True)))
    assert block.lay_out(600) > before
    destroy(block)


def test_a_formula_that_is_too_wide_scrolls(around: Surroundings, run: Run[None]) -> None:
    tex = " + ".join("abcdefghij" * 4)
    block = _shown(around, f"$$\n{tex}\n$$\n")
    run(_drawn(around, Formula(tex, display=True)))
    block.lay_out(300)
    (pane,) = block.findChildren(TextPane)
    assert pane.horizontalScrollBar().maximum() > 0
    assert block.lay_out(300) > pane.horizontalScrollBar().sizeHint().height()
    destroy(block)


def test_a_new_theme_writes_formulas_in_its_ink(
    around: Surroundings, theme: ThemeSwitch, run: Run[None]
) -> None:
    block = _shown(around, "a $x$\n\n$$y$$\n\n| a |\n|---|\n| $x$ |\n")
    run(_drawn(around, Formula("x"), Formula("y", display=True)))
    _finish(block)
    light = theme.theme.color("text").name()
    assert _inks(block) == {light}
    theme.choose(choice="dark", scale=100)
    theme.apply_now()
    block.restyle()
    _finish(block)
    assert _inks(block) == {theme.theme.color("text").name()} != {light}
    destroy(block)
