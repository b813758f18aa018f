"""Joins the composer with the delivery: what is asked in the box happens to the chat shown."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from gui.views.chat_delivery import ChatDelivery
from gui.views.composer.composer import Composer


class ComposerDelivery(QObject):
    """`shown` names the chat whose text is in the box, or None while there is none."""

    def __init__(
        self, composer: Composer, delivery: ChatDelivery, *, shown: Callable[[], str | None]
    ) -> None:
        super().__init__(composer)
        self._composer = composer
        self._delivery = delivery
        self._shown = shown
        self._kept: tuple[str, str] | None = None
        composer.sent.connect(self._send)
        composer.stop_wanted.connect(self._stop)
        composer.draft_changed.connect(self.keep_draft)
        composer.edit_queued.connect(self._edit_queued)
        composer.send_queued.connect(self._send_queued)
        composer.remove_queued.connect(self._remove_queued)
        delivery.undelivered.connect(self._put_back)
        delivery.taken_back.connect(self._put_back)

    def show_draft(self, session_id: str, stored: str, *, typed: str = "") -> None:
        """Fill the box for a chat with what is stored for it, and what was typed since."""
        self._composer.show_draft(stored + typed)
        self._kept = (session_id, stored)
        self.keep_draft()

    def keep_draft(self) -> None:
        """Save what is in the box, if it differs from what was saved last."""
        if self._note_draft():
            self._delivery.save_drafts()

    async def flush(self) -> None:
        """Save what is in the box, and everything else that is not saved yet."""
        self._note_draft()
        await self._delivery.flush()

    def _note_draft(self) -> bool:
        session_id = self._shown()
        if session_id is None or (session_id, self._composer.text) == self._kept:
            return False
        self._kept = (session_id, self._composer.text)
        self._delivery.note_draft(session_id, self._composer.text)
        return True

    def _send(self, text: str) -> None:
        session_id = self._shown()
        if session_id is None:
            self._composer.put_back(text)
            return
        self._kept = (session_id, "")
        self._delivery.send(session_id, text)

    def _stop(self) -> None:
        session_id = self._shown()
        if session_id is not None:
            self._delivery.stop(session_id)

    def _put_back(self, session_id: str, text: str) -> None:
        if session_id == self._shown():
            self._composer.put_back(text)
            self._composer.focus()
        else:
            self._delivery.prepend_draft(session_id, text)

    def _edit_queued(self, queued_id: str) -> None:
        session_id = self._shown()
        if session_id is not None:
            self._delivery.take_back(session_id, queued_id)

    def _send_queued(self, queued_id: str) -> None:
        session_id = self._shown()
        if session_id is not None:
            self._delivery.send_queued(session_id, queued_id)

    def _remove_queued(self, queued_id: str) -> None:
        session_id = self._shown()
        if session_id is not None:
            self._delivery.discard(session_id, queued_id)
