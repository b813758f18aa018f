"""Formulas are drawn in a thread that leaves Qt and the collector to the others."""

from __future__ import annotations

import gc
import threading

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.qt.math_pictures import Formula, MathPictures, Outcome


def _all(pictures: MathPictures, formulas: list[Formula]) -> list[Outcome]:
    return [found for formula in formulas if (found := pictures.outcome(formula)) is not None]


def test_what_was_asked_for_comes_and_is_kept(qtbot: QtBot) -> None:
    pictures = MathPictures()
    formulas = [Formula(f"x^{{{n}}}") for n in range(5)]
    assert _all(pictures, formulas) == []
    qtbot.waitUntil(lambda: len(_all(pictures, formulas)) == 5)
    assert [found.drawing for found in _all(pictures, formulas)] == [
        found.drawing for found in _all(pictures, formulas)
    ]


def test_a_hostile_formula_ends_in_a_reason(qtbot: QtBot) -> None:
    pictures = MathPictures()
    nested = r"\left(" * 40 + "x" + r"\right)" * 40
    bomb = r"\def\a{\b\b\b\b\b\b\b\b}" + r"\def\b{\a\a\a\a\a\a\a\a}" + r"\a"
    formulas = [Formula(tex) for tex in (nested, bomb, "x" * 5_000, r"\frac{a", "", "速度", "\x00")]
    qtbot.waitUntil(lambda: len(_all(pictures, formulas)) == len(formulas), timeout=20_000)
    for found in _all(pictures, formulas):
        assert found.drawing is None
        assert found.reason


def test_the_collector_never_runs_in_the_drawing_thread(qtbot: QtBot) -> None:
    """It would let go of documents and widgets there."""
    seen: list[str] = []

    def note(phase: str, _: dict[str, int]) -> None:
        seen.append(threading.current_thread().name)

    gc.callbacks.append(note)
    try:
        pictures = MathPictures()
        formulas = [Formula(rf"\frac{{{n}}}{{x^2}}+\sqrt{{y}}", display=True) for n in range(20)]
        qtbot.waitUntil(lambda: len(_all(pictures, formulas)) == 20, timeout=20_000)
        qtbot.waitUntil(gc.isenabled)
    finally:
        gc.callbacks.remove(note)
    assert "formulas" not in seen


def test_it_may_go_while_it_draws(qapp: QApplication) -> None:
    pictures = MathPictures()
    pictures.outcome(Formula("x+y"))
    del pictures
    assert gc.isenabled()
