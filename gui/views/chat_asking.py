"""What is asked about chats in small dialogs: which folder, which tags, which instructions."""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from gui.qt.dialogs import opened
from gui.qt.task_scope import TaskScope
from gui.qt.theme import ThemeSwitch
from gui.services.session_service import SessionService
from gui.views.many_chats import ManyChats
from gui.views.model_picker import ModelSource
from gui.views.team_picker import TeamsSource


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderingParts:
    """`window` is what dialogs belong to."""

    service: SessionService
    window: QWidget
    theme: ThemeSwitch
    models: ModelSource
    teams: TeamsSource | None


class ChatAsking(QObject):
    """Dialogs are imported when one is first wanted."""

    def __init__(self, parts: OrderingParts, *, chats: ManyChats, tasks: TaskScope) -> None:
        super().__init__(chats)
        self._parts = parts
        self._chats = chats
        self._tasks = tasks

    def ask_folder(self, ids: Sequence[str]) -> None:
        """Which folder some chats are to be moved to."""
        self._start("pick", self._ask_folder(ids))

    def ask_tags(self, ids: Sequence[str]) -> None:
        self._start("tags", self._ask_tags(ids))

    def ask_instructions(self, session_id: str) -> None:
        self._start("instructions", self._ask_instructions(session_id))

    async def _ask_folder(self, ids: Sequence[str]) -> None:
        folder_id = await picked_folder(self._parts)
        if folder_id is not None:
            self._chats.file_in(ids, folder_id)

    async def _ask_tags(self, ids: Sequence[str]) -> None:
        from gui.views.ordering_dialogs import TagDialog

        order = self._parts.service.order
        found = [await self._parts.service.listing.find(session_id) for session_id in ids]
        tags = [session.tags for session in found if session is not None]
        dialog = TagDialog(
            await order.all_tags(), tags, self._parts.theme.theme, parent=self._parts.window
        )
        if await opened(dialog):
            await order.set_tags(ids, add=dialog.added, remove=dialog.removed)

    async def _ask_instructions(self, session_id: str) -> None:
        from gui.views.ordering_dialogs import InstructionsDialog

        session = await self._parts.service.listing.find(session_id)
        if session is None:
            return
        dialog = InstructionsDialog(
            session.instructions, self._parts.theme.theme, parent=self._parts.window
        )
        if await opened(dialog):
            await self._parts.service.order.set_instructions(session_id, dialog.text)

    def _start(self, about: str, work: Coroutine[Any, Any, object]) -> None:
        # Any: what asyncio's own coroutine type leaves open
        self._tasks.start(f"ask {about}", work)


async def picked_folder(parts: OrderingParts, *, moving: str = "") -> str | None:
    """The id of a folder, perhaps a new one; "" for none; None when cancelled."""
    from gui.views.ordering_dialogs import FolderPicker

    picker = FolderPicker(
        parts.service.folders.folders,
        parts.theme.theme,
        parent=parts.window,
        moving=moving,
    )
    if not await opened(picker):
        return None
    folder_id, name = picker.folder_id, picker.new_name
    return folder_id if folder_id is not None else (await parts.service.folders.create(name)).id
