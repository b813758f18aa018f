"""Says once that there is a newer Parley, at a moment when somebody looks."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QGuiApplication

from gui.qt.notices import Notice
from gui.qt.task_scope import ErrorSink, TaskScope
from gui.services.settings import Settings
from gui.services.update_check import STATE, UpdateCheck, follow
from gui.views.link_opener import open_link
from gui.views.workspace import Workspace

translate = QCoreApplication.translate

FIRST = 20.0  # seconds after the start, when there is nothing else to do
EVERY = 1800.0  # seconds between two looks at the calendar


class UpdateNotice(QObject):
    """Asks in the background where the settings say so; failures stay silent."""

    def __init__(
        self,
        check: UpdateCheck,
        *,
        settings: Settings,
        workspace: Workspace,
        on_error: ErrorSink,
        first: float = FIRST,
    ) -> None:
        super().__init__(workspace)
        self._check = check
        self._workspace = workspace
        self._first = first
        self._tasks = TaskScope(self, on_error)
        self._unsubscribe = settings.subscribe(self._note_change)
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.applicationStateChanged.connect(self._tell_when_active)

    def start(self) -> None:
        self._tasks.start("updates", follow(self._check, first=self._first, every=EVERY))
        self._tell()

    def close(self) -> None:
        self._unsubscribe()
        self._tasks.close()

    def _note_change(self, name: str) -> None:
        if name == STATE:
            self._tell()

    def _tell_when_active(self, state: Qt.ApplicationState) -> None:
        if state is Qt.ApplicationState.ApplicationActive:
            self._tell()

    def _tell(self) -> None:
        """What is known already was found by asking; that somebody did wants no other asking."""
        if not self._check.wanted or not self._workspace.isActiveWindow():
            return
        release = self._check.take_untold()
        if release is None:
            return
        text = translate("Updates", "Parley {version} is available.").format(
            version=release.version
        )
        action = translate("Updates", "Open page") if release.page else ""
        run = partial(self._open, release.page)
        self._workspace.notices.show_notice(
            Notice(text=text, action=action, run=run, about="update")
        )

    def _open(self, page: str) -> None:
        self._tasks.start("page", open_link(self._workspace, page))
