"""Takes chats out into files and brings them in from files, without making the window wait."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from gui.model.endpoint import ModelRef
from gui.model.problem import ChatFileError, Problem, ProblemKind
from gui.model.session import Session
from gui.services.chat_keeping import ChatNames
from gui.services.collector import collector_held_off
from gui.services.folder_shelf import FolderShelf
from gui.services.identifiers import Identifiers
from gui.services.owned_tasks import OwnedTasks
from gui.services.seal import Seal
from gui.services.session_book import SessionBook
from gui.services.session_store import SessionStore
from gui.services.whole_chats import WholeChat

if TYPE_CHECKING:  # imported on a worker thread when it is first used
    from gui.services.chat_file import ChatFile

T = TypeVar("T")

_FILE_LIMIT = 60.0
"""Seconds for a file that may lie on another computer."""


class ChatExchange:
    """May raise StoreError, and ChatFileError where a file is read or written."""

    def __init__(
        self,
        store: SessionStore,
        book: SessionBook,
        *,
        folders: FolderShelf,
        tasks: OwnedTasks,
        seal: Seal,
    ) -> None:
        self._store = store
        self._book = book
        self._folders = folders
        self._tasks = tasks
        self.seal = seal
        self._ids = Identifiers()
        self._one_at_a_time = asyncio.Lock()

    async def session(self, session_id: str) -> Session:
        """LookupError where there is no such session."""
        return await self._book.get(session_id)

    async def whole(self, session_id: str, *, with_states: bool = False) -> WholeChat:
        """The chat as it is now; LookupError where there is none."""
        await self._book.get(session_id)
        self._book.journal.flush()
        chat = await self._store.whole.read(session_id, with_states=with_states)
        if chat is None:
            raise LookupError(f"no session {session_id}")
        return replace(chat, session=self._book.known(session_id))

    async def write(self, session_id: str, path: Path, *, names: ChatNames) -> None:
        """Write the whole chat, as it is now; LookupError where there is no such session."""
        chat = await self.whole(session_id, with_states=True)

        def write() -> None:
            from gui.services.chat_file import write_chat_file

            write_chat_file(path, chat, names=names, seal=self.seal)

        unwritable = _late(ProblemKind.CHAT_FILE_UNWRITABLE, str(path))
        await self._tasks.finish(f"export {session_id}", _within_limit(write, unwritable))

    async def read(self, path: Path) -> ChatFile:
        """What the file holds; nothing is imported yet."""

        def read() -> ChatFile:
            from gui.services.chat_file import read_chat_file

            return read_chat_file(path, seal=self.seal)

        return await _within_limit(read, _late(ProblemKind.CHAT_FILE_UNREADABLE, path.name))

    async def same_chat(self, file: ChatFile) -> Session | None:
        """The chat that is here already with the very same turns, if there is one."""

        self._book.journal.flush()
        for session in await self._store.list_sessions(include_archived=True):
            if session.created_at != file.chat.session.created_at:
                continue
            chat = await self._store.whole.read(session.id)
            if chat is not None and await _in_thread(partial(_is_same, chat, file)):
                return self._book.latest(session)
        return None

    async def bring_in(
        self, file: ChatFile, *, model: ModelRef | None, team_id: str | None = None, work: str = ""
    ) -> Session:
        """A new chat with the turns of the file: all of it, or nothing.

        It lies in the folder that the file names; what of its path is missing is made. `team_id`
        and `work`, the working folder, are what the user agreed to. What the agents of another team
        knew is of no use to those of `team_id`, and left.
        """
        return await self._tasks.finish("import", self._bring_in(file, model, team_id, work))

    async def _bring_in(
        self, file: ChatFile, model: ModelRef | None, team_id: str | None, work: str
    ) -> Session:
        plan = self._folders.plan()
        folder_id = plan.place(file.kept.folder)

        def renew() -> WholeChat:
            from gui.services.chat_file import renewed

            chat = renewed(file.chat, self._ids.new)
            states = chat.states if chat.session.team_id == team_id else {}
            session = replace(
                chat.session,
                model=model,
                team_id=team_id,
                filed_in=folder_id,
                folder=work,
            )
            return replace(chat, session=session, states=states)

        async with self._one_at_a_time:  # the ids come from one place
            chat = await _in_thread(renew)
        session = chat.session
        await self._store.whole.write(chat, plan.missing)
        self._folders.made(plan.missing)
        written = await self._store.session(session.id) or session
        self._book.put(written)
        self._book.tell(written.id)
        return written


def _is_same(chat: WholeChat, file: ChatFile) -> bool:
    from gui.services.chat_file import digest_of

    return digest_of(chat.turns) == file.digest


async def _in_thread(work: Callable[[], T]) -> T:
    def quietly() -> T:
        with collector_held_off():
            return work()

    return await asyncio.get_running_loop().run_in_executor(None, quietly)


async def _within_limit(work: Callable[[], T], late: ChatFileError) -> T:
    try:
        async with asyncio.timeout(_FILE_LIMIT):
            return await _in_thread(work)
    except TimeoutError as error:
        raise late from error


def _late(kind: ProblemKind, file: str) -> ChatFileError:
    return ChatFileError(Problem(kind=kind, facts={"file": file}, detail="no answer in time"))
