"""Finds what a test left behind: tasks, timers, threads, child processes and windows."""

from __future__ import annotations

import asyncio
import asyncio.runners
import gc
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

import psutil

_GRACE_SECONDS = 2.0

_unfinished_tasks: list[str] = []


@dataclass(frozen=True, kw_only=True)
class Census:
    """What lives at one moment, by identity."""

    threads: frozenset[threading.Thread]
    processes: frozenset[psutil.Process]
    timers: frozenset[int]
    windows: frozenset[int]


def take_census() -> Census:
    return Census(
        threads=frozenset(threading.enumerate()),
        processes=frozenset(psutil.Process().children(recursive=True)),
        timers=frozenset(id(timer) for timer in _active_timers()),
        windows=frozenset(id(window) for window in _windows()),
    )


def watch_runners() -> None:
    """Note the tasks that are still unfinished when a test's event loop ends.

    pytest-asyncio's runner cancels them silently; only that moment knows them all,
    those of fixtures included.
    """
    cancel_all: Callable[[asyncio.AbstractEventLoop], None] = asyncio.runners._cancel_all_tasks  # type: ignore[attr-defined]

    def note_then_cancel(loop: asyncio.AbstractEventLoop) -> None:
        note_tasks(loop)
        cancel_all(loop)

    asyncio.runners._cancel_all_tasks = note_then_cancel  # type: ignore[attr-defined]


def note_tasks(loop: asyncio.AbstractEventLoop) -> None:
    """Remember the unfinished tasks of `loop` as leaks of the running test."""
    _unfinished_tasks.extend(f"task {task!r}" for task in asyncio.all_tasks(loop))


def find_leaks(before: Census, *, grace: float = _GRACE_SECONDS) -> list[str]:
    """What lives now and did not live `before`; waits `grace` seconds for what is ending."""
    leaks = list(_unfinished_tasks)
    _unfinished_tasks.clear()
    _settle_qt()
    leaks += _left(lambda: _new_threads(before), grace)
    leaks += _left(lambda: _new_processes(before), grace)
    leaks += _left(lambda: _new_qt_objects(before), grace)
    return leaks


def _left(find: Callable[[], list[str]], grace: float) -> list[str]:
    """The findings of `find`, once they are gone or the grace is over."""
    found = find()
    if not found:
        return []
    gc.collect()
    _settle_qt()
    end = time.monotonic() + grace
    while (found := find()) and time.monotonic() < end:
        time.sleep(0.01)
    return found


def _new_threads(before: Census) -> list[str]:
    return [f"thread {t!r}" for t in threading.enumerate() if t not in before.threads]


def _new_processes(before: Census) -> list[str]:
    children = psutil.Process().children(recursive=True)
    return [f"child process {child!r}" for child in children if child not in before.processes]


def _new_qt_objects(before: Census) -> list[str]:
    timers = [f"active timer {t!r}" for t in _active_timers() if id(t) not in before.timers]
    windows = [f"top-level widget {w!r}" for w in _windows() if id(w) not in before.windows]
    return timers + windows


def _active_timers() -> list[object]:
    """The running QTimers that Python knows; none where Qt has not been imported."""
    if "PySide6.QtCore" not in sys.modules:
        return []
    from PySide6.QtCore import QTimer
    from shiboken6 import Shiboken

    wrappers = Shiboken.getAllValidWrappers()
    return [w for w in wrappers if isinstance(w, QTimer) and Shiboken.isValid(w) and w.isActive()]


def _windows() -> list[object]:
    if "PySide6.QtWidgets" not in sys.modules:
        return []
    from PySide6.QtWidgets import QApplication

    return list(QApplication.topLevelWidgets()) if QApplication.instance() else []


def _settle_qt() -> None:
    """Carry out the deletions that Qt has put off until its loop runs again."""
    if "PySide6.QtWidgets" not in sys.modules:
        return
    from PySide6.QtCore import QCoreApplication, QEvent

    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
