"""Fixtures for tests of views: a theme, and what every block is given."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication

from gui.qt.theme import ThemeSwitch
from gui.views.transcript.surroundings import Look, Outlet, Surroundings
from tests.views.transcript.turns import destroy


@pytest.fixture
def theme(qapp: QApplication) -> Iterator[ThemeSwitch]:
    switch = ThemeSwitch(qapp, choice="light")
    yield switch
    destroy(switch)


@pytest.fixture
def around(theme: ThemeSwitch) -> Iterator[Surroundings]:
    look = Look(theme)
    yield Surroundings(look=look, outlet=Outlet())
    destroy(look.math)
