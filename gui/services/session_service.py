"""Owns the sessions: talks in several at once, keeps every word, and cleans up in bounded time.

Organising verbs are in `shelf`, those of queued messages in `queue`; `journal` holds what is
on its way to the file; `attachment` reads the bytes of an image by their digest;
`enclosures` are what is to go with the next message.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncGenerator, Callable, Sequence

from gui.model.endpoint import ModelRef
from gui.model.problem import StoreError
from gui.model.session import Session
from gui.model.turn import Turn, TurnState
from gui.services.answers import Answers
from gui.services.chat_exchange import ChatExchange
from gui.services.chat_find import TurnMatches
from gui.services.chat_reading import ChatReading
from gui.services.conversation_seats import ConversationSeats, Ports
from gui.services.engine_port import Engine, Gate
from gui.services.fact_board import FactBoard
from gui.services.message_queue import MessageQueue
from gui.services.model_catalog import Catalog
from gui.services.model_titles import ModelTitles
from gui.services.owned_tasks import OwnedTasks
from gui.services.service_cleanup import ServiceCleanup
from gui.services.service_facts import FactCallback, ServiceProblem
from gui.services.session_book import SessionBook
from gui.services.session_options import SessionOptions
from gui.services.session_shelf import SessionShelf
from gui.services.session_store import SessionStore
from gui.services.shutdown_stage import Stage
from gui.services.transcript import Transcript
from gui.services.turn_starter import TurnStarter

_log = logging.getLogger(__name__)


class SessionService:
    """Methods that take a session id raise LookupError when there is no such session."""

    def __init__(
        self,
        *,
        store: SessionStore,
        engine: Engine,
        catalog: Catalog,
        gate: Gate,
        options: SessionOptions | None = None,
    ) -> None:
        self._store = store
        self._options = options or SessionOptions()
        ports = Ports(store=store, engine=engine, catalog=catalog, gate=gate, options=self._options)
        self._facts = FactBoard()
        self._verbs = OwnedTasks()
        self._background = OwnedTasks()
        self._book = SessionBook(store, self._facts, delay=self._options.journal_delay)
        self.journal = self._book.journal
        self._seats = ConversationSeats(ports)
        self._titles = ModelTitles(ports, self._book)
        self._answers = Answers(
            self._book,
            self._seats,
            stop_grace=self._options.stop_grace,
            on_ended=self._after_answer,
        )
        self.is_running = self._book.is_running = self._answers.is_running
        self._reading = ChatReading(
            store,
            self._book,
            running_turn=self._answers.running_turn,
            seen=self._options.seen,
        )
        self.queue = MessageQueue(store, self._facts, tasks=self._verbs)
        self.enclosures = self.queue.enclosures
        self.shelf = SessionShelf(
            store, self._book, answers=self._answers, seats=self._seats, tasks=self._verbs
        )
        self.attachment = store.attachments.read
        self.exchange = ChatExchange(store, self._book, tasks=self._verbs)
        self._starter = TurnStarter(
            store, catalog, book=self._book, answers=self._answers, queue=self.queue
        )
        self.queue.send = self._starter.send_queued

    def subscribe(self, callback: FactCallback) -> Callable[[], None]:
        """Hear every fact from now on; returns what ends the subscription."""
        return self._facts.subscribe(callback)

    async def start(self) -> None:
        """Open the store; raises StoreError when that is impossible.

        A damaged file is replaced by what could be read of it, which a ServiceProblem tells.
        """
        problem = await self._store.open()
        if problem is not None:
            self._facts.publish(ServiceProblem(problem=problem))
        self._background.begin("periodic clean-up", self._sweep())
        self._background.begin("look after the file", self._look_after())

    async def list_sessions(
        self, *, query: str = "", include_archived: bool = False
    ) -> tuple[Session, ...]:
        """Newest first; `query` is looked for in titles and texts."""
        self._book.journal.flush()
        if query:
            found = await self._store.search(query, include_archived=include_archived)
        else:
            found = await self._store.list_sessions(include_archived=include_archived)
        latest = (self._book.latest(session) for session in found)
        return tuple(sorted(latest, key=lambda s: (s.updated_at, s.id), reverse=True))

    async def create(self, *, model: ModelRef | None = None) -> Session:
        """A new session, or the unused one that there is already."""
        return await self.shelf.create(model=model)

    async def open(self, session_id: str) -> Transcript:
        """What there is to read now; facts tell what changes from here on."""
        return await self._reading.open(session_id)

    async def turns(self, session_id: str, ids: Sequence[str]) -> tuple[Turn, ...]:
        """Turns of the session as they are now, in that order; missing ones are left out."""
        return await self._reading.turns(session_id, ids)

    def find_in_chat(
        self, session_id: str, query: str, *, start_at: str | None = None
    ) -> AsyncGenerator[TurnMatches, None]:
        """How often a reader finds `query` in each turn of the branch; told while it goes on.

        In the order of the branch from the turn `start_at` on, then from the root up to it;
        turns without a match are left out. The number of a match is known when the turns
        before it have been told, the count of all when the iterator ends. To be read in
        `aclosing`: closing it ends the work. Raises StoreError.
        """
        return self._reading.find(session_id, query, start_at)

    async def send(self, session_id: str, text: str) -> None:
        """Send, or queue while an answer is given; StoreError when it could not be kept."""
        await self._verbs.finish(f"send {session_id}", self._starter.send(session_id, text))

    async def retry(self, session_id: str, turn_id: str) -> None:
        """Another answer beside `turn_id`, which stays; nothing while an answer is given."""
        work = self._starter.retry(session_id, turn_id)
        await self._verbs.finish(f"retry {session_id}", work)

    async def select_turn(self, session_id: str, turn_id: str) -> None:
        """Read the branch through `turn_id`; nothing while an answer is given."""
        await self._starter.select(session_id, turn_id)

    async def stop(self, session_id: str, *, now: bool = False) -> None:
        """End the answer, gracefully at first; returns when it has ended."""
        await self._answers.stop(session_id, now=now)

    async def close_session(self, session_id: str) -> None:
        """Stop the answer and let go of the agents; the session stays in the list."""
        await self._answers.stop(session_id, now=False)
        await self._seats.let_go(session_id)

    def set_viewed(self, session_id: str | None) -> None:
        """An answer that ends in this session does not make it unread."""
        self._answers.set_viewed(session_id)

    async def evict_idle(self) -> None:
        """Close what was idle for too long; the periodic task does this every minute."""
        await self._seats.evict(self.is_running)

    def cleanup_stages(self) -> tuple[Stage, ...]:
        """To be run in this order, before the store is closed; each may run again."""
        return ServiceCleanup(
            journal=self._book.journal,
            answers=self._answers,
            seats=self._seats,
            titles=self._titles,
            verbs=self._verbs,
            background=self._background,
        ).stages()

    async def cleanup(self) -> None:
        """All stages; calling it again does no harm."""
        for stage in self.cleanup_stages():
            await stage.run()

    def _after_answer(self, turn: Turn) -> None:
        if turn.state is TurnState.DONE:
            self._titles.suggest(turn)
            name = f"send next {turn.session_id}"
            self._verbs.begin(name, self.queue.send_next(turn.session_id))

    async def _look_after(self) -> None:
        while True:
            try:
                await self._store.look_after()
            except StoreError as error:
                _log.warning("the file was not looked after: %s", error)
            await asyncio.sleep(self._options.care_interval)

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(self._options.sweep_interval)
            await self.evict_idle()
