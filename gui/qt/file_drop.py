"""Files of some kinds that are dropped onto a window."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget


class FileDrop(QObject):
    """Takes what no widget inside `ground` takes; `dropped` carries the paths."""

    dropped = Signal(object)  # tuple[str, ...]

    def __init__(self, ground: QWidget, *, suffix: str | tuple[str, ...]) -> None:
        super().__init__(ground)
        self._suffix = suffix
        ground.setAcceptDrops(True)
        ground.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        if not isinstance(event, QDropEvent):  # of which entering and moving are kinds
            return False
        paths = dropped_files(event.mimeData(), self._suffix)
        if not paths:
            event.ignore()
            return True
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self.dropped.emit(paths)
        return True


def dropped_files(data: QMimeData, suffix: str | tuple[str, ...]) -> tuple[str, ...]:
    """The paths of files of this computer whose names end in `suffix`, or in one of several."""
    if not data.hasUrls():
        return ()
    paths = (url.toLocalFile() for url in data.urls() if url.isLocalFile())
    return tuple(path for path in paths if path.lower().endswith(suffix))
