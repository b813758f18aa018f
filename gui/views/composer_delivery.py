"""Joins a composer with the delivery: what is asked in the box happens to the chat shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from gui.views.chat_delivery import ChatDelivery
from gui.views.composer.composer import Composer
from gui.views.unsent_texts import NO_CHAT, in_lines


class ComposerDelivery(QObject):
    """`shown` names the chat whose text is in the box, or None while there is none.

    Without a chat, one of the composers holds the first draft. Enter then begins a chat where
    `begins` is set; elsewhere a chat is on its way, and the text stays in the box until it is
    open.
    """

    def __init__(
        self,
        composer: Composer,
        delivery: ChatDelivery,
        *,
        shown: Callable[[], str | None],
        begins: bool = False,
    ) -> None:
        super().__init__(composer)
        self._composer = composer
        self._delivery = delivery
        self._shown = shown
        self._begins = begins
        self._holds = not begins
        self._asked: tuple[str, ...] = ()  # to be sent: what the box begins with
        self._kept = (NO_CHAT, "")
        self.take_text: Callable[[str, str], bool] = _not_taken
        """Session id and text: whether the text went another way than a message."""
        composer.sent.connect(self._send)
        composer.stop_wanted.connect(self._stop)
        composer.draft_changed.connect(self.keep_draft)
        composer.edit_queued.connect(self._edit_queued)
        composer.send_queued.connect(self._send_queued)
        composer.remove_queued.connect(self._remove_queued)
        delivery.undelivered.connect(self._put_back)
        delivery.taken_back.connect(self._put_back)

    def beside(self, composer: Composer) -> ComposerDelivery:
        """The same for a composer in which a chat is begun."""
        return ComposerDelivery(composer, self._delivery, shown=lambda: None, begins=True)

    def show_draft(self, session_id: str, stored: str, *, typed: str = "") -> None:
        """Fill the box for a chat with what is stored for it, and what was typed since.

        What was asked to be sent is sent now.
        """
        asked, rest = self._split(typed)
        self._composer.show_draft(in_lines(stored, rest.lstrip("\n") if asked else rest))
        self._kept = (session_id, stored)
        if typed:
            self._delivery.note_draft(NO_CHAT, "")
        for text in asked:
            self._send(text.strip("\n"))
        self.keep_draft()

    def recall(self, text: str) -> None:
        """Put what was written at an earlier start before what is being typed now."""
        if text:
            asked, rest = self._split(self._composer.text)
            self._asked = asked
            self._composer.show_draft(in_lines("".join(asked), text, rest.lstrip("\n")))
            self.keep_draft()

    def hand_over(self, other: ComposerDelivery) -> None:
        """From now on the other composer holds what is written while no chat is open."""
        if not self._holds:
            return
        self._holds, other._holds = False, True
        text = self._composer.text if self._shown() is None else ""
        if text:
            asked, rest = self._split(text)
            self._composer.show_draft("")
            other._receive(asked, rest)

    def keep_draft(self) -> None:
        """Save what is in the box, if it differs from what was saved last."""
        if self._note_draft():
            self._delivery.save_drafts()

    def hand_over_drafts(self) -> None:
        """Have what is in the box, and all that is not saved yet, written without waiting."""
        self._note_draft()
        self._delivery.hand_over()

    def forget(self) -> None:
        """Empty the box; nothing that was written is saved any more."""
        self._asked, self._kept = (), (NO_CHAT, "")
        self._delivery.forget_drafts()
        self._composer.show_draft("")

    async def flush(self) -> None:
        """Save what is in the box, and everything else that is not saved yet."""
        self._note_draft()
        await self._delivery.flush()

    def _key(self) -> str | None:
        shown = self._shown()
        return NO_CHAT if shown is None and self._holds else shown

    def _note_draft(self) -> bool:
        key = self._key()
        if key is None or (key, self._composer.text) == self._kept:
            return False
        self._kept = (key, self._composer.text)
        self._delivery.note_draft(key, self._composer.text)
        return True

    def _split(self, text: str) -> tuple[tuple[str, ...], str]:
        """What was asked to be sent, unless it was changed since, and what follows it."""
        asked, self._asked = self._asked, ()
        start = "".join(asked)
        if not text.startswith(start):
            return (), text
        return asked, text[len(start) :]

    def _receive(self, asked: Sequence[str], rest: str) -> None:
        """Take over what another composer held."""
        if self._shown() is not None:
            self._delivery.note_draft(NO_CHAT, "")
        self._composer.show_draft(in_lines(self._composer.text, *asked, rest))
        if self._begins and asked:
            self._composer.show_draft(rest)
            self._send("\n".join(asked))
        self.keep_draft()

    def _send(self, text: str) -> None:
        key = self._key()
        if key:
            self._kept = (key, "")
            if not self.take_text(key, text):
                self._delivery.send(key, text)
        elif self._begins:
            self._kept = (NO_CHAT, "")
            self._delivery.begin(text)
        else:
            asked, rest = self._split(text)
            self._asked = (*asked, rest) if rest.strip() else asked
            self._composer.put_back(text)

    def _stop(self) -> None:
        session_id = self._shown()
        if session_id is not None:
            self._delivery.stop(session_id)

    def _put_back(self, key: str, text: str) -> None:
        if key != self._key():
            if key != NO_CHAT or not self._holds:
                return
            self._delivery.note_draft(NO_CHAT, "")  # it goes on in the chat shown by now
        self._composer.put_back(text)
        self._composer.focus()
        self.keep_draft()

    def _edit_queued(self, queued_id: str) -> None:
        session_id = self._shown()
        if session_id is not None:
            self._delivery.note_draft(session_id, self._composer.text)
            self._delivery.take_back(session_id, queued_id)

    def _send_queued(self, queued_id: str) -> None:
        session_id = self._shown()
        if session_id is not None:
            self._delivery.send_queued(session_id, queued_id)

    def _remove_queued(self, queued_id: str) -> None:
        session_id = self._shown()
        if session_id is not None:
            self._delivery.discard(session_id, queued_id)


def _not_taken(session_id: str, text: str) -> bool:
    del session_id, text
    return False
