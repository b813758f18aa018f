"""The page of agents and teams: what is on it, and what can be done with each."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QMenu, QPushButton

from gui.model.team_spec import SpecOrigin
from gui.qt.theme import ThemeSwitch
from tests.views.agents.shelf import Bench, make_bench, some_specs
from tests.views.settings.bench import find, shown
from tests.waiting import until


@pytest.fixture
async def bench(theme: ThemeSwitch) -> AsyncIterator[Bench]:
    bench = make_bench(theme, some_specs())
    async with shown(bench.page):
        yield bench
    assert not bench.errors


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


async def test_own_ones_come_first(bench: Bench) -> None:
    assert titles(bench)[0] == "Panel"
    assert len(titles(bench)) == len(some_specs())


async def test_try_it_asks_for_a_chat(bench: Bench) -> None:
    press(bench, "Research", "tryAgentButton")
    assert bench.tried == ["research"]


async def test_a_ready_made_one_is_edited_as_a_duplicate(bench: Bench) -> None:
    edited: list[str] = []
    bench.page.verbs.edit_wanted.connect(edited.append)
    press(bench, "Research", "editAgentButton")
    kept = bench.shelf.get(edited[0])
    assert kept is not None
    assert kept.origin is SpecOrigin.OWN


async def test_delete_can_be_undone(bench: Bench) -> None:
    await choose(bench, "Panel", "agent.delete")
    assert "Panel" not in titles(bench)
    undo = find(bench.page, QPushButton, "noticeAction")
    QTest.mouseClick(undo, Qt.MouseButton.LeftButton)
    assert titles(bench)[0] == "Panel"


async def test_duplicate_shows_the_copy(bench: Bench) -> None:
    await choose(bench, "Research", "agent.duplicate")
    assert "Research 2" in titles(bench)


async def test_what_is_typed_narrows_the_cards(bench: Bench) -> None:
    await choose(bench, "Research", "agent.duplicate")
    search = find(bench.page, QLineEdit, "agentsSearch")
    QTest.keyClicks(search, "refunds")
    assert titles(bench) == ["Front desk"]
    QTest.keyClicks(search, "xyz")
    empty = find(bench.page, QLabel, "agentsEmpty")
    assert "refundsxyz" in empty.text()
    bench.page.step_back()
    assert len(titles(bench)) == len(some_specs()) + 1


async def test_without_own_ones_it_says_what_to_do(theme: ThemeSwitch) -> None:
    ready = tuple(each for each in some_specs() if each.origin is SpecOrigin.SHIPPED)
    bench = make_bench(theme, ready)
    async with shown(bench.page):
        assert "duplicate it" in find(bench.page, QLabel, "agentsEmpty").text()


async def test_escape_asks_for_the_chat(bench: Bench) -> None:
    asked: list[bool] = []
    bench.page.closed.connect(lambda: asked.append(True))
    QTest.keyClick(bench.page, Qt.Key.Key_Escape)
    await until(lambda: asked)
