"""PySide6 and Python fit: a call that returns nothing leaves None as it was."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

CALLS = 1_000
NOISE = 100


@pytest.mark.parametrize("kind", ["QObject", "QTimer", "QWidget"])
def test_void_calls_keep_the_references_to_none(qapp: QApplication, kind: str) -> None:
    """PySide6 6.12.0 on Python 3.11 drops one each time, until the process aborts."""
    thing = {"QObject": QObject, "QTimer": QTimer, "QWidget": QWidget}[kind]()
    call: Callable[[], object] = lambda: thing.setObjectName("name")  # noqa: E731
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        call()
    change = sys.getrefcount(None) - before
    thing.deleteLater()
    assert abs(change) < NOISE, f"{CALLS} calls changed the references to None by {change}"
