"""Owns the sessions: talks in several at once, keeps every word, and cleans up in bounded time.

Organising verbs are in `shelf`, `order`, `folders` and `bin`, the chats to be shown in a list in
`listing`, those of queued messages in `queue`, the user's words to agents
that wait in `approvals`, wishes about tools in `policies`; `journal` holds what is on its way to
the file; `attachment` reads the bytes of a file by their digest, `told` what a model is told of
it, and `opened` makes copies for other programs; `decisions` finds the newest ones about tools,
and `usage` adds up what was used of models; `enclosures` are what is to go with the next message;
`compaction` sums up earlier messages; `branches` goes back in a chat, and `edits` keeps what is
being written in place of its messages; `library` is all chats as a whole, `hosts` the account of
what leaves this computer, `retention` the rule about old chats; `search` finds everything.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from dataclasses import dataclass, field
from functools import partial

from gui.model.plan import AgentContext, Gate
from gui.model.session import Session
from gui.model.turn import Turn, TurnState
from gui.services.answer import Errand
from gui.services.answer_teller import AnswerParts
from gui.services.answers import Answers
from gui.services.approvals import Approvals
from gui.services.branches import Branches
from gui.services.budgets import Budgets
from gui.services.chat_carrier import ChatCarrier
from gui.services.chat_exchange import ChatExchange
from gui.services.chat_find import TurnMatches
from gui.services.chat_listing import ChatListing
from gui.services.chat_reading import ChatReading
from gui.services.chat_setup import ChatSetup
from gui.services.compaction import Compaction
from gui.services.conversation_plans import Ports
from gui.services.conversation_seats import ConversationSeats
from gui.services.edit_drafts import EditDrafts
from gui.services.engine_port import Engine
from gui.services.fact_board import FactBoard
from gui.services.file_reading import ToldFiles
from gui.services.folder_shelf import FolderShelf
from gui.services.host_ledger import HostLedger
from gui.services.library import Library, LibraryParts
from gui.services.library_search import LibrarySearch
from gui.services.message_queue import MessageQueue
from gui.services.model_catalog import Catalog
from gui.services.model_titles import ModelTitles
from gui.services.opened_files import OpenedFiles
from gui.services.owned_tasks import OwnedTasks
from gui.services.policy_book import PolicyBook
from gui.services.price_book import PriceBook
from gui.services.retention import Retention
from gui.services.seal import Seal
from gui.services.sections import MemorySections, Sections
from gui.services.service_cleanup import ServiceCleanup
from gui.services.service_facts import FactCallback, ServiceProblem
from gui.services.session_bin import SessionBin
from gui.services.session_book import SessionBook
from gui.services.session_options import SessionOptions
from gui.services.session_order import SessionOrder
from gui.services.session_shelf import SessionShelf
from gui.services.session_store import SessionStore
from gui.services.shutdown_stage import Stage
from gui.services.sight import Sight
from gui.services.team_source import NoTeams, TeamSource
from gui.services.transcript import Transcript
from gui.services.turn_starter import TurnStarter
from gui.services.upkeep import Chores, Upkeep
from gui.services.usage_book import UsageBook
from gui.services.user_gate import UserGate
from gui.services.work_folders import WorkFolders


@dataclass(frozen=True, kw_only=True)
class Surroundings:
    """What the service finds around it. `gate` takes the place of asking the user, for tests."""

    sections: Sections = field(default_factory=MemorySections)
    teams: TeamSource = field(default_factory=NoTeams)
    gate: Gate | None = None


class SessionService:
    """Methods that take a session id raise LookupError when there is no such session."""

    def __init__(
        self,
        *,
        store: SessionStore,
        engine: Engine,
        catalog: Catalog,
        surroundings: Surroundings | None = None,
        options: SessionOptions | None = None,
    ) -> None:
        self._store = store
        self._options = options or SessionOptions()
        around = surroundings or Surroundings()
        self._facts = FactBoard()
        self._verbs = OwnedTasks()
        self._background = OwnedTasks()
        self._book = SessionBook(store, self._facts, delay=self._options.journal_delay)
        self.journal = self._book.journal
        self.policies = PolicyBook(
            store.policies, around.sections, default=self._options.default_policy
        )
        gate = UserGate(self.policies)
        self.approvals = Approvals(gate, self.policies, store.runs)
        ports = self._ports = Ports(
            store=store,
            engine=engine,
            catalog=catalog,
            gate=around.gate or gate,
            teams=around.teams,
            options=self._options,
        )
        self._seats = ConversationSeats(ports)
        self.folder = self._seats.folder
        self._titles = ModelTitles(ports, self._book)
        self.prices = PriceBook(around.sections, self._options.endpoints)
        self.usage = UsageBook(store.usage, self.prices, flush=self.journal.flush)
        self.decisions, self.decisions_of = store.decisions.newest, store.decisions.of_chat
        self.hosts = HostLedger(store.hosts)
        self.search = LibrarySearch(store, flush=self.journal.flush)
        self._build_answers()
        gate.on_wait = self._answers.running.note_wait
        self._build_verbs(catalog)

    def _build_answers(self) -> None:
        budgets = Budgets(self._store.usage, self.prices)
        self._parts = AnswerParts(
            book=self._book,
            seats=self._seats,
            runs=self._store.runs,
            attachments=self._store.attachments,
            approvals=self.approvals,
            budgets=budgets,
            sight=Sight(self._ports),
        )
        self.spent = budgets.spent
        self._answers = Answers(
            self._parts, stop_grace=self._options.stop_grace, on_ended=self._after_answer
        )
        running = self._answers.running
        budgets.running_turns = running.running_turns
        self.is_running = self._book.is_running = running.is_running
        self.evict_idle = partial(self._seats.evict, running.is_running)
        """Closes what was idle for too long; the periodic task does this every minute."""
        self.needs_user = self._book.needs_user = running.needs_user
        self.stop_tool = running.stop_tool
        self.set_viewed = self._answers.set_viewed
        self.approvals.running_turn = running.running_turn
        self.approvals.find = running.find
        self.approvals.go_on = self._answers.go_on

    def _build_verbs(self, catalog: Catalog) -> None:
        store, book = self._store, self._book
        self._reading = ChatReading(
            store,
            book,
            running_turns=self._answers.running.running_turns,
            seen=self._options.seen,
        )
        reading = self._options.reading
        self.queue = MessageQueue(store, self._facts, tasks=self._verbs, reading=reading)
        self.enclosures = self.queue.enclosures
        self.shelf = SessionShelf(
            store, book, answers=self._answers, seats=self._seats, tasks=self._verbs
        )
        self.create = self.shelf.create
        self.shelf.on_copied = self.policies.copied
        setup = ChatSetup(book)
        self.set_team, self.set_folder = setup.set_team, setup.set_folder
        self.set_limits = setup.set_limits
        self.attachment = store.attachments.read
        self.opened = OpenedFiles(self._options.opened)
        self.told = ToldFiles(store.attachments, reading).told
        self._starter = TurnStarter(
            store, catalog, parts=self._parts, answers=self._answers, queue=self.queue
        )
        self.queue.send = self._starter.send_queued
        self.branches = Branches(
            store,
            book,
            starter=self._starter,
            shelf=self.shelf,
            tasks=self._verbs,
        )
        self.edits = EditDrafts(store.edits, tasks=self._verbs)
        self.branches.on_kept = self.queue.go_on
        self.compaction = Compaction(
            self._ports,
            parts=self._parts,
            running=self._answers.running,
            starter=self._starter,
            prices=self.prices,
        )
        self._build_library()

    def _build_library(self) -> None:
        """What is about all chats, not about one."""
        store, book = self._store, self._book
        self.order = SessionOrder(store, book)
        self.bin = SessionBin(store, book, tasks=self._verbs)
        self.work = WorkFolders(self._options.work)
        self.listing = ChatListing(store, book)
        self.folders = FolderShelf(store, book, self._facts, shelf=self.shelf, tasks=self._verbs)
        self.carrier = ChatCarrier(store, self._facts, folders=self.folders, tasks=self._verbs)
        self.exchange = ChatExchange(
            store, book, folders=self.folders, tasks=self._verbs, seal=Seal(store.seal_key)
        )
        self.retention = Retention(
            store.retention,
            book,
            self._facts,
            running=self._answers.running,
            days=self._options.retention_days,
        )
        self.library = Library(
            LibraryParts(
                store=store,
                book=book,
                answers=self._answers,
                seats=self._seats,
                titles=self._titles,
                verbs=self._verbs,
                facts=self._facts,
                resume=self._resume,
            )
        )

    def subscribe(self, callback: FactCallback) -> Callable[[], None]:
        """Hear every fact from now on; returns what ends the subscription."""
        return self._facts.subscribe(callback)

    async def start(self) -> None:
        """Open the store; raises StoreError when that is impossible.

        A damaged file is replaced by what could be read of it, which a ServiceProblem tells.
        Answers that waited for the user when Parley ended wait again.
        """
        problem = await self._store.open()
        if problem is not None:
            self._facts.publish(ServiceProblem(problem=problem))
        await self._resume()
        Upkeep(
            self._store,
            chores=Chores(
                tidy=self.carrier.tidy,
                close=partial(asyncio.to_thread, self.opened.tidy),
                evict=self.evict_idle,
                expire=self.retention.sweep,
            ),
            options=self._options,
            tasks=self._background,
        ).begin()

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

    async def stop(self, session_id: str, *, now: bool = False, after_turn: bool = False) -> None:
        """End the answer, gracefully at first; returns when it has ended.

        `after_turn` lets the agent that speaks finish, and returns at once.
        """
        await self._answers.stop(session_id, now=now, after_turn=after_turn)

    async def contexts(self, session_id: str) -> tuple[AgentContext, ...]:
        """What each agent's model is sent next. EngineError where the agents cannot be had."""
        session = await self._book.get(session_id)
        if self.is_running(session_id):
            return await self._answers.running.contexts(session_id)
        seat = await self._seats.take(session, session.head_id)
        return await seat.conversation.contexts()

    async def close_session(self, session_id: str) -> None:
        """Stop the answer and let go of the agents; the session stays in the list."""
        await self._answers.stop(session_id, now=False)
        await self._seats.let_go(session_id)

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
            if turn.id == self._book.known(turn.session_id).head_id:
                self._titles.suggest(turn)
            if not self.branches.is_compared(turn.id):  # the user is to choose first
                self.queue.go_on(turn.session_id)

    async def _resume(self) -> None:
        """What the file says of chats that go on."""
        await self.policies.load()
        await self.folders.load()
        for run in await self._store.runs.parked():
            session = await self._book.get(run.turn.session_id)
            if run.compared:
                self.branches.take_up(session.id, run.compared)
            beside = bool(run.compared) and session.head_id != run.turn.id
            self._answers.park(run.turn, Errand.of(run.said, run.by), beside=beside)
            self._book.tell(session.id)
            self.approvals.take_up(run.turn, run.words)
