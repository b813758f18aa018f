"""What can be done with a file of a message: looked into, opened elsewhere, saved."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget

from gui.model.file_opening import kept_name, openable_name
from gui.model.problem import ParleyError, Problem, ProblemKind
from gui.model.turn import Enclosed, FilePart, ImagePart
from gui.model.visible_text import shown_code
from gui.qt.dialogs import Choice, ask, choose_file_to_save
from gui.qt.task_scope import TaskScope
from gui.qt.theme import ThemeSwitch
from gui.services.atomic_file import replace_bytes_atomically
from gui.services.session_service import SessionService

translate = QCoreApplication.translate


class FileVerbs(QObject):
    """Whatever is in a file, nothing of it is run: another program gets a copy, or nothing does.

    `opener` shows a file or a folder with what the system has for it.
    """

    def __init__(
        self,
        window: QWidget,
        service: SessionService,
        *,
        theme: ThemeSwitch,
        tasks: TaskScope,
        opener: Callable[[QUrl], bool] = QDesktopServices.openUrl,
    ) -> None:
        super().__init__(window)
        self._window = window
        self._service = service
        self._theme = theme
        self._tasks = tasks
        self.opener = opener

    def preview(self, part: object) -> None:
        """A picture as it is; of a file, what a model is sent."""
        if isinstance(part, ImagePart):
            self._tasks.start(f"preview {part.digest}", self._show_picture(part))
        elif isinstance(part, FilePart):
            self._tasks.start(f"preview {part.digest}", self._show_text(part))

    def open(self, part: object) -> None:
        """Ask, then have another program show a copy."""
        if isinstance(part, Enclosed):
            self._tasks.start("open file", self._open(part))

    def save(self, part: object) -> None:
        """Ask where to, then write it as it came."""
        if isinstance(part, Enclosed):
            self._tasks.start("save file", self._save(part))

    async def _show_picture(self, part: ImagePart) -> None:
        from gui.views.image_view import ImageView

        view = ImageView(part, await self._bytes(part), self._theme, self._window.window())
        view.open_wanted.connect(self.open)
        view.show()

    async def _show_text(self, part: FilePart) -> None:
        from gui.views.file_preview import FilePreview

        window = self._window.window()
        window.setCursor(Qt.CursorShape.BusyCursor)
        try:
            text = await self._service.told(part)
        finally:
            window.unsetCursor()
        if text is None:
            raise _lost(part)
        view = FilePreview(part, text, self._theme, window)
        view.open_wanted.connect(self.open)
        view.save_wanted.connect(self.save)
        view.show()

    async def _open(self, part: Enclosed) -> None:
        data = await self._bytes(part)
        name = await asyncio.to_thread(openable_name, part.name, data)
        choice = await self._ask(part, safe=name is not None)
        if choice == "save":
            await self._save(part)
        elif choice == "open" and name is not None:
            self._show(await self._copy(name, data))
        elif choice == "folder":
            self._show((await self._copy(kept_name(part.name), data)).parent)

    async def _ask(self, part: Enclosed, *, safe: bool) -> str | None:
        save = Choice(id="save", label=translate("FileVerbs", "Save as…"), main=not safe)
        cancel = Choice(id="cancel", label=translate("FileVerbs", "Cancel"), escape=True)
        if safe:
            title = translate("FileVerbs", "Open this file?")
            about = translate(
                "FileVerbs",
                "Another program gets a copy, which Parley removes after a day. Open it only if"
                " you trust where it comes from.",
            )
            first = Choice(id="open", label=translate("FileVerbs", "Open"), main=True)
            choices = (first, save, cancel)
        else:
            title = translate("FileVerbs", "Parley does not open this file")
            about = translate(
                "FileVerbs",
                "Files of this kind can do harm when they are opened. Save it, or look at a copy"
                " in its folder.",
            )
            other = Choice(id="folder", label=translate("FileVerbs", "Show in folder"))
            choices = (save, other, cancel)
        said = f"{title}\n\n{shown_code(part.name)}\n\n{about}"
        return await ask(self._window.window(), title, said, choices)

    async def _copy(self, name: str, data: bytes) -> Path:
        try:
            return await asyncio.to_thread(self._service.opened.put, name, data)
        except OSError as error:
            raise _unwritable(name, error) from error

    def _show(self, path: Path) -> None:
        if not self.opener(QUrl.fromLocalFile(str(path))):
            kind = ProblemKind.FILE_NOT_OPENED
            raise ParleyError(Problem(kind=kind, facts={"file": path.name}))

    async def _save(self, part: Enclosed) -> None:
        path = await choose_file_to_save(
            self._window.window(),
            translate("Transcript", "Save the file"),
            name=kept_name(part.name),
        )
        if path is None:
            return
        data = await self._bytes(part)
        try:
            await asyncio.to_thread(replace_bytes_atomically, path, data)
        except OSError as error:
            raise _unwritable(path.name, error) from error

    async def _bytes(self, part: Enclosed) -> bytes:
        data = part.data or await self._service.attachment(part.digest)
        if not data:
            raise _lost(part)
        return data


def _lost(part: Enclosed) -> ParleyError:
    return ParleyError(Problem(kind=ProblemKind.FILE_LOST, facts={"file": part.name}))


def _unwritable(name: str, error: OSError) -> ParleyError:
    facts = {"file": name}
    return ParleyError(Problem(kind=ProblemKind.FILE_UNWRITABLE, facts=facts, detail=str(error)))
