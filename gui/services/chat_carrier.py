"""Brings the chats of other programs in: looked at first, then all that are wanted, or none."""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, TypeVar

from gui.model.endpoint import ModelRef
from gui.services.clock import now_ms
from gui.services.fact_board import FactBoard
from gui.services.folder_shelf import FolderPlan, FolderShelf
from gui.services.foreign.foreign_chat import Source
from gui.services.identifiers import Identifiers
from gui.services.import_rows import Arrivals, EarlierImport
from gui.services.owned_tasks import OwnedTasks
from gui.services.service_facts import ListChanged
from gui.services.session_store import SessionStore
from gui.services.whole_chats import WholeChat

if TYPE_CHECKING:  # imported on a worker thread when it is first used
    from gui.services.chat_file import ChatFile
    from gui.services.foreign.export_survey import Batch, ExportSurvey, FoundChat
    from gui.services.foreign.recognition import FileIs

T = TypeVar("T")
Progress = Callable[[float, int], None]
"""How much is done, from 0 to 1, and how many chats that are."""

Setup = tuple[ModelRef | None, str | None]
"""The model of a chat, and the id of its team."""


def _no_setup(_file: ChatFile) -> Setup:
    return None, None


@dataclass(frozen=True, kw_only=True)
class ImportChoice:
    """`wanted`: digests by the numbers of chats in the survey.

    `replaced` are earlier imports, with nothing said in them since: they are deleted.
    `setup` says, on a worker thread, who answers here in a chat that Parley has written.
    """

    wanted: Mapping[int, str]
    replaced: tuple[str, ...] = ()
    setup: Callable[[ChatFile], Setup] = _no_setup


_TOLD_EVERY = 0.1  # seconds
_TURN = 0.001
"""Seconds for which one thread of Python may keep the others waiting."""


class Halt:
    """Ends the work that it was given to, at the next chat; from any thread."""

    def __init__(self) -> None:
        self._event = Event()

    def ask(self) -> None:
        self._event.set()

    @property
    def asked(self) -> bool:
        return self._event.is_set()


class ChatCarrier:
    """One import at a time. May raise ChatFileError and StoreError."""

    def __init__(
        self, store: SessionStore, facts: FactBoard, *, folders: FolderShelf, tasks: OwnedTasks
    ) -> None:
        self._store = store
        self._imports = store.imports
        self._folders = folders
        self._facts = facts
        self._tasks = tasks
        self._ids = Identifiers()
        self._one_at_a_time = asyncio.Lock()

    async def recognise(self, path: Path) -> FileIs:
        def look() -> FileIs:
            from gui.services.foreign.recognition import recognise

            return recognise(path)

        return await _in_thread(look)

    async def survey(self, path: Path, *, halt: Halt, progress: Progress) -> ExportSurvey:
        """What there is to bring in; less where it was halted."""
        tell = _from_thread(progress)

        def read() -> ExportSurvey:
            from gui.services.foreign.export_survey import survey

            return survey(path, halted=lambda: halt.asked, progress=tell)

        with _quick_turns():
            return await _in_thread(read)

    async def earlier(self, source: str) -> dict[str, EarlierImport]:
        """What came in before of that program's chats, by the ids that they have there."""
        return await self._imports.earlier(source)

    async def same_here(self, survey: ExportSurvey) -> dict[str, EarlierImport]:
        """Chats that Parley has written and that are here with the very same turns."""

        wanted: dict[int | None, list[FoundChat]] = {}
        for found in survey.chats:
            if found.source == Source.PARLEY:
                wanted.setdefault(found.created_at, []).append(found)
        here: dict[str, EarlierImport] = {}
        for session in await self._store.list_sessions(include_archived=True) if wanted else ():
            if session.created_at not in wanted:
                continue
            chat = await self._store.whole.read(session.id)
            digest = await _in_thread(partial(_digest_of, chat)) if chat is not None else ""
            for found in wanted[session.created_at]:
                if found.digest == digest:
                    here[found.original_id] = EarlierImport(
                        session_id=session.id, digest=digest, untouched=False
                    )
        return here

    async def bring_in(
        self, path: Path, choice: ImportChoice, *, halt: Halt, progress: Progress
    ) -> Arrivals | None:
        """All that is chosen; None where it was halted, and nothing came.

        Nothing of it is seen before all is there, whatever ends this, and be it the power.
        """
        work = self._bring_in(path, choice, halt, progress)
        return await self._tasks.finish("import chats", work)

    async def undo(self, arrivals: Arrivals) -> None:
        """The chats that came are deleted like others, and can be had back for as long."""
        await self._tasks.finish("undo import", self._undo(arrivals))

    async def tidy(self) -> None:
        """Take out what an import that was cut off has left."""
        async with self._one_at_a_time:
            await self._imports.discard()

    async def _bring_in(
        self, path: Path, choice: ImportChoice, halt: Halt, progress: Progress
    ) -> Arrivals | None:
        async with self._one_at_a_time:
            await self._imports.discard()
            finished = False
            plan = self._folders.plan()
            try:
                with _quick_turns():
                    finished = await self._stage(path, choice, plan, halt, progress)
            finally:
                if not finished:
                    await self._imports.discard()
            if not finished:
                return None
            came = await self._imports.publish(choice.replaced, now_ms(), plan.missing)
            self._folders.made(plan.missing)
        arrivals = Arrivals(came=came, replaced=choice.replaced)
        self._facts.publish(ListChanged(gone=frozenset(choice.replaced)))
        return arrivals

    async def _stage(
        self, path: Path, choice: ImportChoice, plan: FolderPlan, halt: Halt, progress: Progress
    ) -> bool:
        """Whether all of it is there now; one batch is read while the one before is written."""

        def begin() -> Generator[tuple[float, Batch], None, None]:
            from gui.services.foreign.export_survey import batches

            return batches(
                path,
                choice.wanted,
                new_id=self._ids.new,
                now=now_ms(),
                fitted=lambda file: _fitted(file, choice.setup(file), plan, self._ids.new),
            )

        left = await _in_thread(begin)
        writing: asyncio.Future[None] | None = None
        count = 0
        try:
            while (step := await _in_thread(lambda: next(left, None))) is not None:
                if writing is not None:
                    await writing
                if halt.asked:
                    return False
                done, batch = step
                writing = self._imports.stage(batch)
                count += len(batch)
                progress(done, count)
            if writing is not None:
                await writing
            return not halt.asked
        finally:
            if writing is not None:
                await asyncio.wait({writing})
            await _in_thread(left.close)

    async def _undo(self, arrivals: Arrivals) -> None:
        await self._imports.withdraw(arrivals, now_ms())
        self._facts.publish(ListChanged(gone=frozenset(arrivals.came)))


def _digest_of(chat: WholeChat) -> str:
    from gui.services.chat_file import digest_of

    return digest_of(chat.turns)


def _fitted(file: ChatFile, setup: Setup, plan: FolderPlan, new_id: Callable[[], str]) -> WholeChat:
    """In its folder; a working folder is not taken over unseen, nor what agents knew."""
    from gui.services.chat_file import renewed

    chat = renewed(replace(file.chat, states={}), new_id)
    model, team_id = setup
    folder_id = plan.place(file.kept.folder)
    session = replace(chat.session, model=model, team_id=team_id, filed_in=folder_id)
    return replace(chat, session=session)


@contextmanager
def _quick_turns() -> Iterator[None]:
    """The window waits a shorter time for its turn while other threads work for long."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(before)


async def _in_thread(work: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(None, work)


def _from_thread(progress: Progress) -> Progress:
    """Tells on the loop of the caller, now and then."""
    loop = asyncio.get_running_loop()
    last = 0.0

    def tell(done: float, count: int) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= _TOLD_EVERY:
            last = now
            with suppress(RuntimeError):  # the loop is closed: nobody listens any more
                loop.call_soon_threadsafe(progress, done, count)

    return tell
