"""Keeps a window where it can be reached, whatever became of the screens it was on."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QObject, QRect, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QRegion, QScreen
from PySide6.QtWidgets import QWidget

SETTLE_MS = 400
"""How long the desktop needs to move windows itself, and to put its frames around them."""

NORMAL, MAXIMISED, FULL = b"N", b"M", b"F"
STATES = {
    NORMAL: Qt.WindowState.WindowNoState,
    MAXIMISED: Qt.WindowState.WindowMaximized,
    FULL: Qt.WindowState.WindowFullScreen,
}


class WindowPlace(QObject):
    """Brings `window` back when its screen goes or shrinks, and once after it is first shown."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._shown = False
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.bring_back)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.screenAdded.connect(self._follow)
            app.screenRemoved.connect(self.check_soon)
            for screen in app.screens():
                self._follow(screen)

    def save(self) -> bytes:
        """For `restore` at a later start."""
        window = self._window
        state = FULL if window.isFullScreen() else MAXIMISED if window.isMaximized() else NORMAL
        return state + bytes(window.saveGeometry().data())

    def restore(self, known: bytes) -> None:
        """Go where the window was, or as near as these screens allow."""
        state, place = known[:1], known[1:]
        if state not in STATES:
            place = known
        restored = self._window.restoreGeometry(QByteArray(place))
        self.bring_back()
        if not restored and state in STATES:  # Qt gives up where screens have another size
            self._window.setWindowState(STATES[state])

    def note_shown(self) -> None:
        """The first time, the frame around the window is only now known."""
        if not self._shown:
            self._shown = True
            self.check_soon()

    def check_soon(self) -> None:
        self._settle.start()

    def bring_back(self) -> None:
        """Move and shrink the window until all of it is on the screens."""
        window = self._window
        areas = [screen.availableGeometry() for screen in QGuiApplication.screens()]
        if not areas or window.isMaximized() or window.isFullScreen() or window.isMinimized():
            return
        frame = window.frameGeometry()
        wanted = reachable(frame, areas)
        if wanted == frame:
            return
        window.resize(window.size() - (frame.size() - wanted.size()))
        if not QGuiApplication.platformName().startswith("wayland"):  # which has no places
            window.move(wanted.topLeft())

    def _follow(self, screen: QScreen) -> None:
        screen.availableGeometryChanged.connect(self.check_soon)


def reachable(frame: QRect, areas: Sequence[QRect]) -> QRect:
    """`frame` if it lies on the `areas`, else the nearest place within one of them."""
    ground = QRegion()
    for area in areas:
        ground += area
    if QRegion(frame).subtracted(ground).isEmpty():
        return frame
    area = max(areas, key=lambda area: _size_of(area & frame))
    if not area.intersects(frame):
        area = areas[0]
    size = frame.size().boundedTo(area.size())
    left = min(max(frame.left(), area.left()), area.right() + 1 - size.width())
    top = min(max(frame.top(), area.top()), area.bottom() + 1 - size.height())
    return QRect(left, top, size.width(), size.height())


def screens_key() -> str:
    """Tells one arrangement of screens from another."""
    parts = []
    for screen in QGuiApplication.screens():
        place = screen.geometry()
        ratio = screen.devicePixelRatio()
        parts.append(f"{place.width()}x{place.height()}+{place.x()}+{place.y()}@{ratio:g}")
    return " ".join(sorted(parts))


def _size_of(area: QRect) -> int:
    return area.width() * area.height() if area.isValid() else 0
