"""Joins a composer with the files and pictures that go with its next message."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QMenu, QWidget

from gui.model.problem import FileError
from gui.qt.dialogs import choose_files_to_open
from gui.qt.file_drop import FileDrop
from gui.qt.menus import new_menu, popup_above
from gui.qt.task_scope import TaskScope
from gui.qt.theme import ThemeSwitch
from gui.services.session_service import SessionService
from gui.views.composer.composer import Composer
from gui.views.composer.message_edit import CHAT_FILES
from gui.views.file_verbs import FileVerbs

translate = QCoreApplication.translate

_MOST_NAMED = 3


class ComposerFiles(QObject):
    """`shown` names the chat that the composer writes in; what cannot be taken is told."""

    def __init__(
        self,
        composer: Composer,
        service: SessionService,
        *,
        theme: ThemeSwitch,
        tasks: TaskScope,
        shown: Callable[[], str | None],
    ) -> None:
        super().__init__(composer)
        self._composer = composer
        self._enclosures = service.enclosures
        self.verbs = FileVerbs(composer, service, theme=theme, tasks=tasks)
        self._tasks = tasks
        self._shown = shown
        self._adding = asyncio.Lock()
        self._gestures = 0
        self.add_sources: Callable[[QMenu], None] = _no_sources
        """Adds to a menu where else than in files something to enclose can be found."""
        composer.take_files()
        composer.edit.files_given.connect(self._add_files)
        composer.edit.picture_given.connect(self._add_picture)
        composer.attach_wanted.connect(self._choose)
        composer.chips.remove_wanted.connect(self._remove)
        composer.chips.preview_wanted.connect(self.verbs.preview)
        composer.read_picture = service.attachment

    def take_drops(self, ground: QWidget) -> None:
        """Files that are dropped anywhere on `ground` go with the message; chats do not."""
        drop = FileDrop(
            ground,
            suffix="",
            left=CHAT_FILES,
            takes=lambda: self._shown() is not None,
        )
        drop.dropped.connect(self._add_files)
        drop.hovered.connect(self._composer.show_drop)

    def add_files(self, paths: tuple[str, ...]) -> None:
        """One after the other; those that cannot go along for one reason are told together."""
        session_id = self._shown()
        if session_id is not None and paths:
            self._gestures += 1
            work = self._add_each(session_id, tuple(map(Path, paths)))
            self._tasks.start(f"enclose {self._gestures}", work)

    async def _add_each(self, session_id: str, paths: Sequence[Path]) -> None:
        refused: dict[str, list[FileError]] = {}
        async with self._adding:
            for path in paths:
                try:
                    await self._enclosures.add_file(session_id, path)
                except FileError as error:
                    refused.setdefault(error.problem.facts.get("reason", ""), []).append(error)
        for reason, errors in refused.items():
            self._tasks.start(f"refused {reason}", _tell(errors))

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
        menu = new_menu(self._composer)
        menu.setObjectName("attachMenu")
        files = menu.addAction(translate("Composer", "Files or pictures…"))
        files.triggered.connect(self._choose_files)
        self.add_sources(menu)
        if len(menu.actions()) == 1:
            menu.deleteLater()
            self._choose_files()
        else:
            popup_above(menu, self._composer.attach)

    def _choose_files(self) -> None:
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


async def _tell(errors: Sequence[FileError]) -> None:
    """Raise one for all of them, which have one reason."""
    problem = errors[0].problem
    names = [error.problem.facts.get("file", "") for error in errors]
    named = ", ".join(names[:_MOST_NAMED]) + ("…" if len(names) > _MOST_NAMED else "")
    raise FileError(replace(problem, facts={**problem.facts, "file": named})) from errors[0]


def _no_sources(menu: QMenu) -> None:
    del menu
