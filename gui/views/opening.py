"""Opens files and links one after the other, and lets the user choose a file."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject

from gui.model.problem import ChatFileError, ParleyError, Problem, ProblemKind
from gui.qt.dialogs import choose_file_to_open
from gui.qt.file_drop import FOLDER, FileDrop
from gui.qt.repeated_task import RepeatedTask
from gui.qt.task_scope import TaskScope
from gui.services.chat_file import SUFFIX
from gui.services.foreign.recognition import FileIs
from gui.views.arrivals.arrivals_import import ArrivalsImport
from gui.views.chat_export import ChatExport
from gui.views.chat_import import ChatImport
from gui.views.link_follower import LinkFollower
from gui.views.opening_parts import OpeningParts

translate = QCoreApplication.translate

MOST_WAITING = 100
DROPPED = (SUFFIX, ".json", ".zip", ".md", ".markdown", FOLDER)
"""How the names of files end that may hold chats, agents or teams."""

_OF_FILES = (
    ProblemKind.CHAT_FILE_UNREADABLE,
    ProblemKind.CHAT_FILE_OTHER,
    ProblemKind.CHAT_FILE_NEWER,
    ProblemKind.CHAT_FILE_DAMAGED,
    ProblemKind.CHAT_FILE_TOO_LARGE,
)


class Opening(QObject):
    """Each file is shown before it is imported; the next one waits for the answer."""

    def __init__(self, parts: OpeningParts, *, quick_ask: Callable[[], None]) -> None:
        super().__init__(parts.workspace)
        self._workspace = parts.workspace
        self._tasks = TaskScope(self, parts.workspace.show_error)
        self._links = LinkFollower(parts, quick_ask=quick_ask)
        self._service = parts.service
        self._import = ChatImport(parts)
        self._arrivals = ArrivalsImport(parts, tasks=self._tasks)
        self._export = ChatExport(parts)
        self._waiting: deque[str] = deque()
        self._work = RepeatedTask(self._tasks, "open", self._open_waiting)
        self._drop = FileDrop(parts.workspace, suffix=DROPPED)
        self._drop.dropped.connect(self.open)
        parts.workspace.file_wanted.connect(self._choose)
        parts.workspace.export_wanted.connect(self._begin_export)
        parts.workspace.several_export_wanted.connect(self._begin_several)

    def open(self, named: Iterable[str]) -> None:
        """Open absolute paths and links, as far as there is room to wait for an answer.

        What was wrong with those before is over: it would hide what comes of these.
        """
        for kind in _OF_FILES:
            self._workspace.notices.withdraw(kind.value)
        room = MOST_WAITING - len(self._waiting)
        self._waiting.extend(list(named)[:room])
        if self._waiting:
            self._work.start()

    async def _open_waiting(self) -> None:
        while self._waiting:
            one = self._waiting.popleft()
            try:
                await self._open_one(one)
            except ParleyError as error:  # the next one may be well
                self._workspace.show_problem(error.problem)

    async def _open_one(self, named: str) -> None:
        path = Path(named)
        if not path.is_absolute():
            await self._links.follow(named)
            return
        match await self._service.carrier.recognise(path):
            case FileIs.EXPORT:
                await self._arrivals.offer(path)
            case FileIs.COMPONENT:
                self._workspace.pages.show_agents().offer_import(path)
            case FileIs.PARLEY_CHAT:
                await self._import.offer(path)
            case _:
                await self._open_unknown(path)

    async def _open_unknown(self, path: Path) -> None:
        """Whoever reads files with such a name says best what is wrong with this one."""
        if path.suffix.lower() == SUFFIX:
            await self._import.offer(path)
        else:
            facts = {"file": path.name}
            raise ChatFileError(Problem(kind=ProblemKind.CHAT_FILE_OTHER, facts=facts))

    def _choose(self) -> None:
        self._tasks.start("choose", self._choose_file())

    async def _choose_file(self) -> None:
        path = await choose_file_to_open(
            self._workspace.window(),
            translate("Opening", "Import chats"),
            ";;".join(
                (
                    translate("Opening", "Chats (*.parley *.zip *.json *.md *.markdown)"),
                    translate("Opening", "Chats of Parley (*.parley)"),
                )
            ),
        )
        if path is not None:
            self.open((str(path),))

    def _begin_export(self, session_id: str) -> None:
        self._tasks.start("export", self._export.export(session_id))

    def _begin_several(self, session_ids: object) -> None:
        if isinstance(session_ids, tuple) and session_ids:
            self._tasks.start("export", self._export.export_several(session_ids))
