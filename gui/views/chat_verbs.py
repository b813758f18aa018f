"""What can be done with a chat as a whole: pin, archive, duplicate, rename, delete with Undo."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtGui import QGuiApplication

from gui.model.link import ShowChat, write_link
from gui.model.session import Session
from gui.model.words import QT_TRANSLATE_NOOP
from gui.qt.actions import Action
from gui.qt.notices import Notice, NoticeBar
from gui.qt.task_scope import TaskScope
from gui.services.session_service import SessionService

translate = QCoreApplication.translate

GROUP = QT_TRANSLATE_NOOP("Actions", "Chat")
KEYS = {"chat.rename": ("F2",), "chat.export": ("Ctrl+E",)}

VerbRow = tuple[str, str, Callable[[str], None], Callable[[Session], bool]]


class ChatVerbs(QObject):
    """Every verb names its chat, so that the list's menu and the header's share them."""

    chat_wanted = Signal(str)
    rename_wanted = Signal(str)
    export_wanted = Signal(str)
    folder_wanted = Signal(list)  # session ids
    tags_wanted = Signal(list)
    instructions_wanted = Signal(str)

    def __init__(self, service: SessionService, *, tasks: TaskScope, notices: NoticeBar) -> None:
        super().__init__(notices)
        self._service = service
        self._tasks = tasks
        self._notices = notices

    def rename(self, session_id: str, title: str) -> None:
        self._start("rename", session_id, self._service.shelf.rename(session_id, title))

    def set_pinned(self, session_id: str, *, pinned: bool) -> None:
        self._start("pin", session_id, self._service.shelf.set_pinned(session_id, pinned=pinned))

    def set_unread(self, session_id: str, *, unread: bool) -> None:
        work = self._service.order.set_unread([session_id], unread=unread)
        self._start("read", session_id, work)

    def ask_folder(self, session_id: str) -> None:
        self.folder_wanted.emit([session_id])

    def ask_tags(self, session_id: str) -> None:
        self.tags_wanted.emit([session_id])

    def archive(self, session_id: str) -> None:
        self._start("archive", session_id, self._archive(session_id))

    def unarchive(self, session_id: str) -> None:
        self._start("archive", session_id, self._bring_back(session_id))

    def duplicate(self, session_id: str) -> None:
        self._start("duplicate", session_id, self._duplicate(session_id))

    def copy_link(self, session_id: str) -> None:
        """Put a link into the clipboard that opens this chat on this computer."""
        QGuiApplication.clipboard().setText(write_link(ShowChat(session_id=session_id)))
        self._notices.say(translate("ChatVerbs", "Link copied. It opens this chat in Parley."))

    def delete(self, session_id: str) -> None:
        self._start("delete", session_id, self._delete(session_id))

    def undelete(self, session_id: str) -> None:
        self._start("delete", session_id, self._undelete(session_id))

    async def _archive(self, session_id: str) -> None:
        await self._service.shelf.set_archived(session_id, archived=True)
        undo = partial(self.unarchive, session_id)
        self._offer_undo(translate("ChatVerbs", "Chat archived. Search still finds it."), undo)

    async def _bring_back(self, session_id: str) -> None:
        await self._service.shelf.set_archived(session_id, archived=False)
        self.chat_wanted.emit(session_id)

    async def _duplicate(self, session_id: str) -> None:
        copy = await self._service.shelf.duplicate(session_id)
        self.chat_wanted.emit(copy.id)

    async def _delete(self, session_id: str) -> None:
        await self._service.shelf.delete(session_id)
        undo = partial(self.undelete, session_id)
        self._offer_undo(translate("ChatVerbs", "Chat deleted."), undo)

    async def _undelete(self, session_id: str) -> None:
        await self._service.shelf.undelete(session_id)
        self.chat_wanted.emit(session_id)

    def _offer_undo(self, text: str, undo: Callable[[], None]) -> None:
        self._notices.show_notice(
            Notice(text=text, action=translate("ChatVerbs", "Undo"), run=undo)
        )

    def _start(self, verb: str, session_id: str, work: Coroutine[Any, Any, object]) -> None:
        # Any: what asyncio's own coroutine type leaves open
        self._tasks.start(f"{verb}:{session_id}", work)


def chat_rows(verbs: ChatVerbs, current: Callable[[], Session | None]) -> tuple[Action, ...]:
    """The verbs as rows, for the chat that `current` names when they are used."""

    def when(fits: Callable[[Session], bool]) -> Callable[[], bool]:
        return lambda: (session := current()) is not None and fits(session)

    def on(verb: Callable[[str], None]) -> Callable[[], None]:
        def run() -> None:
            session = current()
            if session is not None:
                verb(session.id)

        return run

    return tuple(
        Action(
            id=action_id,
            title=title,
            group=GROUP,
            run=on(verb),
            shortcuts=KEYS.get(action_id, ()),
            enabled_when=when(fits),
        )
        for title, action_id, verb, fits in _rows(verbs)
    )


def _rows(verbs: ChatVerbs) -> tuple[VerbRow, ...]:
    pin = partial(verbs.set_pinned, pinned=True)
    unpin = partial(verbs.set_pinned, pinned=False)
    unread, read = (partial(verbs.set_unread, unread=unread) for unread in (True, False))
    return (
        (QT_TRANSLATE_NOOP("Actions", "Rename"), "chat.rename", verbs.rename_wanted.emit, _any),
        (QT_TRANSLATE_NOOP("Actions", "Pin"), "chat.pin", pin, lambda s: not s.pinned),
        (QT_TRANSLATE_NOOP("Actions", "Unpin"), "chat.unpin", unpin, lambda s: s.pinned),
        (QT_TRANSLATE_NOOP("Actions", "Mark as unread"), "chat.unread", unread, _is_read),
        (QT_TRANSLATE_NOOP("Actions", "Mark as read"), "chat.read", read, _is_unread),
        (QT_TRANSLATE_NOOP("Actions", "Move to folder…"), "chat.move", verbs.ask_folder, _any),
        (QT_TRANSLATE_NOOP("Actions", "Tags…"), "chat.tags", verbs.ask_tags, _any),
        (
            QT_TRANSLATE_NOOP("Actions", "Instructions…"),
            "chat.instructions",
            verbs.instructions_wanted.emit,
            _any,
        ),
        (QT_TRANSLATE_NOOP("Actions", "Duplicate"), "chat.duplicate", verbs.duplicate, _any),
        (QT_TRANSLATE_NOOP("Actions", "Export…"), "chat.export", verbs.export_wanted.emit, _any),
        (
            QT_TRANSLATE_NOOP("Actions", "Copy link to chat"),
            "chat.copy_link",
            verbs.copy_link,
            _any,
        ),
        (QT_TRANSLATE_NOOP("Actions", "Archive"), "chat.archive", verbs.archive, _is_listed),
        (QT_TRANSLATE_NOOP("Actions", "Unarchive"), "chat.unarchive", verbs.unarchive, _is_away),
        (QT_TRANSLATE_NOOP("Actions", "Delete"), "chat.delete", verbs.delete, _any),
    )


def _any(session: Session) -> bool:
    return bool(session.id)


def _is_read(session: Session) -> bool:
    return not session.unread


def _is_unread(session: Session) -> bool:
    return session.unread


def _is_listed(session: Session) -> bool:
    return not session.archived


def _is_away(session: Session) -> bool:
    return session.archived
