"""Fixtures for every test: isolation, leak checks, and coroutines on the real Qt loop."""

from __future__ import annotations

import asyncio
import os
import shutil
import sys
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest
from hypothesis import settings

from tests import leaks, loopback_guard
from tests.isolation import isolate_environment

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication

T = TypeVar("T")
Run = Callable[[Coroutine[Any, Any, T]], T]

_RUN_LIMIT_SECONDS = 30.0

settings.register_profile("gate", derandomize=True, deadline=None)
settings.register_profile("search", max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("PARLEY_HYPOTHESIS", "gate"))
"""The gate tries the same examples each time, so that it never fails by chance; the nightly run
searches for new ones."""

_home = isolate_environment()
loopback_guard.install()
leaks.watch_runners()


def pytest_unconfigure() -> None:
    shutil.rmtree(_home, ignore_errors=True)


@pytest.fixture(autouse=True)
def _nothing_left_behind() -> Iterator[None]:
    """Fail a test that leaves a task, timer, thread, child process or window behind."""
    before = leaks.take_census()
    yield
    found = leaks.find_leaks(before)
    if found:
        pytest.fail("left behind by this test:\n" + "\n".join(found), pytrace=False)


@pytest.fixture(autouse=True)
def _loopback_only() -> Iterator[None]:
    """Fail a test that tried to reach another computer, even where the error was swallowed."""
    loopback_guard.take_attempts()
    yield
    attempts = loopback_guard.take_attempts()
    if attempts:
        pytest.fail("tried to leave this computer:\n" + "\n".join(attempts), pytrace=False)


@pytest.fixture(autouse=True)
def _words_of_the_source() -> Iterator[None]:
    """Take a language out again that a test has switched to."""
    yield
    core = sys.modules.get("PySide6.QtCore")
    if core is None or (app := core.QCoreApplication.instance()) is None:
        return
    for translator in app.findChildren(core.QTranslator):
        app.removeTranslator(translator)
        translator.deleteLater()
    if core.QLocale() != core.QLocale.system():
        core.QLocale.setDefault(core.QLocale.system())


@pytest.fixture(autouse=True)
def data_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The data folder of this test."""
    folder = tmp_path / "parley-data"
    monkeypatch.setenv("PARLEY_DATA_DIR", str(folder))
    return folder


@pytest.fixture(scope="session")
def qapp(qapp: QApplication) -> QApplication:
    """The one application; a closed window does not end it, as in Parley itself."""
    qapp.setQuitOnLastWindowClosed(False)
    return qapp


@pytest.fixture
def run(qapp: QApplication) -> Iterator[Callable[[Coroutine[Any, Any, T]], T]]:
    """Drive a coroutine on the loop that Parley itself runs on: `run(coroutine())`."""
    from gui.qt.event_loop import QtEventLoop

    loop = QtEventLoop(qapp)
    asyncio.set_event_loop(loop)

    def drive(work: Coroutine[Any, Any, T]) -> T:
        result: T = loop.run_until_complete(_limited(work))
        return result

    try:
        yield drive
        loop.run_until_complete(asyncio.sleep(0))
        leaks.note_tasks(loop)
    finally:
        asyncio.set_event_loop(None)
        loop.close()


async def _limited(work: Coroutine[Any, Any, T]) -> T:
    task = asyncio.get_running_loop().create_task(work, name="test")
    await asyncio.wait({task}, timeout=_RUN_LIMIT_SECONDS)
    if not task.done():
        task.cancel()
        raise AssertionError(f"still running after {_RUN_LIMIT_SECONDS} s: {task!r}")
    return task.result()
