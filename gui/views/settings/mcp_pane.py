"""The page of MCP servers: the list, a form, an import or one server's state, and the work."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget

from gui.model.problem import ParleyError
from gui.qt.first_paint import FirstPaint
from gui.qt.task_scope import TaskScope
from gui.views.settings.mcp_doctoring import McpDoctoring
from gui.views.settings.mcp_editor import NEW, McpEditor
from gui.views.settings.mcp_importing import McpImporting
from gui.views.settings.mcp_list import McpList
from gui.views.settings.mcp_row import McpFacts

if TYPE_CHECKING:
    from gui.views.settings.parts import SettingsParts

Front = McpEditor | McpImporting | McpDoctoring


class McpPane(QStackedWidget):
    """Starts a server only when the user has it checked; agents start those that are on."""

    def __init__(self, parts: SettingsParts) -> None:
        super().__init__()
        self._theme = parts.theme
        self._desk = parts.mcp
        self._on_error = parts.on_error
        self._scope = TaskScope(self, parts.on_error)
        self._front: Front | None = None
        self._of: str | None = None  # the id of the server in front
        self._list = McpList(parts.theme.theme)
        self.addWidget(self._list)
        self._list.add_asked.connect(self._add)
        self._list.import_asked.connect(self._open_import)
        self._list.switched.connect(self._switch)
        self._list.details_asked.connect(self._open_details)
        self._list.edit_asked.connect(self._edit)
        self._list.remove_confirmed.connect(self._remove)
        self.destroyed.connect(self._desk.subscribe(self._show_servers))
        self._show_servers()
        FirstPaint(self, self._listen)

    def show_server(self, server_id: str) -> None:
        """How it fares, in front of the list; what is typed in a form there stays in front."""
        if isinstance(self._front, McpEditor | McpImporting):
            return
        self._open_details(server_id)

    def close_front(self) -> bool:
        """Leave what is in front of the list; False when nothing is."""
        front, self._front = self._front, None
        if front is None:
            return False
        for work in ("save", "places", "read"):
            self._scope.cancel(work)
        self.setCurrentWidget(self._list)
        self.removeWidget(front)
        front.deleteLater()
        self._list.focus_server(self._of)
        self._of = None
        return True

    def _listen(self) -> None:
        self._scope.start("listen", self._listened())

    async def _listened(self) -> None:
        """The engine may still be on its way; until then nothing runs."""
        runner = await self._desk.runner()
        self.destroyed.connect(runner.subscribe(self._status_changed))
        self._show_servers()

    def _status_changed(self, server_id: str) -> None:
        del server_id
        if not self._scope.running("show"):
            self._scope.start("show", self._shown_soon())

    async def _shown_soon(self) -> None:
        """A start changes the status many times; the page follows once a step of the loop."""
        self._show_servers()

    def _show_servers(self) -> None:
        servers = self._desk.all()
        self._list.show_servers(
            tuple(McpFacts(server=each, status=self._desk.status(each.id)) for each in servers)
        )
        if isinstance(self._front, McpDoctoring):
            self._front.follow()

    def _switch(self, server_id: str, on: bool) -> None:
        self._desk.switch(server_id, on=on)

    def _remove(self, server_id: str) -> None:
        self._scope.start(f"remove {server_id}", self._desk.remove(server_id))

    def _open(self, page: Front, server_id: str | None) -> None:
        self.close_front()
        self._front, self._of = page, server_id
        self.addWidget(page)
        self.setCurrentWidget(page)
        page.begin()

    def _add(self) -> None:
        self._open_editor(None)

    def _edit(self, server_id: str) -> None:
        self._open_editor(server_id)

    def _open_editor(self, server_id: str | None) -> None:
        base = self._desk.find(server_id) if server_id else None
        editor = McpEditor(base or NEW, self._theme.theme)
        editor.save_asked.connect(self._save)
        editor.cancelled.connect(self.close_front)
        self._open(editor, server_id)
        self._scope.start("places", self._learn_places(editor))

    async def _learn_places(self, page: McpEditor | McpImporting) -> None:
        places = await self._desk.places()
        if isinstance(page, McpEditor):
            page.show_places(places, await self._desk.place_of(page.base))
        else:
            page.show_places(places)

    def _save(self) -> None:
        if isinstance(self._front, McpEditor) and self._front.check():
            self._scope.start("save", self._saved(self._front))

    async def _saved(self, editor: McpEditor) -> None:
        if not editor.places:
            await self._learn_places(editor)
        server, secrets = editor.typed
        try:
            saved = await self._desk.save(server, secrets, editor.place)
        except ParleyError as error:
            editor.show_problem(error.problem)
            return
        self._leave_for(saved.id)

    def _leave_for(self, server_id: str) -> None:
        self._of = server_id
        self.close_front()

    def _open_import(self) -> None:
        page = McpImporting(self._theme.theme, self._desk, self._scope)
        page.added.connect(self._leave_for)
        page.cancelled.connect(self.close_front)
        self._open(page, None)
        self._scope.start("places", self._learn_places(page))

    def _open_details(self, server_id: str) -> None:
        server = self._desk.find(server_id)
        if server is None:
            return
        page = McpDoctoring(server, self._theme.theme, self._desk, self._on_error)
        page.edit_asked.connect(partial(self._open_editor, server_id))
        page.left.connect(self.close_front)
        self._open(page, server_id)
        page.follow()
