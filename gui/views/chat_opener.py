"""Reads the chat that is wanted, and only the last one wanted, with the facts told meanwhile."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from PySide6.QtCore import QObject, Signal

from gui.qt.repeated_task import RepeatedTask
from gui.qt.task_scope import TaskScope
from gui.services.service_facts import (
    ChatsExpired,
    EnclosuresChanged,
    FoldersChanged,
    HeadChanged,
    LibraryReplaced,
    ListChanged,
    QueueChanged,
    ServiceFact,
    ServiceProblem,
    SessionChanged,
    SessionRemoved,
    StoreRecovered,
    TurnChanged,
)
from gui.services.session_service import SessionService
from gui.services.transcript import Transcript


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenedChat:
    """`late` was told while the chat was being read, and is to be taken after it."""

    transcript: Transcript
    late: tuple[ServiceFact, ...]


@dataclass(frozen=True, slots=True, eq=False)
class _Wish:
    """Told apart by identity: the same chat may be wanted again."""

    session_id: str


class ChatOpener(QObject):
    opened = Signal(object)  # OpenedChat
    missing = Signal(str)  # session id

    def __init__(self, parent: QObject, *, service: SessionService, tasks: TaskScope) -> None:
        super().__init__(parent)
        self._service = service
        self._wish: _Wish | None = None
        self._late: list[ServiceFact] = []
        self._reading = RepeatedTask(tasks, "open", self._read)

    @property
    def busy(self) -> bool:
        return self._wish is not None

    def open(self, session_id: str) -> None:
        """Begin to read; an earlier wish is forgotten."""
        self._wish = _Wish(session_id)
        self._late = []
        self._reading.start()

    def forget(self) -> None:
        """Nothing is wanted any more."""
        self._wish = None
        self._late = []

    def note(self, fact: ServiceFact) -> None:
        """Keep a fact that is about the wanted chat."""
        if self._wish is not None and session_of(fact) == self._wish.session_id:
            self._late.append(fact)

    async def _read(self) -> None:
        wish = self._wish
        if wish is None:
            return
        try:
            transcript = await self._service.open(wish.session_id)
        except LookupError:
            if self._wish is wish:
                self._wish = None
                self.missing.emit(wish.session_id)
            return
        if self._wish is wish:
            self._wish = None
            late = tuple(self._late)
            self.opened.emit(OpenedChat(transcript=transcript, late=late))
            await self._service.shelf.mark_read(wish.session_id)


def session_of(fact: ServiceFact) -> str | None:
    """The session that a fact is about."""
    match fact:
        case SessionChanged():
            return fact.session.id
        case TurnChanged():
            return fact.turn.session_id
        case SessionRemoved() | HeadChanged() | QueueChanged() | EnclosuresChanged():
            return fact.session_id
        case ServiceProblem() | StoreRecovered() | LibraryReplaced() | ChatsExpired():
            return None
        case ListChanged() | FoldersChanged():
            return None
        case _:
            assert_never(fact)
