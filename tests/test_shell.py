"""A hidden start: no window where a tray comes, a minimised one where none does."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from gui.services.folders import find_folders
from gui.services.setting import TRAY
from gui.shell import Shell
from tests.conftest import Run
from tests.waiting import until

SOON = 0.05
NEVER = 3600.0


@pytest.fixture
def shell(qapp: QApplication, data_dir: Path) -> Shell:
    return Shell(qapp, find_folders(str(data_dir)))


async def ends(shell: Shell) -> None:
    await shell.settings.flush()
    shell.window.hide()
    shell.close()


def test_it_does_not_wait_for_a_paint_that_never_comes(shell: Shell, run: Run[None]) -> None:
    async def check() -> None:
        async with asyncio.timeout(1.0):
            await shell.show(hidden=True, tray_limit=NEVER)
        assert not shell.window.isVisible()
        await ends(shell)

    run(check())


def test_without_a_tray_it_comes_minimised(shell: Shell, run: Run[None]) -> None:
    async def check() -> None:
        await shell.show(hidden=True, tray_limit=SOON)
        await until(shell.window.isMinimized)
        assert shell.window.isVisible()
        await ends(shell)

    run(check())


def test_a_tray_that_is_not_wanted_is_not_waited_for(shell: Shell, run: Run[None]) -> None:
    async def check() -> None:
        shell.settings.set(TRAY, value=False)
        await shell.show(hidden=True, tray_limit=NEVER)
        assert shell.window.isMinimized()
        await ends(shell)

    run(check())


def test_with_a_tray_it_stays_away(shell: Shell, run: Run[None]) -> None:
    async def check() -> None:
        asked = asyncio.Event()

        def tray_there() -> bool:
            asked.set()
            return True

        shell.tray_there = tray_there
        await shell.show(hidden=True, tray_limit=SOON)
        await asked.wait()
        assert not shell.window.isVisible()
        await ends(shell)

    run(check())


def test_a_window_that_was_asked_for_meanwhile_stays_as_it_is(shell: Shell, run: Run[None]) -> None:
    async def check() -> None:
        await shell.show(hidden=True, tray_limit=SOON)
        shell.window.show()
        passed = asyncio.Event()
        asyncio.get_running_loop().call_later(2 * SOON, passed.set)
        await passed.wait()
        assert shell.window.isVisible()
        assert not shell.window.isMinimized()
        await ends(shell)

    run(check())
