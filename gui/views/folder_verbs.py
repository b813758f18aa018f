"""What can be done with folders of chats: made, named, moved, set up, deleted with Undo."""

from __future__ import annotations

from collections.abc import Coroutine
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Signal

from gui.model.chat_folder import ChatFolder
from gui.qt.dialogs import ask_text, choose_folder, opened
from gui.qt.notices import Notice, NoticeBar
from gui.qt.task_scope import TaskScope
from gui.services.folder_rows import RemovedFolder
from gui.views.chat_asking import OrderingParts, picked_folder

if TYPE_CHECKING:
    from gui.views.folder_dialog import FolderDialog

translate = QCoreApplication.translate


class FolderVerbs(QObject):
    """Dialogs are imported when one is first wanted."""

    chat_wanted = Signal(str)
    rename_wanted = Signal(str)  # folder id

    def __init__(self, parts: OrderingParts, *, tasks: TaskScope, notices: NoticeBar) -> None:
        super().__init__(notices)
        self._parts = parts
        self._folders = parts.service.folders
        self._tasks = tasks
        self._notices = notices

    def create(self, parent_id: str = "") -> None:
        self._start("new", self._create(parent_id))

    def rename(self, folder_id: str, name: str) -> None:
        self._start(folder_id, self._folders.rename(folder_id, name))

    def new_chat(self, folder_id: str) -> None:
        self._start("chat", self._new_chat(folder_id))

    def move(self, folder_id: str, parent_id: str) -> None:
        self._start(folder_id, self._folders.move(folder_id, parent_id))

    def ask_move(self, folder_id: str) -> None:
        self._start(folder_id, self._ask_move(folder_id))

    def delete(self, folder_id: str) -> None:
        self._start(folder_id, self._delete(folder_id))

    def show_settings(self, folder_id: str) -> None:
        self._start("settings", self._show_settings(folder_id))

    async def _create(self, parent_id: str) -> None:
        title = translate("FolderVerbs", "New folder")
        name = await ask_text(self._parts.window, title, translate("FolderVerbs", "Name"))
        if name and name.strip():
            await self._folders.create(name, parent_id=parent_id)

    async def _new_chat(self, folder_id: str) -> None:
        session = await self._folders.new_chat(folder_id)
        self.chat_wanted.emit(session.id)

    async def _delete(self, folder_id: str) -> None:
        removed = await self._folders.delete(folder_id)
        text = translate("FolderVerbs", "Folder “{name}” deleted. Its chats are still here.")
        self._notices.show_notice(
            Notice(
                text=text.replace("{name}", removed.folder.name),
                action=translate("FolderVerbs", "Undo"),
                run=partial(self._undelete, removed),
            )
        )

    def _undelete(self, removed: RemovedFolder) -> None:
        self._start(removed.folder.id, self._folders.undelete(removed))

    async def _ask_move(self, folder_id: str) -> None:
        parent_id = await picked_folder(self._parts, moving=folder_id)
        if parent_id is not None:
            await self._folders.move(folder_id, parent_id)

    async def _show_settings(self, folder_id: str) -> None:
        from gui.views.folder_dialog import FolderDialog

        folder: ChatFolder = self._folders.folders[folder_id]
        dialog = FolderDialog(
            folder,
            self._parts.theme.theme,
            models=self._parts.models,
            teams=self._parts.teams,
            parent=self._parts.window,
        )
        dialog.browse.clicked.connect(partial(self._begin_browse, dialog))
        if await opened(dialog):
            name, defaults = dialog.folder_name, dialog.defaults
            if name != folder.name:
                await self._folders.rename(folder_id, name)
            await self._folders.set_defaults(folder_id, defaults)

    def _begin_browse(self, dialog: FolderDialog, *_checked: bool) -> None:
        self._start("work", self._browse(dialog))

    async def _browse(self, dialog: FolderDialog) -> None:
        title = translate("FolderVerbs", "Choose a working folder")
        start = Path(dialog.work.text()) if dialog.work.text() else Path.home()
        chosen = await choose_folder(dialog, title, start=start)
        if chosen is not None:
            dialog.work.setText(str(chosen))

    def _start(self, about: str, work: Coroutine[Any, Any, object]) -> None:
        # Any: what asyncio's own coroutine type leaves open
        self._tasks.start(f"folder {about}", work)
