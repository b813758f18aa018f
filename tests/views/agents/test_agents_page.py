"""The page of agents and teams: what is on it, and what can be done with each."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QMenu, QPushButton

from gui.model.team_spec import SpecOrigin
from tests.views.agents.shelf import Bench, open_page, some_components
from tests.views.settings.bench import find
from tests.waiting import until

Run = Callable[[Coroutine[Any, Any, None]], None]


def titles(bench: Bench) -> list[str]:
    return [card.spec.title for card in bench.page.pane.cards()]


def press(bench: Bench, title: str, name: str) -> None:
    card = next(card for card in bench.page.pane.cards() if card.spec.title == title)
    button = card.findChild(QAbstractButton, name)
    assert isinstance(button, QAbstractButton)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


async def choose(bench: Bench, title: str, action: str) -> None:
    """Pick a row of a card's menu."""
    press(bench, title, "agentMenuButton")
    menu = find(bench.page, QMenu, "agentMenu")
    row = next(each for each in menu.actions() if each.objectName() == action)
    row.trigger()
    menu.close()


def test_own_ones_come_first(run: Run, qapp: QApplication) -> None:
    async def check() -> None:
        async with open_page(qapp, some_components()) as bench:
            assert titles(bench)[0] == "Panel"
            assert len(titles(bench)) == len(some_components())

    run(check())


def test_try_it_asks_for_a_chat(run: Run, qapp: QApplication) -> None:
    async def check() -> None:
        async with open_page(qapp, some_components()) as bench:
            press(bench, "Research", "tryAgentButton")
            assert bench.tried == ["shipped.research"]

    run(check())


def test_a_ready_made_one_is_edited_as_a_duplicate(run: Run, qapp: QApplication) -> None:
    async def check() -> None:
        async with open_page(qapp, some_components()) as bench:
            edited: list[str] = []
            bench.page.verbs.edit_wanted.connect(edited.append)
            press(bench, "Research", "editAgentButton")
            kept = bench.library.get(edited[0])
            assert kept is not None
            assert kept.origin is SpecOrigin.OWN

    run(check())


def test_delete_can_be_undone(run: Run, qapp: QApplication) -> None:
    async def check() -> None:
        async with open_page(qapp, some_components()) as bench:
            await choose(bench, "Panel", "agent.delete")
            assert "Panel" not in titles(bench)
            undo = find(bench.page, QPushButton, "noticeAction")
            QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
            assert titles(bench)[0] == "Panel"

    run(check())


def test_duplicate_shows_the_copy(run: Run, qapp: QApplication) -> None:
    async def check() -> None:
        async with open_page(qapp, some_components()) as bench:
            await choose(bench, "Research", "agent.duplicate")
            assert titles(bench).count("Research") == 2

    run(check())


def test_what_is_typed_narrows_the_cards(run: Run, qapp: QApplication) -> None:
    async def check() -> None:
        async with open_page(qapp, some_components()) as bench:
            await choose(bench, "Research", "agent.duplicate")
            search = find(bench.page, QLineEdit, "agentsSearch")
            QTest.keyClicks(search, "refunds")
            assert titles(bench) == ["Front desk"]
            QTest.keyClicks(search, "xyz")
            empty = find(bench.page, QLabel, "agentsEmpty")
            assert "refundsxyz" in empty.text()
            bench.page.step_back()
            assert len(titles(bench)) == len(some_components()) + 1

    run(check())


def test_without_own_ones_it_says_what_to_do(run: Run, qapp: QApplication) -> None:
    ready = {name: each for name, each in some_components().items() if name != "panel"}

    async def check() -> None:
        async with open_page(qapp, ready) as bench:
            assert "duplicate it" in find(bench.page, QLabel, "agentsEmpty").text()

    run(check())


def test_escape_asks_for_the_chat(run: Run, qapp: QApplication) -> None:
    async def check() -> None:
        async with open_page(qapp, some_components()) as bench:
            asked: list[bool] = []
            bench.page.closed.connect(lambda: asked.append(True))
            QTest.keyClick(bench.page, Qt.Key.Key_Escape)
            await until(lambda: asked)

    run(check())
