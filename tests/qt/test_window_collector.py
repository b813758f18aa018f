"""Garbage is collected in the thread of the window, whichever thread makes it."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.qt.window_collector import OLDER, YOUNG, WindowCollector


class Ring(QObject):
    """Goes only when the collector finds it."""

    def __init__(self) -> None:
        super().__init__()
        self.itself = self


@pytest.fixture
def collector(qapp: QApplication) -> Iterator[WindowCollector]:
    gc.collect()
    found = WindowCollector()
    yield found
    found.end()


@pytest.fixture
def threads() -> Iterator[list[int]]:
    """The thread of each collection."""
    seen: list[int] = []

    def note(phase: str, info: dict[str, int]) -> None:
        del info
        if phase == "start":
            seen.append(threading.get_ident())

    gc.callbacks.append(note)
    yield seen
    gc.callbacks.remove(note)


def _make_much() -> None:
    kept = [[number] for number in range(20 * YOUNG)]
    del kept


def test_a_busy_thread_collects_nothing(collector: WindowCollector, threads: list[int]) -> None:
    ring = weakref.ref(Ring())
    thread = threading.Thread(target=_make_much)
    thread.start()
    thread.join()
    assert not threads
    assert ring() is not None


def test_what_the_window_let_go_is_collected_in_its_thread(
    collector: WindowCollector, threads: list[int], qtbot: QtBot
) -> None:
    ring = weakref.ref(Ring())
    young = [[number] for number in range(2 * YOUNG)]
    qtbot.waitUntil(lambda: ring() is None)
    assert set(threads) == {threading.get_ident()}
    assert len(young) == 2 * YOUNG


def test_what_has_become_old_goes_too(collector: WindowCollector) -> None:
    gone = Ring()
    ring = weakref.ref(gone)
    gc.collect(1)
    del gone
    kept: list[list[int]] = []
    for _ in range(2 * (OLDER + 1) ** 2):
        kept += ([number] for number in range(YOUNG + 1))
        collector.look()
    assert ring() is None


def test_it_can_be_held_off(collector: WindowCollector, threads: list[int]) -> None:
    gc.disable()
    try:
        young = [[number] for number in range(2 * YOUNG)]
        collector.look()
        assert not threads
    finally:
        gc.enable()
    collector.look()
    assert threads
    assert len(young) == 2 * YOUNG


def test_in_the_end_python_does_as_before(qapp: QApplication) -> None:
    before = gc.get_threshold()
    collector = WindowCollector()
    assert gc.get_threshold()[0] == 0
    collector.end()
    assert gc.get_threshold() == before
