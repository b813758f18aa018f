"""Starts and ends the process: command line, data folder, lock, log, event loop, exit."""

from __future__ import annotations

import asyncio
import logging
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from gui import __version__, command_line
from gui.late_import import import_late
from gui.qt.closing import Closing
from gui.qt.runner import run
from gui.qt.single_instance import SingleInstance
from gui.qt.uncaught import UncaughtErrors
from gui.qt.watchdog import Watchdog
from gui.services.daemon_executor import DaemonExecutor
from gui.services.folders import Folders, find_folders
from gui.services.log_file import close_log, open_log
from gui.shell import Shell

if TYPE_CHECKING:  # imported once the window is on the screen
    from gui.program import Program

log = logging.getLogger(__name__)

WORKERS = 8
JOIN_LIMIT = 0.3
"""Seconds for worker threads to end by themselves before they are left behind."""


@dataclass(frozen=True, kw_only=True)
class Onlookers:
    """Who wants to be told how far the start is: benchmarks do, users do not."""

    shown: Callable[[], None] = lambda: None
    started: Callable[[Program], None] = lambda _program: None


def main(arguments: Sequence[str] | None = None, *, onlookers: Onlookers | None = None) -> int:
    """Run Parley until its window is closed; the process's exit code."""
    given = command_line.parse(arguments)
    fault = version_fault(PySide6.__version_info__[:2], sys.version_info[:2])
    if fault:
        return _refuse(fault)
    app = _application()
    folders = find_folders(given.data_dir)
    try:
        folders.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        instance = SingleInstance(folders.data)
        if not instance.acquire():
            return _hand_over(instance, folders)
        handler = open_log(folders.log, level=given.log_level)
    except OSError as error:
        return _refuse(f"Parley cannot use the folder {folders.data}: {error.strerror or error}")
    log.info("Parley %s, PySide6 %s, Python %s", __version__, PySide6.__version__, sys.version)
    executor = DaemonExecutor(workers=WORKERS, name="worker")
    watchdog = Watchdog(folders.log / "hang.txt")
    life = Life(
        app=app,
        folders=folders,
        instance=instance,
        watchdog=watchdog,
        onlookers=onlookers or Onlookers(),
    )
    code = run(app, life.live, executor=executor)
    instance.release()
    watchdog.stand_down()
    _leave(executor, code)
    close_log(handler)
    return code


def version_fault(pyside: tuple[int, ...], python: tuple[int, ...]) -> str:
    """Why these versions must not run together, or ""."""
    if pyside >= (6, 12) and python < (3, 12):
        return (
            "PySide6 6.12 loses references under Python 3.11 and crashes after some hours. "
            "Install PySide6-Essentials below 6.12, or use Python 3.12 or 3.13."
        )
    return ""


@dataclass(frozen=True, kw_only=True)
class Life:
    """What the event loop runs, from the window to the end of clean-up."""

    app: QApplication
    folders: Folders
    instance: SingleInstance
    watchdog: Watchdog
    onlookers: Onlookers

    async def live(self, loop: asyncio.AbstractEventLoop, uncaught: UncaughtErrors) -> int:
        """Show the window first; only then import what is behind it."""
        closing = Closing(loop)
        closing.watch_signals()
        shell = Shell(self.app, self.folders)
        await shell.show()
        self.onlookers.shown()
        await import_late("gui.program")
        from gui.program import Launch, Program

        launch = Launch(
            shell=shell,
            closing=closing,
            folders=self.folders,
            instance=self.instance,
            watchdog=self.watchdog,
        )
        program = Program(launch, uncaught=uncaught)
        await program.start()
        self.onlookers.started(program)
        await closing.requested.wait()
        await program.shut_down()
        return 0


def _application() -> QApplication:
    QCoreApplication.setApplicationName("Parley")
    QCoreApplication.setApplicationVersion(__version__)
    app = QApplication(sys.argv[:1])
    app.setDesktopFileName("parley")
    app.setQuitOnLastWindowClosed(False)
    return app


def _hand_over(instance: SingleInstance, folders: Folders) -> int:
    if instance.ask_to_raise():
        return 0
    return _refuse(f"Another Parley holds the folder {folders.data} and does not answer.")


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr)  # noqa: T201 - before there is a window or a log
    return 1


def _leave(executor: DaemonExecutor, code: int) -> None:
    """End at once where something was left behind: the interpreter would wait for it."""
    left_behind = not executor.join(JOIN_LIMIT)
    if left_behind:
        log.warning("a worker thread is blocked and was left behind")
    log.info("ended")
    if left_behind:
        logging.shutdown()
        os._exit(code)
