"""Keeps sessions in order: rename, pin, archive, delete, duplicate, drafts and what was read."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable
from dataclasses import replace

from gui.model.endpoint import ModelRef
from gui.model.problem import StoreError
from gui.model.session import Session, TitleBy
from gui.model.titles import one_line
from gui.services.answers import Answers
from gui.services.clock import now_ms
from gui.services.conversation_seats import ConversationSeats
from gui.services.identifiers import Identifiers
from gui.services.owned_tasks import OwnedTasks
from gui.services.session_book import Change, SessionBook
from gui.services.session_store import SessionStore


def _as_it_is(session: Session) -> Session:
    return session


_COPY_NUMBER = re.compile(r" \((\d+)\)$")


class SessionShelf:
    """All raise LookupError for a session that does not exist, and StoreError where it says so."""

    def __init__(
        self,
        store: SessionStore,
        book: SessionBook,
        *,
        answers: Answers,
        seats: ConversationSeats,
        tasks: OwnedTasks,
    ) -> None:
        self._store = store
        self._book = book
        self._answers = answers
        self._seats = seats
        self._tasks = tasks
        self._ids = Identifiers()
        self._creating = asyncio.Lock()
        self.on_copied: Callable[[str, str], None] = _ignore
        """Hears of a session and its copy."""

    async def create(self, *, model: ModelRef | None = None) -> Session:
        """A new session, or the unused one that there is already. May raise StoreError."""
        return await self._tasks.finish("create", self._create(model))

    async def create_beside(self, *, model: ModelRef | None = None) -> Session:
        """A new session in any case: the unused one may be on the screen. May raise StoreError."""
        return await self._tasks.finish("create", self._create_new(model))

    async def create_in(self, folder_id: str, begin: Change) -> Session:
        """A new session in a folder, or the unused one there, as `begin` makes it. StoreError."""
        return await self._tasks.finish("create", self._create(None, folder_id, begin))

    async def rename(self, session_id: str, title: str) -> None:
        """An empty title changes nothing."""
        words = one_line(title)
        if words:
            await self._book.change(
                session_id, lambda s: replace(s, title=words, title_by=TitleBy.USER)
            )

    async def set_pinned(self, session_id: str, *, pinned: bool) -> None:
        await self._book.change(session_id, lambda s: replace(s, pinned=pinned))

    async def set_archived(self, session_id: str, *, archived: bool) -> None:
        await self._book.change(session_id, lambda s: replace(s, archived=archived))

    async def set_model(self, session_id: str, ref: ModelRef) -> None:
        """Counts from the next message on; what was said before is carried over."""
        await self._book.change(session_id, lambda s: replace(s, model=ref))

    async def mark_read(self, session_id: str) -> None:
        await self._book.change(session_id, lambda s: replace(s, unread=False))

    async def save_draft(self, session_id: str, text: str) -> None:
        """In the file when this returns; StoreError where it is not: it is kept and tried again."""
        await self._book.get(session_id)
        self.note_draft(session_id, text)
        await self._book.journal.write()

    def note_draft(self, session_id: str, text: str) -> None:
        """Have it written soon, for a session that was opened before."""
        self._book.change_known(session_id, lambda s: replace(s, draft=text), quietly=True)

    async def delete(self, session_id: str) -> None:
        """Stop and hide it; `undelete` brings it back for thirty days. May raise StoreError."""
        await self._tasks.finish(f"delete {session_id}", self._delete(session_id))

    async def undelete(self, session_id: str) -> None:
        """May raise StoreError."""
        await self._tasks.finish(f"undelete {session_id}", self._undelete(session_id))

    async def duplicate(self, session_id: str, *, up_to: str | None = None) -> Session:
        """A copy with all branches; an answer being given is interrupted in it. StoreError.

        With `up_to`, a copy of what led to that turn alone.
        """
        work = self._duplicate(session_id, up_to)
        return await self._tasks.finish(f"duplicate {session_id}", work)

    async def _create(
        self, model: ModelRef | None, folder_id: str = "", begin: Change = _as_it_is
    ) -> Session:
        async with self._creating:  # two at a time would not see each other's empty session
            self._book.journal.flush()
            empty = await self._store.empty_session(filed_in=folder_id)
            if empty is None or not self._is_unused(self._book.latest(empty)):
                return await self._create_new(model, begin)
            now = now_ms()
            return await self._book.change(
                empty.id, lambda s: begin(replace(s, model=model or s.model, updated_at=now))
            )

    async def _create_new(self, model: ModelRef | None, begin: Change = _as_it_is) -> Session:
        now = now_ms()
        new = Session(
            id=self._ids.new(),
            title="",
            title_by=TitleBy.NOBODY,
            created_at=now,
            updated_at=now,
            model=model,
        )
        session = begin(new)
        await self._store.save((session,), ())
        self._book.put(session)
        self._book.tell(session.id)
        return session

    def _is_unused(self, session: Session) -> bool:
        used = session.title or session.draft or session.head_id or session.pinned
        return not used and not session.archived and self._answers.running.accepts(session.id)

    async def _delete(self, session_id: str) -> None:
        await self._book.get(session_id)
        self._answers.running.bar(session_id)  # a queued message would begin the next answer
        await self._answers.stop(session_id, now=True)
        try:
            await self._store.set_deleted(session_id, now_ms())
        except StoreError:
            self._answers.running.admit(session_id)
            raise
        self._book.tell_removed(session_id)
        await self._seats.let_go(session_id)

    async def _undelete(self, session_id: str) -> None:
        await self._book.get(session_id)
        await self._store.set_deleted(session_id, None)
        self._answers.running.admit(session_id)
        self._book.tell(session_id)

    async def _duplicate(self, session_id: str, up_to: str | None) -> Session:
        original = await self._book.get(session_id)
        now = now_ms()
        copy = replace(
            original,
            id=self._ids.new(),
            head_id=up_to or original.head_id,
            title=_next_title(original.title),
            title_by=TitleBy.USER,
            created_at=now,
            updated_at=now,
            pinned=False,
            archived=False,
            unread=False,
        )
        self._book.journal.flush()
        copy = await self._store.duplicate(
            session_id, copy, self._ids.new, path_only=up_to is not None
        )
        self.on_copied(session_id, copy.id)
        self._book.put(copy)
        self._book.tell(copy.id)
        return copy


def _ignore(session_id: str, copy_id: str) -> None:
    del session_id, copy_id


def _next_title(title: str) -> str:
    """`Plans`, `Plans (2)`, `Plans (3)`: the same in every language."""
    found = _COPY_NUMBER.search(title)
    if found is None:
        return f"{title} (2)".strip()
    return f"{title[: found.start()]} ({int(found[1]) + 1})"
