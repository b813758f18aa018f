"""Brings a transcript the turns of its chat that it wants to show and does not have."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from gui.qt.repeated_task import RepeatedTask
from gui.qt.task_scope import TaskScope
from gui.services.session_service import SessionService

if TYPE_CHECKING:  # the window is up before the transcript's modules are imported
    from gui.views.transcript.view import TranscriptView

_AT_ONCE = 40
"""Turns that are read in one go, a few milliseconds of work."""


class TurnSupply(QObject):
    """What was wanted last comes first, for the reader is there now; one reading at a time.

    A transcript asks for each turn once: what is still waiting is read afterwards, unless the
    chat has been left. What could not be read is read with the next wish.
    """

    def __init__(
        self,
        transcript: TranscriptView,
        *,
        service: SessionService,
        tasks: TaskScope,
        shown: Callable[[], str | None],
    ) -> None:
        super().__init__(transcript)
        self._transcript = transcript
        self._service = service
        self._shown = shown
        self._session_id: str | None = None
        self._wanted: list[str] = []  # the last are the newest wishes
        self._reading = RepeatedTask(tasks, "turns", self._read)
        transcript.turns_wanted.connect(self._want)

    def _want(self, ids: tuple[str, ...]) -> None:
        if self._session_id != self._shown():
            self._session_id = self._shown()
            self._wanted = []
        self._wanted += ids
        self._reading.start()

    async def _read(self) -> None:
        while self._wanted and self._session_id is not None:
            session_id, ids = self._session_id, self._wanted[-_AT_ONCE:]
            turns = await self._service.turns(session_id, ids)
            if session_id != self._shown():
                return
            read = set(ids)
            self._wanted = [turn_id for turn_id in self._wanted if turn_id not in read]
            self._transcript.put_turns(turns)
