"""From the first window to the end of clean-up: the one coroutine that the event loop runs."""

from __future__ import annotations

import asyncio
import gc
import logging
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from gui import __version__
from gui.late_import import import_late
from gui.openings import Openings
from gui.qt.closing import WINDOW, Closing
from gui.qt.first_widgets import prepare_first_widgets
from gui.qt.single_instance import SingleInstance
from gui.qt.uncaught import UncaughtErrors
from gui.qt.watchdog import Watchdog
from gui.qt.window_collector import WindowCollector
from gui.services.folders import Folders
from gui.shell import Shell

if TYPE_CHECKING:  # imported once the window is on the screen
    from gui.program import Program

log = logging.getLogger(__name__)

GIVE_UP_LIMIT = 0.5
"""Seconds for a start that is cut short to let go."""


@dataclass(frozen=True, kw_only=True)
class Onlookers:
    """Who wants to be told how far the start is: benchmarks do, users do not."""

    shown: Callable[[], None] = lambda: None
    started: Callable[[Program], None] = lambda _program: None


@dataclass(kw_only=True)
class Life:
    """`program` is there once it could be imported and built; closing works before that too."""

    app: QApplication
    folders: Folders
    instance: SingleInstance
    openings: Openings
    watchdog: Watchdog
    onlookers: Onlookers
    hidden: bool = False
    program: Program | None = field(default=None, init=False)

    async def live(self, loop: asyncio.AbstractEventLoop, uncaught: UncaughtErrors) -> int:
        """Show the window first, then import what is behind it; the exit code."""
        gc.disable()  # until the engine is imported: each collection would be a pause
        collector = WindowCollector()
        closing = Closing(loop, self.watchdog)
        closing.watch_signals()
        shell = Shell(self.app, self.folders)
        shell.window.close_requested.connect(partial(closing.request, WINDOW))
        self.openings.use_window(shell.window)
        await shell.show(hidden=self.hidden)
        self.onlookers.shown()
        starting = loop.create_task(self._start(shell, closing, uncaught), name="start")
        failed = not await self._until_closed(shell, closing, starting)
        self.instance.stop_listening()
        self.openings.use_window(None)
        if not starting.done():
            starting.cancel()
            await asyncio.wait({starting}, timeout=GIVE_UP_LIMIT)
        shell.window.hide()
        _refuse_dialogs()
        if self.program is not None:
            await self.program.shut_down()
        shell.close()
        closing.ignore_signals()
        collector.end()
        return 1 if failed else 0

    async def _start(self, shell: Shell, closing: Closing, uncaught: UncaughtErrors) -> None:
        await import_late("PySide6.QtNetwork")
        self.instance.listen()
        await import_late("gui.program")
        prepare_first_widgets()
        await asyncio.sleep(0)
        from gui.program import Launch, Program

        launch = Launch(
            shell=shell,
            closing=closing,
            folders=self.folders,
            watchdog=self.watchdog,
            openings=self.openings,
        )
        self.program = Program(launch, uncaught=uncaught)
        await self.program.start()
        self.onlookers.started(self.program)

    async def _until_closed(
        self, shell: Shell, closing: Closing, starting: asyncio.Task[None]
    ) -> bool:
        """Return when closing may begin; False when the program could not be started."""
        await asyncio.wait({starting, closing.requested}, return_when="FIRST_COMPLETED")
        error = starting.exception() if starting.done() and not starting.cancelled() else None
        if error is not None:
            log.error("the start failed", exc_info=error)
            _show_crash(shell, error)
        while True:
            await closing.requested
            if self.program is None or closing.reason != WINDOW:
                break
            if error is not None or await self.program.may_close():
                break
            closing.withdraw()
        return error is None


def _refuse_dialogs() -> None:
    """What waits for the answer to one would hold up the end."""
    from gui.qt.dialogs import refuse_open

    refuse_open()


def _show_crash(shell: Shell, error: BaseException) -> None:
    from gui.qt.crash_dialog import CrashReports

    reports = CrashReports(shell.window, theme=shell.theme, about=f"Parley {__version__}")
    reports.show_traceback("".join(traceback.format_exception(error)))
