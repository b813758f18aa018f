"""Says when a draft is due: once the typing rests, and at the latest after a while of typing."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

REST_MS = 300
LATEST_MS = 2000


class DraftTimer(QObject):
    due = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._rest = self._timer(REST_MS)
        self._latest = self._timer(LATEST_MS)

    def touch(self) -> None:
        """The draft changed."""
        self._rest.start()
        if not self._latest.isActive():
            self._latest.start()

    def stop(self) -> None:
        self._rest.stop()
        self._latest.stop()

    def _timer(self, interval: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(self._end)
        return timer

    def _end(self) -> None:
        self.stop()
        self.due.emit()
