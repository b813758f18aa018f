"""Starts and ends the process: command line, data folder, lock, log, event loop, exit."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import PySide6
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

from gui import __version__, command_line
from gui.life import Life, Onlookers
from gui.qt.runner import run
from gui.qt.single_instance import Entry, SingleInstance
from gui.qt.watchdog import Watchdog
from gui.services.daemon_executor import DaemonExecutor
from gui.services.folders import Folders, find_folders
from gui.services.log_file import close_log, open_log

if TYPE_CHECKING:  # imported once the window is on the screen
    pass

log = logging.getLogger(__name__)

WORKERS = 8
JOIN_LIMIT = 0.3
"""Seconds for worker threads to end by themselves before they are left behind."""


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
        entry = instance.enter()
        if entry is not Entry.FIRST:
            return 0 if entry is Entry.RAISED else _refuse(_held(folders))
        handler = open_log(folders.log, level=given.log_level)
    except OSError as error:
        from gui.refusal import refuse

        return refuse(app, folders, error)
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


def _application() -> QApplication:
    QCoreApplication.setApplicationName("Parley")
    QCoreApplication.setApplicationVersion(__version__)
    app = QApplication(sys.argv[:1])
    app.setDesktopFileName("parley")
    app.setQuitOnLastWindowClosed(False)
    return app


def _held(folders: Folders) -> str:
    return f"Another Parley holds the folder {folders.data} and does not answer. End it first."


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
