"""Opens the archive and the bin, and does what is wanted there."""

from __future__ import annotations

from collections.abc import Coroutine, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, Signal

from gui.qt.dialogs import Choice, ask, opened
from gui.qt.phrases import in_a_row
from gui.qt.task_scope import TaskScope
from gui.services.service_facts import ServiceFact, SessionChanged, SessionRemoved
from gui.services.work_folders import WorkLeft
from gui.views.chat_asking import OrderingParts
from gui.views.file_words import size_text
from gui.views.many_chats import ManyChats
from gui.views.sidebar.row_words import title_of

if TYPE_CHECKING:
    from gui.views.put_away import PutAwayPanel

translate = QCoreApplication.translate


_ONLY_CHATS, _WITH_FILES, _NOTHING = "chats", "with files", "nothing"


class PutAwayDesk(QObject):
    chat_wanted = Signal(str)

    def __init__(
        self, parts: OrderingParts, *, chats: ManyChats, tasks: TaskScope, owner: QObject
    ) -> None:
        super().__init__(owner)
        self._parts = parts
        self._chats = chats
        self._tasks = tasks
        self._panel: PutAwayPanel | None = None

    def open_archive(self) -> None:
        self._start("open", self._open(0))

    def open_bin(self) -> None:
        self._start("open", self._open(1))

    def take(self, fact: ServiceFact) -> None:
        """What is shown follows what happens to chats."""
        if self._panel is not None and isinstance(fact, SessionChanged | SessionRemoved):
            self._start("list", self._list(self._panel))

    async def _open(self, number: int) -> None:
        from gui.views.put_away import Place, PutAwayPanel

        panel = PutAwayPanel(self._parts.theme.theme, parent=self._parts.window)
        panel.show_place(Place(number))
        panel.place_changed.connect(partial(self._begin_list, panel))
        panel.open_wanted.connect(partial(self._open_chat, panel))
        panel.restore_wanted.connect(self._restore)
        panel.delete_wanted.connect(partial(self._begin_delete, panel))
        self._panel = panel
        self._begin_list(panel)
        try:
            await opened(panel)
        finally:
            self._panel = None
            self._tasks.cancel("put away list")

    def _begin_list(self, panel: PutAwayPanel, *_place: int) -> None:
        self._start("list", self._list(panel))

    async def _list(self, panel: PutAwayPanel) -> None:
        from gui.views.put_away import Place, PutAwayChat

        place = panel.place
        if place is Place.ARCHIVE:
            found = [
                PutAwayChat(session_id=session.id, title=title_of(session))
                for session in await self._parts.service.listing.archived()
            ]
        else:
            found = [
                PutAwayChat(
                    session_id=one.session.id, title=title_of(one.session), gone_at=one.gone_at
                )
                for one in await self._parts.service.bin.chats()
            ]
        if self._panel is panel and panel.place is place:
            panel.show_chats(found)

    def _open_chat(self, panel: PutAwayPanel, session_id: str) -> None:
        panel.accept()
        self.chat_wanted.emit(session_id)

    def _restore(self, ids: Sequence[str]) -> None:
        if self._panel is not None and self._panel.place == 0:
            self._chats.unarchive(ids)
        else:
            self._start("restore", self._undelete(ids))

    async def _undelete(self, ids: Sequence[str]) -> None:
        for session_id in ids:
            await self._parts.service.shelf.undelete(session_id)

    def _begin_delete(self, panel: PutAwayPanel, ids: Sequence[str]) -> None:
        if panel.place == 0:
            self._chats.delete(ids)
        else:
            self._start("forget", self._forget(panel, ids))

    async def _forget(self, panel: PutAwayPanel, ids: Sequence[str]) -> None:
        service = self._parts.service
        left = await service.work.left(ids)
        title = translate("PutAway", "Delete for good")
        answer = await ask(panel, title, _question(len(ids), left), _choices(left))
        if answer not in (_ONLY_CHATS, _WITH_FILES):
            return
        await service.bin.forget(ids)
        if answer == _WITH_FILES and (stayed := await service.work.remove(ids)):
            text = translate("PutAway", "Files in use or protected could not be deleted: {paths}.")
            told = text.replace("{paths}", ", ".join(map(str, stayed)))
            close = Choice(id=_NOTHING, label=translate("PutAway", "Close"), main=True, escape=True)
            await ask(panel, title, told, (close,))
        if self._panel is panel:
            await self._list(panel)

    def _start(self, about: str, work: Coroutine[Any, Any, object]) -> None:
        # Any: what asyncio's own coroutine type leaves open
        self._tasks.start(f"put away {about}", work)


def _question(chats: int, left: WorkLeft) -> str:
    text = translate(
        "PutAway",
        "Delete %n chat(s) for good? Only a backup made before would bring them back.",
        "",
        chats,
    )
    if not left.files:
        return text
    written = translate(
        "PutAway",
        "Agents have left %n file(s) in their work folders, {size}. Those that you keep are found"
        " from the settings, under Data & privacy.",
        "",
        left.files,
    )
    return in_a_row(text, written.replace("{size}", size_text(left.size)))


def _choices(left: WorkLeft) -> tuple[Choice, ...]:
    if not left.files:
        return (
            Choice(id=_ONLY_CHATS, label=translate("PutAway", "Delete for good"), main=True),
            Choice(id=_NOTHING, label=translate("PutAway", "Keep"), escape=True),
        )
    return (
        Choice(id=_WITH_FILES, label=translate("PutAway", "Delete with the files")),
        Choice(id=_ONLY_CHATS, label=translate("PutAway", "Delete, keep the files"), main=True),
        Choice(id=_NOTHING, label=translate("PutAway", "Cancel"), escape=True),
    )
