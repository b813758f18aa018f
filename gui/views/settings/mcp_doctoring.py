"""The doctor's page at work: checks a server, stops it, and switches its tools."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtGui import QGuiApplication

from gui.model.mcp_server import McpServer
from gui.qt.task_scope import ErrorSink, TaskScope
from gui.qt.theme import Theme
from gui.views.settings.mcp_desk import McpDesk
from gui.views.settings.mcp_details import McpDetails


class McpDoctoring(McpDetails):
    """`follow` shows the server as it is now. Leaving the page ends a check that it began."""

    def __init__(self, server: McpServer, theme: Theme, desk: McpDesk, on_error: ErrorSink) -> None:
        super().__init__(server, theme)
        self._id = server.id
        self._desk = desk
        self._checks = False
        self._scope = TaskScope(self, on_error)
        self.check_asked.connect(self._begin_check)
        self.stop_asked.connect(self._begin_stop)
        self.copy_asked.connect(self._copy_report)
        self.tool_switched.connect(self._switch_tool)

    def follow(self) -> None:
        server = self._desk.find(self._id)
        if server is not None:
            self.show_status(server, self._desk.status(self._id), checking=self._checks)

    def _begin_check(self) -> None:
        if not self._checks:
            self._checks = True
            self.follow()
            self._scope.start("check", self._check_it())

    async def _check_it(self) -> None:
        try:
            await (await self._desk.runner()).check(self._id)
        finally:
            self._checks = False
        self.follow()

    def _begin_stop(self) -> None:
        self._scope.start("stop", self._stop_it())

    async def _stop_it(self) -> None:
        await (await self._desk.runner()).stop(self._id)

    def _copy_report(self) -> None:
        QGuiApplication.clipboard().setText(self._desk.report(self._id))

    def _switch_tool(self, tool: str, on: bool) -> None:
        server = self._desk.find(self._id)
        if server is not None:
            off = tuple(each for each in server.switched_off if each != tool)
            self._desk.change(replace(server, switched_off=off if on else (*off, tool)))
