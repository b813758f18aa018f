"""Runs one coroutine to its end on a Qt application and the one event loop."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from typing import Any

from PySide6.QtWidgets import QApplication

from gui.qt.event_loop import QtEventLoop
from gui.qt.uncaught import UncaughtErrors

Main = Callable[[asyncio.AbstractEventLoop, UncaughtErrors], Coroutine[Any, Any, int]]


def run(app: QApplication, main: Main, *, executor: Executor) -> int:
    """Run `main` and return its exit code. `executor` becomes the loop's default one.

    Neither `asyncio.run` nor `qasync.run` is used: both gather cancelled tasks and join the
    executor without a limit. What `main` leaves behind is the caller's to end.
    """
    loop = QtEventLoop(app)
    asyncio.set_event_loop(loop)
    loop.set_default_executor(executor)
    uncaught = UncaughtErrors()
    uncaught.install(loop)
    try:
        code: int = loop.run_until_complete(main(loop, uncaught))
        return code
    finally:
        asyncio.set_event_loop(None)
        loop.close()
