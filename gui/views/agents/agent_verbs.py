"""What can be done with an agent or a team as a whole: duplicate, export, delete with Undo."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QStandardPaths, Signal
from PySide6.QtWidgets import QWidget

from gui.model.file_names import file_name
from gui.model.problem import ParleyError
from gui.model.team_spec import SpecOrigin, TeamSpec
from gui.qt.dialogs import choose_file_to_save
from gui.qt.menus import new_menu
from gui.qt.notices import Notice
from gui.qt.task_scope import TaskScope
from gui.views.agents.parts import AgentsParts
from gui.views.agents.spec_words import title_of

translate = QCoreApplication.translate


class AgentVerbs(QObject):
    """Every verb names its spec by the id; one that is gone is passed over."""

    edit_wanted = Signal(str)
    shown_wanted = Signal(str)

    def __init__(self, parts: AgentsParts, page: QWidget) -> None:
        super().__init__(page)
        self._parts = parts
        self._page = page
        self._tasks = TaskScope(self, parts.on_error)

    def try_out(self, team_id: str) -> None:
        if self._parts.try_out is not None:
            self._parts.try_out(team_id)

    def edit(self, team_id: str) -> None:
        """Edit one of the user's own; of a ready-made one, a duplicate."""
        spec = self._parts.library.get(team_id)
        if spec is not None and spec.origin is SpecOrigin.SHIPPED:
            spec = self._tried(partial(self._parts.library.duplicate, team_id))
        if spec is not None:
            self.edit_wanted.emit(spec.id)

    def duplicate(self, team_id: str) -> None:
        if self._parts.library.get(team_id) is not None:
            copy = self._tried(partial(self._parts.library.duplicate, team_id))
            if copy is not None:
                self.shown_wanted.emit(copy.id)

    def delete(self, team_id: str) -> None:
        spec = self._parts.library.get(team_id)
        if spec is None or spec.origin is SpecOrigin.SHIPPED:
            return
        if self._tried(partial(self._parts.library.remove, team_id)) is None:
            return
        text = translate("Agents", "“{name}” deleted.").format(name=title_of(spec))
        undo = partial(self._undelete, spec)
        self._parts.notices.show_notice(
            Notice(text=text, action=translate("Agents", "Undo"), run=undo)
        )

    def export(self, team_id: str) -> None:
        spec = self._parts.library.get(team_id)
        if spec is not None:
            self._tasks.start("export", self._export(spec))

    def open_menu(self, team_id: str, place: QPoint) -> None:
        spec = self._parts.library.get(team_id)
        if spec is None:
            return
        own = spec.origin is SpecOrigin.OWN
        rows: list[tuple[str, str, Callable[[str], None]]] = [
            ("agent.try", translate("Agents", "Try it"), self.try_out),
            ("agent.edit", translate("Agents", "Edit"), self.edit),
            ("agent.duplicate", translate("Agents", "Duplicate"), self.duplicate),
            ("agent.export", translate("Agents", "Export…"), self.export),
            ("agent.delete", translate("Agents", "Delete"), self.delete),
        ]
        menu = new_menu(self._page)
        menu.setObjectName("agentMenu")
        for name, label, verb in rows:
            if not own and name in ("agent.edit", "agent.delete"):
                continue
            if name == "agent.try" and self._parts.try_out is None:
                continue
            if name == "agent.delete":
                menu.addSeparator()
            action = menu.addAction(label)
            action.setObjectName(name)
            action.triggered.connect(partial(_call, verb, team_id))
        menu.popup(place)

    def _undelete(self, spec: TeamSpec) -> None:
        kept = self._tried(partial(self._parts.library.save, spec))
        if kept is not None:
            self.shown_wanted.emit(kept.id)

    def _tried(self, work: Callable[[], TeamSpec]) -> TeamSpec | None:
        """What it gives, or None where it could not be kept, which is told."""
        try:
            return work()
        except ParleyError as error:
            self._parts.on_error(error)
            return None

    async def _export(self, spec: TeamSpec) -> None:
        documents = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(documents))
        name = file_name(title_of(spec), otherwise=translate("Agents", "Agent"))
        path = await choose_file_to_save(
            self._page.window(),
            translate("Agents", "Export as an AutoGen component"),
            name=str(folder / f"{name}.json"),
            pattern=translate("Agents", "AutoGen components (*.json)"),
            suffix="json",
        )
        if path is not None:
            self._parts.library.write_file(spec.id, path)
            text = translate(
                "Agents",
                "Exported as {file}. Keys, values for MCP servers and documents stay here.",
            )
            self._parts.notices.say(text.format(file=path.name))


def _call(verb: Callable[[str], None], team_id: str, *_checked: bool) -> None:
    verb(team_id)
