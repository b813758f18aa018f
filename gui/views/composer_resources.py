"""Joins a composer with the resources of MCP servers, which can be enclosed like files."""

from __future__ import annotations

from collections.abc import Awaitable
from functools import partial
from urllib.parse import unquote, urlsplit

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QMenu, QWidget

from gui.model.mcp_report import McpContent, McpResource, McpState
from gui.model.mcp_server import McpServer
from gui.model.problem import FileError, ParleyError, Problem, ProblemKind
from gui.qt.task_scope import TaskScope
from gui.qt.theme import ThemeSwitch
from gui.services.enclosures import LARGEST, Enclosures
from gui.services.mcp_offers import McpOffers
from gui.views.mcp_problem import sentence_of
from gui.views.resource_picker import ResourcePicker
from gui.views.writing_supply import Answering

translate = QCoreApplication.translate

_LONGEST_NAME = 120


class ComposerResources(QObject):
    """A server that does not run is started when the user opens its line of the menu."""

    def __init__(
        self,
        ground: QWidget,
        offers: McpOffers,
        *,
        answering: Answering,
        enclosures: Enclosures,
        tasks: TaskScope,
    ) -> None:
        super().__init__(ground)
        self._ground = ground
        self._offers = offers
        self._answering = answering
        self._enclosures = enclosures
        self._tasks = tasks
        self._server: McpServer | None = None
        self._picker: ResourcePicker | None = None

    def add_to(self, menu: QMenu, *, theme: ThemeSwitch) -> None:
        """A line for each server that has resources, or may have some once it runs."""
        for server in self._offers.servers(self._answering.servers()):
            status = self._offers.status(server.id)
            if status.state is not McpState.READY or status.resources:
                words = translate("Resources", "From {server}…").format(server=server.name)
                action = menu.addAction(words.replace("&", "&&"))
                action.triggered.connect(partial(self._begin, server, theme))

    def _begin(self, server: McpServer, theme: ThemeSwitch, *_checked: bool) -> None:
        if self._picker is None:
            self._picker = ResourcePicker(self._ground, theme=theme)
            self._picker.chosen.connect(self._take)
        self._server = server
        self._picker.begin(server.name)
        self._picker.say(translate("Resources", "One moment…"))
        self._tasks.start("resources", self._list(self._picker, server))

    async def _list(self, picker: ResourcePicker, server: McpServer) -> None:
        try:
            found = await self._offers.resources(server.id)
        except ParleyError as error:
            picker.say(sentence_of(error))
            return
        picker.show_resources(found)
        nothing = translate("Resources", "{server} has nothing to enclose.")
        picker.say("" if found else nothing.format(server=server.name))

    def _take(self, resource: McpResource) -> None:
        session = self._answering.session()
        if session is not None and self._server is not None and self._picker is not None:
            self._picker.note(resource, translate("Resources", "One moment…"))
            self._picker.say("")
            work = self._enclose(session.id, self._server, resource)
            self._tasks.start(f"resource {resource.uri}", self._told(resource, work))

    async def _told(self, resource: McpResource, work: Awaitable[None]) -> None:
        picker = self._picker
        try:
            await work
        except ParleyError as error:
            if picker is None or not picker.isVisible():
                raise
            picker.note(resource, "")
            picker.say(sentence_of(error))
        else:
            if picker is not None:
                picker.note(resource, translate("Resources", "Enclosed"))

    async def _enclose(self, session_id: str, server: McpServer, resource: McpResource) -> None:
        name = name_of(resource)
        if resource.size is not None and resource.size > LARGEST:
            facts = {"file": name, "reason": "large"}
            raise FileError(Problem(kind=ProblemKind.FILE_NOT_TAKEN, facts=facts))
        for content in await self._offers.read(server.id, resource.uri):
            await self._enclosures.add(session_id, name, bytes_of(content))


def name_of(resource: McpResource) -> str:
    """The end of its address where that is a file's name, or what the server calls it."""
    last = unquote(urlsplit(resource.uri).path.rstrip("/").rsplit("/", 1)[-1])
    name = last if "." in last.strip(".") else resource.name or last or resource.uri
    return " ".join(name.split())[:_LONGEST_NAME]


def bytes_of(content: McpContent) -> bytes:
    found = content.content
    return found if isinstance(found, bytes) else found.encode("utf-8", "replace")
