"""Joins the transcript with the delivery: what is asked of a turn happens to the chat shown."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from gui.model.turn import CompactionPart
from gui.views.chat_delivery import ChatDelivery
from gui.views.composer.composer import Composer

if TYPE_CHECKING:  # the window is up before the transcript's modules are imported
    from gui.views.transcript.view import TranscriptView


class TranscriptDelivery(QObject):
    """The pressed button vanishes with its turn, so the focus goes where the user writes."""

    summary_undone = Signal(object)  # Turn: the one that holds the summary

    def __init__(
        self,
        transcript: TranscriptView,
        delivery: ChatDelivery,
        *,
        composer: Composer,
        shown: Callable[[], str | None],
    ) -> None:
        super().__init__(transcript)
        self._delivery = delivery
        self._composer = composer
        self._shown = shown
        transcript.retry_requested.connect(self._retry)
        transcript.sibling_wanted.connect(self._select)
        transcript.around.outlet.summary_undone.connect(self._undo)
        self._transcript = transcript

    def _retry(self, turn_id: str) -> None:
        session_id = self._shown()
        if session_id is not None:
            self._composer.focus()
            self._delivery.retry(session_id, turn_id)

    def _undo(self, part: CompactionPart) -> None:
        turns = (block.turn for block in self._transcript.turn_blocks)
        found = next((t for t in turns if t is not None and t.compaction is part), None)
        if found is not None:
            self._composer.focus()
            self.summary_undone.emit(found)

    def _select(self, turn_id: str) -> None:
        session_id = self._shown()
        if session_id is not None:
            self._composer.focus()
            self._delivery.select(session_id, turn_id)
