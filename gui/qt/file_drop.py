"""Files of some kinds that are dropped onto a window."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

FOLDER = "/"


class FileDrop(QObject):
    """Takes what no widget inside `ground` takes; `dropped` carries the paths.

    What has a file that ends in `left` is left to whoever is around the ground, as is everything
    while `takes` says no.
    """

    dropped = Signal(object)  # tuple[str, ...]
    hovered = Signal(bool)  # whether something that can be dropped is above the ground

    def __init__(
        self,
        ground: QWidget,
        *,
        suffix: str | tuple[str, ...],
        left: tuple[str, ...] = (),
        takes: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(ground)
        self._suffix = suffix
        self._left = left
        self._takes = takes
        ground.setAcceptDrops(True)
        ground.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        del watched
        if event.type() == QEvent.Type.DragLeave:
            self.hovered.emit(False)
        if not isinstance(event, QDropEvent):  # of which entering and moving are kinds
            return False
        data = event.mimeData()
        paths = dropped_files(data, self._suffix)
        if not paths or dropped_files(data, self._left) or not self._takes():
            event.ignore()
            return True
        event.acceptProposedAction()
        self.hovered.emit(event.type() != QEvent.Type.Drop)
        if event.type() == QEvent.Type.Drop:
            self.dropped.emit(paths)
        return True


def dropped_files(data: QMimeData, suffix: str | tuple[str, ...]) -> tuple[str, ...]:
    """The paths of files of this computer whose names end in `suffix`, or in one of several.

    That of a folder ends in FOLDER.
    """
    if not data.hasUrls():
        return ()
    paths = (url.toLocalFile() for url in data.urls() if url.isLocalFile())
    return tuple(path for path in paths if _named(path).lower().endswith(suffix))


def _named(path: str) -> str:
    return path + FOLDER if not path.endswith(FOLDER) and Path(path).is_dir() else path
