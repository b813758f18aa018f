"""Writes a file that went with a message to where the user wants it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject
from PySide6.QtWidgets import QWidget

from gui.model.problem import ParleyError, Problem, ProblemKind
from gui.model.turn import FilePart
from gui.qt.dialogs import choose_file_to_save
from gui.qt.task_scope import TaskScope
from gui.services.atomic_file import replace_bytes_atomically

translate = QCoreApplication.translate


class EnclosureSaving(QObject):
    """`read` gives the bytes by their digest."""

    def __init__(
        self,
        window: QWidget,
        *,
        read: Callable[[str], Awaitable[bytes | None]],
        tasks: TaskScope,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._read = read
        self._tasks = tasks

    def begin(self, part: object) -> None:
        if isinstance(part, FilePart):
            self._tasks.start("save file", self._save(part))

    async def _save(self, part: FilePart) -> None:
        path = await choose_file_to_save(
            self._window.window(),
            translate("Transcript", "Save the file"),
            name=Path(part.name).name or "file",
        )
        if path is None:
            return
        data = await self._read(part.digest)
        facts = {"file": path.name}
        if data is None:
            raise ParleyError(Problem(kind=ProblemKind.FILE_UNWRITABLE, facts=facts))
        try:
            await asyncio.to_thread(replace_bytes_atomically, path, data)
        except OSError as error:
            problem = Problem(kind=ProblemKind.FILE_UNWRITABLE, facts=facts, detail=str(error))
            raise ParleyError(problem) from error
