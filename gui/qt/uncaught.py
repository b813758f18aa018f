"""Errors that nobody caught: from slots, tasks, threads and Qt, to the log and one signal."""

from __future__ import annotations

import asyncio
import logging
import sys
import threading
import traceback
from types import TracebackType
from typing import Any

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

log = logging.getLogger(__name__)
qt_log = logging.getLogger("qt")

_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class UncaughtErrors(QObject):
    """Installs the hooks of Python, asyncio, threads and Qt; `caught` carries a traceback."""

    caught = Signal(str)

    def install(self, loop: asyncio.AbstractEventLoop) -> None:
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread
        sys.unraisablehook = self._on_unraisable
        loop.set_exception_handler(self._on_loop)
        qInstallMessageHandler(_log_qt_message)

    def _on_exception(
        self, kind: type[BaseException], error: BaseException, trace: TracebackType | None
    ) -> None:
        del kind, trace
        if not isinstance(error, KeyboardInterrupt | asyncio.CancelledError):
            self._report("uncaught error", error)

    def _on_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not isinstance(args.exc_value, SystemExit):
            self._report("uncaught error in a thread", args.exc_value)

    def _on_unraisable(self, args: sys.UnraisableHookArgs) -> None:
        if args.exc_value is not None:
            log.error("unraisable error in %r", args.object, exc_info=args.exc_value)

    def _on_loop(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        del loop  # Any: asyncio's own signature
        error = context.get("exception")
        if isinstance(error, asyncio.CancelledError):
            return
        if isinstance(error, BaseException):
            self._report(str(context.get("message")), error)
        else:
            log.warning("event loop: %s", context.get("message"))

    def _report(self, what: str, error: BaseException) -> None:
        log.error("%s", what, exc_info=error)
        self.caught.emit("".join(traceback.format_exception(error)))


def _log_qt_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
    del context
    qt_log.log(_LEVELS.get(kind, logging.WARNING), "%s", text)
