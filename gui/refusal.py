"""A start that cannot go on because its folder cannot be used: said in a window, then the end."""

from __future__ import annotations

import asyncio
import sys
from functools import partial

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication

from gui.model.problem import Problem, ProblemKind
from gui.qt.icons import app_icon
from gui.qt.runner import run
from gui.qt.theme import ThemeSwitch
from gui.qt.translation import Translation
from gui.qt.uncaught import UncaughtErrors
from gui.services.daemon_executor import DaemonExecutor
from gui.services.folders import Folders
from gui.views.main_window import MainWindow, WindowMemory
from gui.views.refusal_page import RefusalPage

EXIT_CODE = 1

QUIT = "Ctrl+Q"
"""As in the window that there would be."""


def refuse(app: QApplication, folders: Folders, error: OSError) -> int:
    """Tell it on stderr and in a window; the exit code, once that is closed."""
    reason = error.strerror or str(error)
    print(f"Parley cannot use the folder {folders.data}: {reason}", file=sys.stderr)  # noqa: T201
    facts = {"path": str(folders.data)}
    problem = Problem(kind=ProblemKind.STORE_UNWRITABLE, facts=facts, detail=reason)
    executor = DaemonExecutor(workers=1, name="worker")
    return run(app, partial(_show, app, problem, str(folders.data)), executor=executor)


async def _show(
    app: QApplication,
    problem: Problem,
    folder: str,
    loop: asyncio.AbstractEventLoop,
    uncaught: UncaughtErrors,
) -> int:
    del uncaught
    closed: asyncio.Future[None] = loop.create_future()
    theme = ThemeSwitch(app)
    translation = Translation(app)
    window = MainWindow(theme=theme, memory=WindowMemory(load=bytes, save=_forget))
    page = RefusalPage(problem, folder=folder, theme=theme)
    page.quit_wanted.connect(window.close)
    window.close_requested.connect(partial(_settle, closed))
    window.fill(page)
    window.setWindowIcon(app_icon())
    QShortcut(QKeySequence(QUIT), window, window.close)
    window.show()
    await closed
    window.hide()
    window.deleteLater()
    del translation
    return EXIT_CODE


def _settle(closed: asyncio.Future[None]) -> None:
    if not closed.done():
        closed.set_result(None)


def _forget(geometry: bytes) -> None:
    del geometry
