"""Starts and ends the process: command line, data folder, lock, log, event loop, exit."""

from __future__ import annotations

import logging
import os
import sys
from collections.abc import Sequence

import PySide6
from PySide6.QtCore import QCoreApplication

from gui import __version__, command_line
from gui.life import Life, Onlookers
from gui.model.wishes import Wishes
from gui.openings import Openings
from gui.qt.application import Application
from gui.qt.front_window import own_token
from gui.qt.process_name import name_process
from gui.qt.runner import CUT_OFF, run
from gui.qt.session_bus import use_existing_bus_only
from gui.qt.single_instance import Entry, SingleInstance
from gui.qt.type_room import make_room
from gui.qt.watchdog import Watchdog
from gui.services.daemon_executor import DaemonExecutor
from gui.services.folders import Folders, find_folders
from gui.services.log_file import close_log, open_log

log = logging.getLogger(__name__)

WORKERS = 8
APPLICATION_ID = "chat.parley.Parley"
"""Of the desktop entry, the macOS bundle and the shortcut in Windows' Start menu."""

JOIN_LIMIT = 0.3
"""Seconds for worker threads to end by themselves before they are left behind."""


def main(arguments: Sequence[str] | None = None, *, onlookers: Onlookers | None = None) -> int:
    """Run Parley until its window is closed; the process's exit code."""
    given = command_line.parse(arguments)
    fault = version_fault(PySide6.__version_info__[:2], sys.version_info[:2])
    if fault:
        return _refuse(fault)
    if given.self_test:
        from gui.self_test.run import self_test

        return self_test(given.data_dir, _application)
    app = _application()
    wishes = _wishes(given)
    folders = find_folders(given.data_dir)
    try:
        folders.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        instance = SingleInstance(folders.data)
        entry = instance.enter(wishes)
        if entry is not Entry.FIRST:
            return 0 if entry is Entry.HANDED_OVER else _refuse(_held(folders))
        handler = open_log(folders.log, level=given.log_level)
    except OSError as error:
        from gui.refusal import refuse

        return refuse(app, folders, error)
    log.info("Parley %s, PySide6 %s, Python %s", __version__, PySide6.__version__, sys.version)
    make_room()
    executor = DaemonExecutor(workers=WORKERS, name="worker")
    watchdog = Watchdog(folders.log / "hang.txt")
    life = Life(
        app=app,
        folders=folders,
        instance=instance,
        openings=_openings(app, instance, wishes),
        watchdog=watchdog,
        onlookers=onlookers or Onlookers(),
        hidden=given.hidden,
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


def _application() -> Application:
    QCoreApplication.setApplicationName("Parley")
    QCoreApplication.setApplicationVersion(__version__)
    name_process(APPLICATION_ID)
    use_existing_bus_only()
    app = Application(sys.argv[:1])
    app.setDesktopFileName(APPLICATION_ID)
    app.setQuitOnLastWindowClosed(False)
    return app


def _wishes(given: command_line.CommandLine) -> Wishes:
    """A start that asks for something small, or to stay hidden, brings no window to the front."""
    return Wishes(
        open=given.open,
        quick_ask=given.quick_ask,
        front=bool(given.open) or not (given.hidden or given.quick_ask),
        token=own_token(),
    )


def _openings(app: Application, instance: SingleInstance, wishes: Wishes) -> Openings:
    """What is asked by this start, by later ones, and by macOS comes together here."""
    openings = Openings()
    openings.take(wishes)
    instance.asked.connect(openings.take)
    app.asked.connect(openings.take)
    return openings


def _held(folders: Folders) -> str:
    return f"Another Parley holds the folder {folders.data} and does not answer. End it first."


def _refuse(reason: str) -> int:
    print(reason, file=sys.stderr)  # noqa: T201 - before there is a window or a log
    return 1


def _leave(executor: DaemonExecutor, code: int) -> None:
    """End at once where something was left behind: the interpreter would wait for it."""
    late = not executor.join(JOIN_LIMIT)
    left_behind = late or code == CUT_OFF
    if late:
        log.warning("a worker thread is blocked and was left behind")
    log.info("ended")
    if left_behind:
        logging.shutdown()
        os._exit(code)
