"""The turns of one chat that have changed, handed on now and then, and not at each change."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from gui.model.turn import Turn
from gui.services.service_facts import ServiceFact, TurnChanged
from gui.services.session_service import SessionService

REST_MS = 300
"""Between two times that changes are handed on, at least."""

_WORK_SHARE = 10
"""Work on changes is followed by a rest so many times as long, however long the turn grows."""


class ChangedTurns(QObject):
    """Whoever is told `ready` takes the turns, and says when it has done its work with them."""

    ready = Signal()

    def __init__(self, service: SessionService, parent: QObject) -> None:
        super().__init__(parent)
        self._service = service
        self._session_id: str | None = None
        self._turns: dict[str, Turn] = {}
        self._unsubscribe: Callable[[], None] | None = None
        self._taken_at: float | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self.ready)

    def follow(self, session_id: str | None) -> None:
        """Collect the changes of this chat from now on; of none for None."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
        self._session_id = session_id
        self._forget()
        if session_id is not None:
            self._unsubscribe = self._service.subscribe(self._note)

    def take(self) -> tuple[Turn, ...]:
        """What has changed since the last time."""
        turns = tuple(self._turns.values())
        self._turns = {}
        self._taken_at = perf_counter()
        return turns

    def rest(self) -> None:
        """The work with what was taken is done."""
        spent = 0.0 if self._taken_at is None else perf_counter() - self._taken_at
        self._taken_at = None
        self._timer.setInterval(max(REST_MS, round(1000 * spent * _WORK_SHARE)))
        if self._turns:
            self._timer.start()

    def wait(self) -> None:
        """They cannot be taken now."""
        self._timer.start()

    def _forget(self) -> None:
        self._timer.stop()
        self._turns = {}
        self._taken_at = None

    def _note(self, fact: ServiceFact) -> None:
        if not isinstance(fact, TurnChanged) or fact.turn.session_id != self._session_id:
            return
        self._turns[fact.turn.id] = fact.turn
        if self._taken_at is None and not self._timer.isActive():
            self._timer.start()
