"""Runs one coroutine to its end on a Qt application and the one event loop."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine
from concurrent.futures import Executor
from typing import Any

from PySide6.QtWidgets import QApplication

from gui.qt.event_loop import QtEventLoop
from gui.qt.uncaught import UncaughtErrors

log = logging.getLogger(__name__)

CUT_OFF = 69
"""The exit code where Qt ended the loop and not `main`, whose tasks are left as they are."""

Main = Callable[[asyncio.AbstractEventLoop, UncaughtErrors], Coroutine[Any, Any, int]]


def run(app: QApplication, main: Main, *, executor: Executor) -> int:
    """Run `main` and return its exit code. `executor` becomes the loop's default one.

    Neither `asyncio.run` nor `qasync.run` is used: both gather cancelled tasks and join the
    executor without a limit. What `main` leaves behind is the caller's to end; after CUT_OFF
    the process is to end at once.
    """
    loop = QtEventLoop(app)
    asyncio.set_event_loop(loop)
    loop.set_default_executor(executor)
    uncaught = UncaughtErrors()
    uncaught.install(loop)
    task = loop.create_task(main(loop, uncaught), name="main")
    try:
        code: int = loop.run_until_complete(task)
    except RuntimeError:
        if task.done():
            raise
        log.error("the loop was ended from outside: the screen is gone, or the session ended")  # noqa: TRY400 - the traceback says less
        return CUT_OFF
    else:
        return code
    finally:
        asyncio.set_event_loop(None)
        loop.close()
