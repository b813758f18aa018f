"""Fills the list of chats: the first ones at once, the others page by page, then what is told."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import aclosing

from PySide6.QtCore import QObject, QTimer, Signal

from gui.model.session import Session
from gui.qt.repeated_task import RepeatedTask
from gui.qt.task_scope import TaskScope
from gui.services.service_facts import (
    FoldersChanged,
    ListChanged,
    ServiceFact,
    SessionChanged,
    SessionRemoved,
)
from gui.services.session_service import SessionService
from gui.views.sidebar.session_list_model import SessionListModel

BREATH = 0.01
"""Seconds between two pages: reading one keeps the window's thread from its work now and then."""


class ListFilling(QObject):
    """What is told in one go moves the rows once, of however many chats it is."""

    changed = Signal()

    def __init__(
        self, model: SessionListModel, service: SessionService, *, tasks: TaskScope
    ) -> None:
        super().__init__(model)
        self._model = model
        self._service = service
        self._reading = RepeatedTask(tasks, "list", self._read)
        self.query = ""
        self.listed = False
        self._told: dict[str, SessionChanged] = {}
        self._gone: set[str] = set()  # since reading began: a page may be older than that
        self._taking = QTimer(self)
        self._taking.setSingleShot(True)
        self._taking.setInterval(0)
        self._taking.timeout.connect(self._take_told)

    def refresh(self) -> None:
        """Read the list again, for the words that are looked for."""
        self._reading.start()

    def search(self, query: str) -> None:
        if query != self.query:
            self.query = query
            self.refresh()

    def take(self, fact: ServiceFact) -> None:
        match fact:
            case SessionChanged():
                self._told[fact.session.id] = fact
                self._taking.start()
            case SessionRemoved():
                self._told.pop(fact.session_id, None)
                self._take_out(fact.session_id)
                self.changed.emit()
            case ListChanged():
                self._gone |= fact.gone
                self._model.remove_all(fact.gone)  # who is left shows the next one at once
                self.changed.emit()
                self.refresh()
            case FoldersChanged():
                self._model.arrange(folders={one.id: one for one in fact.folders})
            case _:
                pass

    async def _read(self) -> None:
        query = self.query
        self._gone.clear()
        if query:
            found = await self._service.list_sessions(query=query, include_archived=True)
            self._show_first(found, flat=True)
            return
        async with aclosing(self._service.listing.pages()) as pages:
            first = True
            async for page in pages:
                if first:
                    self._show_first(page, flat=False)
                    first = False
                    continue
                await asyncio.sleep(BREATH)
                self._model.add([one for one in page if self._is_new(one.id)])

    def _show_first(self, sessions: Sequence[Session], *, flat: bool) -> None:
        self.listed = True
        here = [session for session in sessions if session.id not in self._gone]
        self._model.arrange(folders=self._service.folders.folders)
        self._model.replace(here, self._service.is_running, flat=flat)
        for session in here:
            if self._service.needs_user(session.id):
                self._model.mark_needs_you(session.id, needs=True)
        self.changed.emit()

    def _is_new(self, session_id: str) -> bool:
        return self._model.session(session_id) is None and session_id not in self._gone

    def _take_told(self) -> None:
        told, self._told = self._told, {}
        shown: list[tuple[Session, bool, bool]] = []
        for session_id, fact in told.items():
            if self.query and self._model.session(session_id) is None:
                continue
            if fact.session.archived and not self.query:
                self._take_out(session_id)
                continue
            self._gone.discard(session_id)
            shown.append((fact.session, fact.running, fact.needs_user))
        self._model.put_all(shown)
        self.changed.emit()

    def _take_out(self, session_id: str) -> None:
        self._gone.add(session_id)
        self._model.remove_all((session_id,))
