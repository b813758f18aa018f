"""How chats are ordered, several at a time: folders, tags, read or not, and what they are told."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from gui.model.session import Session
from gui.model.titles import one_line
from gui.services.session_book import SessionBook
from gui.services.session_store import SessionStore

MOST_TAGS = 20  # of one chat
LONGEST_TAG = 40  # characters


class SessionOrder:
    """All raise LookupError for a session that does not exist."""

    def __init__(self, store: SessionStore, book: SessionBook) -> None:
        self._store = store
        self._book = book

    async def file_in(self, session_ids: Sequence[str], folder_id: str) -> dict[str, str]:
        """Put chats into a folder, "" takes them out; returns where each lay that was elsewhere."""
        before: dict[str, str] = {}
        for session_id in session_ids:
            session = await self._book.get(session_id)
            if session.filed_in != folder_id:
                before[session_id] = session.filed_in
                await self._book.change(session_id, lambda s: replace(s, filed_in=folder_id))
        return before

    async def file_back(self, places: Mapping[str, str]) -> None:
        """Undo `file_in`."""
        for session_id, folder_id in places.items():
            await self.file_in([session_id], folder_id)

    async def set_unread(self, session_ids: Sequence[str], *, unread: bool) -> None:
        for session_id in session_ids:
            await self._book.change(session_id, lambda s: replace(s, unread=unread))

    async def set_tags(
        self, session_ids: Sequence[str], *, add: Collection[str], remove: Collection[str]
    ) -> None:
        """Tags that a chat has already keep their spelling; what does not fit is left out."""
        added = [tag for tag in (cleaned_tag(one) for one in add) if tag]
        gone = {one.casefold() for one in remove}
        for session_id in session_ids:
            await self._book.change(session_id, lambda s: _tagged(s, added, gone))

    async def set_instructions(self, session_id: str, text: str) -> None:
        """What the agents of a chat are told in addition, from the next message on."""
        await self._book.change(session_id, lambda s: replace(s, instructions=text.strip()))

    async def all_tags(self) -> tuple[str, ...]:
        """Of all chats, in the order of their letters."""
        self._book.journal.flush()
        found = {tag.casefold(): tag for tag in await self._store.listed.tags()}
        return tuple(sorted(found.values(), key=str.casefold))


def cleaned_tag(text: str) -> str:
    """One line without the sign that people write before tags."""
    return one_line(text).lstrip("#＃").strip()[:LONGEST_TAG].strip()


def _tagged(session: Session, added: Sequence[str], gone: Collection[str]) -> Session:
    tags = {tag.casefold(): tag for tag in session.tags if tag.casefold() not in gone}
    for tag in added:
        tags.setdefault(tag.casefold(), tag)
    kept = sorted(tags.values(), key=str.casefold)[:MOST_TAGS]
    return replace(session, tags=tuple(kept))
