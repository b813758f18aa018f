"""Joins a composer with the files and pictures that go with its next message."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from gui.qt.dialogs import choose_files_to_open
from gui.qt.task_scope import TaskScope
from gui.services.enclosures import Enclosures
from gui.views.composer.composer import Composer

translate = QCoreApplication.translate


class ComposerFiles(QObject):
    """`shown` names the chat that the composer writes in; what cannot be taken is told."""

    def __init__(
        self,
        composer: Composer,
        enclosures: Enclosures,
        *,
        tasks: TaskScope,
        shown: Callable[[], str | None],
    ) -> None:
        super().__init__(composer)
        self._composer = composer
        self._enclosures = enclosures
        self._tasks = tasks
        self._shown = shown
        composer.take_files()
        composer.edit.files_given.connect(self._add_files)
        composer.edit.picture_given.connect(self._add_picture)
        composer.attach_wanted.connect(self._choose)
        composer.remove_enclosure.connect(self._remove)

    def add_files(self, paths: tuple[str, ...]) -> None:
        """One after the other; each that cannot go along is told by itself."""
        session_id = self._shown()
        for path in paths if session_id is not None else ():
            work = self._enclosures.add_file(session_id or "", Path(path))
            self._tasks.start(f"enclose {path}", work)

    def _add_files(self, paths: object) -> None:
        if isinstance(paths, tuple):
            self.add_files(paths)

    def _add_picture(self, data: bytes) -> None:
        session_id = self._shown()
        if session_id is not None and data:
            name = time.strftime("picture-%H%M%S.png")
            work = self._enclosures.add(session_id, name, data)
            self._tasks.start(f"enclose {name}", work)

    def _choose(self) -> None:
        self._tasks.start("choose files", self._add_chosen())

    async def _add_chosen(self) -> None:
        title = translate("Composer", "Add files or pictures")
        chosen = await choose_files_to_open(self._composer.window(), title)
        self.add_files(tuple(str(path) for path in chosen))

    def _remove(self, enclosure_id: str) -> None:
        session_id = self._shown()
        if session_id is not None:
            work = self._enclosures.remove(session_id, enclosure_id)
            self._tasks.start(f"leave out {enclosure_id}", work)
