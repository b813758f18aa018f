"""The session file as asynchronous calls: one thread, one connection, damage handled on the way."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from gui.model.problem import Problem, ProblemKind, StoreError
from gui.model.run_record import RunRecord
from gui.model.session import QueuedMessage, Session
from gui.model.turn import Turn
from gui.services import run_rows, session_rows, transcript_rows
from gui.services.attachment_rows import Attachments, purge_loose
from gui.services.bin_rows import StoredBin
from gui.services.chat_find import ChatFind
from gui.services.clock import now_ms
from gui.services.enclosure_rows import StoredEnclosures, remove_enclosures
from gui.services.folder_rows import StoredFolders
from gui.services.import_rows import StoredImports
from gui.services.listed_rows import StoredLists
from gui.services.memory_rows import Memory, read_memory
from gui.services.search_upkeep import note_written
from gui.services.session_rows import TurnChange
from gui.services.store_news import StoreNews
from gui.services.stored_copies import StoredCopies
from gui.services.stored_decisions import StoredDecisions
from gui.services.stored_hosts import StoredHosts
from gui.services.stored_policies import StoredPolicies
from gui.services.stored_queue import StoredQueue
from gui.services.stored_retention import StoredRetention
from gui.services.stored_runs import StoredRuns
from gui.services.stored_search import StoredSearch
from gui.services.stored_usage import StoredUsage
from gui.services.transaction import transaction
from gui.services.transcript import Transcript
from gui.services.tree_rows import StoredTrees
from gui.services.whole_chats import WholeChats
from gui.services.worker_thread import WorkerThread

if TYPE_CHECKING:
    import sqlite3

    from gui.services.migrations import Migration
    from gui.services.store_file import StoreFile, Work

T = TypeVar("T")

_log = logging.getLogger(__name__)


class SessionStore:
    """Every method queues its work at once, in the order of the calls, and returns a future.

    Cancelling a future does not take the work back. All raise StoreError. `on_recovered` is
    called on the loop when a damaged file was replaced after `open`: what callers believe
    to be in the file may be gone then and should be written again. Queued messages are in
    `queue`, the bytes of images in `attachments`, chats with every branch in `whole`, runs that
    go on in `runs`, wishes about tools in `policies`, what was used of models in `usage`, what
    was decided about tools in `decisions`, the branches of a chat in `trees`, chats that come in
    many at once in `imports`, folders of chats in `folders`, deleted chats in `bin`, what lists
    show in `listed`; `find` looks through a chat; `copies` are backups, `hosts` what was sent
    where; `retention` finds old chats; `search` and `search_page` look through all, and
    `searching` keeps their index up to date.
    """

    def __init__(self, path: Path, *, migrations: tuple[Migration, ...] | None = None) -> None:
        def on_file(work: Callable[[StoreFile], T]) -> asyncio.Future[T]:
            if self._thread.closed:
                return _closed(path)
            return self._thread.submit(lambda: work(self._file()))

        self._path = path
        self.seal_key = path.with_name("seal.key")
        self._migrations = migrations
        self._opened: StoreFile | None = None
        self._thread = WorkerThread("parley-store")
        self.wait = self._thread.wait
        self._checker = WorkerThread("parley-store-check")
        searching = StoredSearch(path, self._submit)
        self._search, self.searching = searching.search, searching.upkeep
        self.search, self.search_page = searching.sessions, searching.page
        self.find = ChatFind(path, self._submit)
        self.queue = StoredQueue(self._submit)
        self.enclosures = StoredEnclosures(self._submit)
        self.attachments = Attachments(self._submit)
        self.whole = WholeChats(self._submit)
        self.runs = StoredRuns(self._submit)
        self.policies = StoredPolicies(self._submit)
        self.usage = StoredUsage(self._submit)
        self.decisions = StoredDecisions(self._submit)
        self.trees = StoredTrees(self._submit)
        self.retention = StoredRetention(self._submit)
        self.hosts = StoredHosts(self._submit)
        self.copies = StoredCopies(path, on_file)
        self.imports = StoredImports(self._submit)
        self.folders = StoredFolders(self._submit)
        self.bin = StoredBin(self._submit)
        self.listed = StoredLists(self._submit)
        self.on_recovered: Callable[[Problem], None] = _log_only
        self.on_refused: Callable[[], None] = _ignore
        self.on_accepted: Callable[[], None] = _ignore

    def open(self) -> asyncio.Future[Problem | None]:
        """Open or create the file, bring it up to date and end abandoned turns.

        Returns what the user must be told, if the file was damaged. A file of a newer
        Parley is refused with STORE_NEWER and stays as it is. Where this raises, so does
        every other method until it succeeds.
        """
        if self._thread.closed:
            return _closed(self._path)
        return self._thread.submit(lambda: self._file().open())

    async def look_after(self) -> None:
        """Forget what was deleted long ago, look through the whole file, renew today's copy.

        To be called again from time to time: without changes since, it costs nothing. The
        look is taken on a thread of its own. Damage is handled like damage met while
        reading: see `on_recovered`.
        """
        await self._submit(lambda c: session_rows.purge(c, now_ms()))
        await self._submit(purge_loose)
        file = self._file()
        mark = await self._submit(lambda _: file.mark)
        if self._checker.closed or await self._checker.submit(lambda: file.care.look(mark)):
            return
        if not self._thread.closed:
            news = _news(self)
            await self._thread.submit(lambda: file.replace(mark[0], news))

    def list_sessions(
        self, *, query: str = "", include_archived: bool = False
    ) -> asyncio.Future[tuple[Session, ...]]:
        return self._submit(
            lambda c: session_rows.read_sessions(c, query=query, include_archived=include_archived)
        )

    def session(self, session_id: str) -> asyncio.Future[Session | None]:
        return self._submit(lambda c: session_rows.read_session(c, session_id))

    def empty_session(self, *, filed_in: str = "") -> asyncio.Future[Session | None]:
        return self._submit(lambda c: session_rows.read_empty_session(c, filed_in))

    def transcript(self, session_id: str) -> asyncio.Future[Transcript | None]:
        return self._submit(lambda c: transcript_rows.read_transcript(c, session_id))

    def memory(
        self, session_id: str, turn_id: str | None, *, stateless: bool = False
    ) -> asyncio.Future[Memory]:
        return self._submit(lambda c: read_memory(c, session_id, turn_id, stateless=stateless))

    def path(self, session_id: str, turn_id: str | None) -> asyncio.Future[list[str]]:
        """The ids of all turns from the root to `turn_id`."""
        return self._submit(
            lambda c: session_rows.path_to(session_rows.read_tree(c, session_id), turn_id)
        )

    def turns(self, *ids: str) -> asyncio.Future[tuple[Turn, ...]]:
        return self._submit(lambda c: session_rows.read_turns(c, ids))

    def newest_leaf(self, session_id: str, turn_id: str) -> asyncio.Future[str]:
        return self._submit(lambda c: session_rows.newest_leaf(c, session_id, turn_id))

    def save(
        self,
        sessions: Sequence[Session],
        changes: Sequence[TurnChange],
        records: Sequence[tuple[str, RunRecord]] = (),
    ) -> asyncio.Future[None]:
        """Write sessions, then what runs have recorded, then turns with their changed parts.

        `records` go with the ids of their turns; those of a turn that has ended are not kept.
        """

        def write(connection: sqlite3.Connection) -> None:
            with transaction(connection):
                for session in sessions:
                    session_rows.write_session(connection, session)
                for turn_id, record in records:
                    run_rows.write_records(connection, turn_id, (record,))
                for change in changes:
                    session_rows.write_change(connection, change)
                note_written(connection, changes)

        return self._submit(write)

    def begin(
        self,
        session: Session,
        turns: Sequence[Turn],
        sent: QueuedMessage | None,
        enclosed: Sequence[str] = (),
    ) -> asyncio.Future[bool]:
        """Write new turns and remove the queued message they come from: durably, all or nothing.

        `enclosed` are the ids of enclosures that are parts of these turns now. Returns whether
        the first of the turns stands beside others, in a branch of its own.
        """

        def write(connection: sqlite3.Connection) -> bool:
            with transaction(connection, durable=True):
                session_rows.write_session(connection, session)
                changes = [TurnChange.since(None, turn) for turn in turns]
                for change in changes:
                    session_rows.write_change(connection, change)
                note_written(connection, changes)
                if sent is not None:
                    session_rows.remove_queued(connection, sent.id)
                remove_enclosures(connection, enclosed)
                return session_rows.has_siblings(connection, turns[0])

        return self._submit(write)

    def save_state(self, turn_id: str, data: bytes) -> asyncio.Future[None]:
        return self._submit(lambda c: session_rows.write_state(c, turn_id, data))

    def set_deleted(self, session_id: str, at: int | None) -> asyncio.Future[None]:
        return self._submit(lambda c: session_rows.set_deleted(c, session_id, at))

    def duplicate(
        self,
        session_id: str,
        copy: Session,
        new_id: Callable[[], str],
        *,
        path_only: bool = False,
    ) -> asyncio.Future[Session]:
        """Write `copy` with all turns of `session_id`; returns it with its own head.

        `path_only`: without all that does not lead to the head of `copy`.
        """

        def write(connection: sqlite3.Connection) -> Session:
            with transaction(connection):
                session_rows.write_session(connection, copy)
                ids = iter(new_id, "")
                tree = session_rows.read_tree(connection, session_id)
                if path_only:
                    path = session_rows.path_to(tree, copy.head_id)
                    tree = {turn_id: tree[turn_id] for turn_id in path}
                new = session_rows.copy_turns(connection, tree, (session_id, copy.id), ids)
                session_rows.end_abandoned(connection, now_ms(), session_id=copy.id)
                head = new.get(copy.head_id) if copy.head_id else None
                session_rows.write_session(connection, replace(copy, head_id=head))
            return session_rows.read_session(connection, copy.id) or copy

        return self._submit(write)

    async def close(self) -> None:
        """Write the log back into the file, renew today's copy if that is quick, end the threads.

        The caller bounds the wait.
        """
        if self._thread.closed:
            return
        self._checker.close()
        self._search.close()
        self.find.close()
        if self._opened is not None:
            self._opened.care.end()
        closing = self._thread.submit(lambda: self._file().close())
        self._thread.close()
        await closing

    def _submit(self, work: Work[T]) -> asyncio.Future[T]:
        if self._thread.closed:
            return _closed(self._path)
        news = _news(self)
        return self._thread.submit(lambda: self._file().run(work, news))

    def _file(self) -> StoreFile:
        """SQLite is imported here: first on the store's thread, so that the window goes on."""
        if self._opened is None:
            from gui.services.store_file import StoreFile

            self._opened = StoreFile(self._path, self._migrations)
        return self._opened


def _closed(path: Path) -> asyncio.Future[T]:
    future: asyncio.Future[T] = asyncio.get_running_loop().create_future()
    problem = Problem(kind=ProblemKind.STORE_UNWRITABLE, facts={"path": str(path)})
    future.set_exception(StoreError(problem))
    return future


def _news(store: SessionStore) -> StoreNews:
    """Reaches the loop of the caller from the store's thread."""
    loop = asyncio.get_running_loop()

    def tell(news: Callable[[], None]) -> None:
        with contextlib.suppress(RuntimeError):  # the loop is closed: nobody listens any more
            loop.call_soon_threadsafe(news)

    return StoreNews(
        recovered=lambda problem: tell(lambda: store.on_recovered(problem)),
        refused=lambda: tell(store.on_refused),
        accepted=lambda: tell(store.on_accepted),
    )


def _log_only(problem: Problem) -> None:
    _log.error("the file was damaged: %s", problem.facts)


def _ignore() -> None:
    pass
