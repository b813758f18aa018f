"""The import of MCP servers at work: reads what is pasted or opened, and adds what is agreed to."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, Signal

from gui.model.problem import ParleyError
from gui.qt.dialogs import choose_file_to_open
from gui.qt.task_scope import TaskScope
from gui.qt.theme import Theme
from gui.services.mcp_import import McpImportError
from gui.views.settings.mcp_desk import McpDesk
from gui.views.settings.mcp_import_page import McpImportPage

translate = QCoreApplication.translate


class McpImporting(McpImportPage):
    """`added` carries the id of the last server that was added; its owner's scope does the work."""

    added = Signal(str)

    def __init__(self, theme: Theme, desk: McpDesk, scope: TaskScope) -> None:
        super().__init__(theme)
        self._desk = desk
        self._scope = scope
        self.text_given.connect(self._read_text)
        self.file_asked.connect(self._ask_for_file)
        self.add_asked.connect(self._add_found)

    def _read_text(self, text: str) -> None:
        try:
            self.show_import(self._desk.read_text(text))
        except McpImportError:
            self.show_no_servers()

    def _ask_for_file(self) -> None:
        self._scope.start("read", self._read_file())

    async def _read_file(self) -> None:
        title = translate("Mcp", "Import MCP servers")
        path = await choose_file_to_open(self, title, "JSON (*.json *.jsonc)")
        if path is None:
            return
        try:
            self.show_import(await self._desk.read_file(path))
        except McpImportError:
            self.show_no_servers()
        except OSError:
            self.show_file_unreadable(path.name)

    def _add_found(self, on: bool) -> None:
        self._scope.start("save", self._add_all(on=on))

    async def _add_all(self, *, on: bool) -> None:
        last = ""
        for wanted in self.wanted:
            server = replace(wanted.server, enabled=on)
            try:
                last = (await self._desk.save(server, wanted.secrets, self.place)).id
            except ParleyError as error:
                self.show_problem(error.problem)
                return
        self.added.emit(last)
