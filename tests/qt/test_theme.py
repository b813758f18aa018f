"""The theme: a burst of changes is applied at its beginning and once at its end."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.qt.theme import ThemeSwitch


@pytest.fixture
def switch(qapp: QApplication) -> Iterator[ThemeSwitch]:
    theme = ThemeSwitch(qapp, choice="light")
    yield theme
    theme.deleteLater()


@pytest.fixture
def applied(switch: ThemeSwitch) -> list[int]:
    """The text size at every change."""
    scales: list[int] = []
    switch.changed.connect(lambda: scales.append(switch.theme.scale))
    return scales


def test_a_burst_of_sizes_is_applied_twice_at_most(
    switch: ThemeSwitch, applied: list[int], qtbot: QtBot
) -> None:
    for scale in range(110, 201, 10):
        switch.choose(choice="light", scale=scale)
    assert applied == [110]
    qtbot.waitUntil(lambda: switch.theme.scale == 200)
    assert applied == [110, 200]


def test_what_was_chosen_last_can_be_applied_without_waiting(
    switch: ThemeSwitch, applied: list[int]
) -> None:
    switch.choose(choice="light", scale=150)
    switch.choose(choice="dark", scale=120)
    switch.choose(choice="dark", scale=130)
    switch.apply_now()
    assert switch.theme.dark
    assert applied == [150, 130]


def test_a_burst_that_ends_where_it_began_changes_nothing_more(
    switch: ThemeSwitch, applied: list[int]
) -> None:
    switch.choose(choice="light", scale=110)
    switch.choose(choice="light", scale=120)
    switch.choose(choice="light", scale=110)
    switch.apply_now()
    assert applied == [110]
