"""Keeps a folder of Markdown, one file for each chat, as the chats are; off unless wanted."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from gui.model.problem import Problem, StoreError
from gui.model.session import Session
from gui.model.turn import TurnState
from gui.model.turn_retelling import DocumentWords
from gui.services.collector import collector_held_off
from gui.services.mirror_folder import MirrorFolder
from gui.services.service_facts import (
    HeadChanged,
    ServiceFact,
    SessionChanged,
    SessionRemoved,
    TurnChanged,
)
from gui.services.session_service import SessionService
from gui.services.whole_chats import WholeChat
from gui.services.write_failure import write_problem

_log = logging.getLogger(__name__)

SETTLED_AFTER = 2.0
"""Seconds without news of a chat, before its file is written."""


@dataclass(frozen=True, kw_only=True)
class MirrorWishes:
    """`folder` is None while the mirror is off; `words` are those around what was said."""

    folder: Callable[[], Path | None]
    words: Callable[[], DocumentWords]


class Mirror:
    """`run` is one task for as long as the program runs; `wake` says that the wishes changed.

    A failure is told once to `on_problem`, and again only after something was written.
    """

    def __init__(
        self,
        service: SessionService,
        wishes: MirrorWishes,
        index: Path,
        *,
        on_problem: Callable[[Problem], None],
        settled_after: float = SETTLED_AFTER,
    ) -> None:
        self._service = service
        self._wishes = wishes
        self._index = index
        self._on_problem = on_problem
        self._settled_after = settled_after
        self._news = asyncio.Event()
        self._changed: set[str] = set()
        self._gone: set[str] = set()
        self._told = False
        self._folder: MirrorFolder | None = None
        self._where: Path | None = None

    def wake(self) -> None:
        self._news.set()

    async def run(self) -> None:
        """Until it is cancelled."""
        unsubscribe = self._service.subscribe(self._take)
        try:
            self._news.set()  # for what happened while the program did not run
            while True:
                await self._news.wait()
                await asyncio.sleep(self._settled_after if self._where is not None else 0)
                self._news.clear()
                await self._keep_up()
        finally:
            unsubscribe()

    def _take(self, fact: ServiceFact) -> None:
        match fact:
            case SessionChanged() if not fact.running:
                self._note(fact.session.id)
            case TurnChanged() if fact.turn.state is not TurnState.RUNNING:
                self._note(fact.turn.session_id)
            case HeadChanged():
                self._note(fact.session_id)
            case SessionRemoved():
                self._gone.add(fact.session_id)
                self._changed.discard(fact.session_id)
                self._news.set()
            case _:
                pass

    def _note(self, session_id: str) -> None:
        self._changed.add(session_id)
        self._gone.discard(session_id)
        self._news.set()

    async def _keep_up(self) -> None:
        changed, self._changed = self._changed, set()
        gone, self._gone = self._gone, set()
        try:
            where = self._wishes.folder()
            if where is None:
                self._folder, self._where = None, None
                return
            if where != self._where or self._folder is None:
                self._folder = await asyncio.to_thread(MirrorFolder, where, self._index)
                self._where = where
                changed, gone = await self._everything(self._folder)
            await self._write(self._folder, changed, gone)
        except OSError as error:
            self._folder = None  # so that everything is looked at again
            self._tell(error)
        except StoreError as error:
            _log.warning("the mirror cannot read a chat: %s", error)

    async def _everything(self, folder: MirrorFolder) -> tuple[set[str], set[str]]:
        """What is behind, and what is gone, whenever that happened."""
        sessions = await self._service.list_sessions(include_archived=True)
        behind = {s.id for s in sessions if folder.stamp(s.id) != _stamp(s)}
        return behind, set(folder.sessions) - {s.id for s in sessions}

    async def _write(self, folder: MirrorFolder, changed: set[str], gone: set[str]) -> None:
        for session_id in gone:
            await asyncio.to_thread(folder.remove, session_id)
        for session_id in changed:
            try:
                chat = await self._service.exchange.whole(session_id)
            except LookupError:
                continue
            if chat.turns:
                await asyncio.to_thread(self._write_one, folder, chat)
                self._told = False

    def _write_one(self, folder: MirrorFolder, chat: WholeChat) -> None:
        from gui.services.chat_markdown import markdown_pieces

        session = chat.session
        with collector_held_off():
            text = "".join(markdown_pieces(chat, self._wishes.words(), pictures=False))
        folder.write(session.id, session.title, text, stamp=_stamp(session))

    def _tell(self, error: OSError) -> None:
        _log.warning("the mirror cannot be written: %s", error)
        if not self._told:
            self._told = True
            self._on_problem(write_problem(self._where or Path(), error))


def mirror_place(kept: object) -> Path:
    """The folder that the settings name, else one in the user's documents."""
    if isinstance(kept, str) and Path(kept).is_absolute():
        return Path(kept)
    import platformdirs

    return platformdirs.user_documents_path() / "Parley"


def _stamp(session: Session) -> str:
    return f"{session.updated_at} {session.head_id} {session.title}"
