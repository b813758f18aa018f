"""The end of the desktop's session, where Qt is told of it: Windows, macOS, old X11 desktops."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication, QSessionManager


class SessionEnd(QObject):
    """Calls `save`, which may block for a moment, and then `close`; never holds the session up.

    What `save` has not done when it returns may be lost: the system may end the process then.
    Qt also ends its loop by itself, where the X server or the compositor is gone.
    """

    def __init__(
        self, parent: QObject, *, save: Callable[[], None], close: Callable[[], None]
    ) -> None:
        super().__init__(parent)
        self._save = save
        self._close = close
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.commitDataRequest.connect(self.commit)
            app.saveStateRequest.connect(self.leave_no_trace)
            app.aboutToQuit.connect(self._save)

    def close(self) -> None:
        """The program has saved everything itself."""
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.aboutToQuit.disconnect(self._save)

    def commit(self, manager: QSessionManager) -> None:
        self.leave_no_trace(manager)
        self._save()
        self._close()

    def leave_no_trace(self, manager: QSessionManager) -> None:
        """Whether Parley comes back at the next login is a setting of its own."""
        manager.setRestartHint(QSessionManager.RestartHint.RestartNever)
