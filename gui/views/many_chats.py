"""What can be done with several chats at once; moving, archiving and deleting can be undone."""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale, QObject, Signal

from gui.qt.notices import Notice, NoticeBar
from gui.qt.task_scope import TaskScope
from gui.services.session_service import SessionService

translate = QCoreApplication.translate

Ids = Sequence[str]


class ManyChats(QObject):
    """One is not too few."""

    chat_wanted = Signal(str)
    export_wanted = Signal(object)  # a tuple of ids

    def __init__(self, service: SessionService, *, tasks: TaskScope, notices: NoticeBar) -> None:
        super().__init__(notices)
        self._service = service
        self._tasks = tasks
        self._notices = notices
        self._number = 0

    def export(self, ids: Ids) -> None:
        self.export_wanted.emit(tuple(ids))

    def set_pinned(self, ids: Ids, *, pinned: bool) -> None:
        self._start(self._each(ids, partial(self._service.shelf.set_pinned, pinned=pinned)))

    def set_unread(self, ids: Ids, *, unread: bool) -> None:
        self._start(self._service.order.set_unread(ids, unread=unread))

    def archive(self, ids: Ids) -> None:
        self._start(self._archive(ids))

    def unarchive(self, ids: Ids) -> None:
        self._start(self._each(ids, partial(self._service.shelf.set_archived, archived=False)))

    def delete(self, ids: Ids) -> None:
        self._start(self._delete(ids))

    def undelete(self, ids: Ids) -> None:
        self._start(self._undelete(ids))

    def file_in(self, ids: Ids, folder_id: str) -> None:
        """Put them into a folder, "" takes them out."""
        self._start(self._file_in(ids, folder_id))

    async def _archive(self, ids: Ids) -> None:
        await self._each(ids, partial(self._service.shelf.set_archived, archived=True))
        text = translate("ManyChats", "Chats archived: {count}. Search still finds them.")
        self._offer_undo(_counted(text, ids), partial(self.unarchive, ids))

    async def _delete(self, ids: Ids) -> None:
        await self._each(ids, self._service.shelf.delete)
        text = translate("ManyChats", "Chats deleted: {count}. They stay in the bin for 30 days.")
        self._offer_undo(_counted(text, ids), partial(self.undelete, ids))

    async def _undelete(self, ids: Ids) -> None:
        await self._each(ids, self._service.shelf.undelete)
        if len(ids) == 1:
            self.chat_wanted.emit(ids[0])

    async def _file_in(self, ids: Ids, folder_id: str) -> None:
        before = await self._service.order.file_in(ids, folder_id)
        if not before:
            return
        folder = self._service.folders.folders.get(folder_id)
        if folder is None:
            text = translate("ManyChats", "Chats taken out of their folder: {count}.")
        else:
            text = translate("ManyChats", "Chats moved to “{folder}”: {count}.")
            text = text.replace("{folder}", folder.name)
        self._offer_undo(_counted(text, tuple(before)), partial(self._file_back, before))

    def _file_back(self, places: dict[str, str]) -> None:
        self._start(self._service.order.file_back(places))

    async def _each(
        self, ids: Ids, verb: Callable[[str], Coroutine[Any, Any, None]]
    ) -> None:  # Any: what asyncio's own coroutine type leaves open
        for session_id in ids:
            await verb(session_id)

    def _offer_undo(self, text: str, undo: Callable[[], None]) -> None:
        action = translate("ManyChats", "Undo")
        self._notices.show_notice(Notice(text=text, action=action, run=undo))

    def _start(self, work: Coroutine[Any, Any, object]) -> None:
        """Under a name of its own: the next verb does not take the place of this one."""
        self._number += 1
        self._tasks.start(f"chats {self._number}", work)


def _counted(text: str, ids: Ids) -> str:
    return text.replace("{count}", QLocale().toString(len(ids)))
