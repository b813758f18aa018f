"""Takes in agents and teams from files and texts, once the user has seen what they ask for."""

from __future__ import annotations

import asyncio
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget

from gui.model.component_json import ComponentError
from gui.qt.dialogs import choose_file_to_open, opened
from gui.qt.file_drop import FileDrop
from gui.qt.menus import new_menu
from gui.qt.notices import Notice, NoticeKind
from gui.qt.task_scope import TaskScope
from gui.services.team_files import Candidate
from gui.views.agents.parts import AgentsParts
from gui.views.agents.problem_words import fault_words
from gui.views.agents.trust_preview import TrustPreview

translate = QCoreApplication.translate

SUFFIX = ".json"


class AgentImport(QObject):
    """`imported` carries the id of the last one that was kept."""

    imported = Signal(str)

    def __init__(self, parts: AgentsParts, page: QWidget) -> None:
        super().__init__(page)
        self._parts = parts
        self._page = page
        self._tasks = TaskScope(self, parts.on_error)
        self._drop = FileDrop(page, suffix=SUFFIX)
        self._drop.dropped.connect(self._take_dropped)

    def open_menu(self) -> None:
        """Ask where it comes from, below the button that was pressed."""
        menu = new_menu(self._page)
        menu.setObjectName("importMenu")
        file = menu.addAction(translate("Agents", "From a file…"))
        file.setObjectName("import.file")
        file.triggered.connect(self._choose)
        pasted = menu.addAction(translate("Agents", "From the clipboard"))
        pasted.setObjectName("import.paste")
        pasted.triggered.connect(self.paste)
        pasted.setEnabled(bool(QGuiApplication.clipboard().text().strip()))
        button = self._page.findChild(QPushButton, "importAgentsButton")
        if isinstance(button, QPushButton):
            menu.popup(button.mapToGlobal(QPoint(0, button.height())))

    def paste(self) -> None:
        text = QGuiApplication.clipboard().text()
        if text.strip():
            self.offer(text)

    def offer(self, source: Path | str) -> None:
        """Show what is in a file or a text; one look at a time."""
        self._tasks.start("import", self._offer(source))

    def _choose(self) -> None:
        self._tasks.start("choose", self._choose_file())

    async def _choose_file(self) -> None:
        path = await choose_file_to_open(
            self._page.window(),
            translate("Agents", "Import agents and teams"),
            translate("Agents", "AutoGen components (*.json)"),
        )
        if path is not None:
            self.offer(path)

    def _take_dropped(self, paths: tuple[str, ...]) -> None:
        self._tasks.start("import", self._offer_all([Path(path) for path in paths]))

    async def _offer_all(self, paths: list[Path]) -> None:
        for path in paths:
            await self._offer(path)

    async def _offer(self, source: Path | str) -> None:
        read = partial(self._parts.library.read_file, source)
        try:
            candidates = await asyncio.get_running_loop().run_in_executor(None, read)
        except ComponentError as error:
            self._refuse(error, source)
            return
        name = source.name if isinstance(source, Path) else ""
        preview = TrustPreview(
            candidates, name, theme=self._parts.theme, parent=self._page.window()
        )
        if await opened(preview):
            self._keep(preview.taken)

    def _keep(self, accepted: TrustPreview.Accepted) -> None:
        kept = []
        for candidate, acceptance in accepted:
            try:
                spec = self._parts.library.accept(
                    candidate, acceptance, add_server=self._parts.add_server
                )
            except ComponentError as error:
                self._refuse(error, candidate)
                continue
            kept.append(spec.id)
        if kept:
            self._parts.notices.say(translate("Agents", "%n imported.", "", len(kept)))
            self.imported.emit(kept[-1])

    def _refuse(self, error: ComponentError, source: Path | str | Candidate) -> None:
        match source:
            case Path():
                name = source.name
            case Candidate():
                name = source.title
            case _:
                name = translate("Agents", "What was pasted")
        text = translate("Agents", "{name} was not imported. {reason}")
        text = text.format(name=name, reason=fault_words(error))
        self._parts.notices.show_notice(Notice(text=text, kind=NoticeKind.PROBLEM))
