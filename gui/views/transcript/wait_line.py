"""The visible wait before the engine asks a server again."""

from __future__ import annotations

import math
import time

from PySide6.QtCore import QCoreApplication, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent

from gui.model.problem import ProblemKind
from gui.model.turn import RetryWait
from gui.views.transcript.label_block import LabelBlock

translate = QCoreApplication.translate


class WaitLine(LabelBlock):
    """Counts down once a second, and only while it can be seen."""

    def __init__(self) -> None:
        super().__init__(shade="warn", role="small")
        self.setObjectName("waitLine")
        self._wait: RetryWait | None = None
        self._second = QTimer(self)
        self._second.setSingleShot(True)
        self._second.timeout.connect(self._count)

    def show_wait(self, wait: RetryWait) -> None:
        self._wait = wait
        self._count()

    def restyle(self) -> None:
        self._count()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._count()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._second.stop()

    def _count(self) -> None:
        if self._wait is None:
            return
        left = self._wait.until - time.time()
        seconds = max(0, math.ceil(left))
        self.say(_words(self._wait.problem.kind).format(seconds=seconds))
        if left > 0 and self.isVisible():
            self._second.start(max(1, round((left - seconds + 1) * 1000)))


def _words(kind: ProblemKind) -> str:
    match kind:
        case ProblemKind.RATE_LIMITED:
            return translate("Transcript", "The server is busy. Trying again in {seconds} s.")
        case ProblemKind.SERVER_ERROR:
            return translate("Transcript", "The server had an error. Trying again in {seconds} s.")
        case _:
            return translate("Transcript", "No answer yet. Trying again in {seconds} s.")
