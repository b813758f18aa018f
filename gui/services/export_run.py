"""Writes chats into files, one after the other: told how far it is, and given up when wanted."""

from __future__ import annotations

import asyncio
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePosixPath
from threading import Event
from typing import TypeVar

from gui.model.problem import ChatFileError
from gui.model.session import Session
from gui.services.atomic_file import replacing
from gui.services.chat_branches import chosen_turns
from gui.services.chat_exchange import ChatExchange
from gui.services.collector import collector_held_off
from gui.services.export_names import ExportNames
from gui.services.whole_chats import WholeChat
from gui.services.write_failure import write_problem

T = TypeVar("T")

_PATIENCE = 5.0
"""Seconds that a step may take to notice that it is given up, when the whole task is cancelled."""


class Target(StrEnum):
    FILE = "file"  # one chat
    FOLDER = "folder"  # a file for each chat
    ZIP = "zip"  # the same in one file


def _no_folders(_session: Session) -> Sequence[str]:
    return ()


@dataclass(frozen=True, kw_only=True)
class ExportOrder:
    """`pieces` makes the file of a chat, on a worker thread; empty pieces let it be given up.

    `folders` are the names of those that a chat lies in, which are made below the target.
    `turns` are those that are wanted, None for all; `with_states`: with what agents know.
    `otherwise` names a chat or a folder without a title.
    """

    sessions: Sequence[str]
    pieces: Callable[[WholeChat], Iterator[bytes]]
    suffix: str
    target: Target
    path: Path
    folders: Callable[[Session], Sequence[str]] = _no_folders
    turns: frozenset[str] | None = None
    with_states: bool = False
    otherwise: str = "Chat"


class ExportRun:
    """One order. `told` hears how many chats are done."""

    def __init__(
        self, exchange: ChatExchange, order: ExportOrder, *, told: Callable[[int], None]
    ) -> None:
        self._exchange = exchange
        self._order = order
        self._told = told
        self._given_up = Event()
        self._names: ExportNames | None = None

    def give_up(self) -> None:
        """End soon: what is not complete goes, complete files in a folder stay."""
        self._given_up.set()

    @property
    def given_up(self) -> bool:
        return self._given_up.is_set()

    async def run(self) -> int:
        """How many chats were written; ChatFileError where one could not be, StoreError."""
        order = self._order
        try:
            if order.target is not Target.FILE:
                self._names = await self._in_thread(lambda: _names_for(order))
            if order.target is not Target.ZIP:
                return await self._write_all(self._write_file)
            with ExitStack() as stack:
                archive = await self._in_thread(lambda: _opened(stack, order.path))
                done = await self._write_all(lambda chat: self._add(archive, chat))
                if self.given_up:
                    raise _GivenUp
                await self._in_thread(stack.close)  # writes the end, and takes its place
                return done
        except _GivenUp:
            return 0

    async def _write_all(self, write: Callable[[WholeChat], None]) -> int:
        done = 0
        for number, session_id in enumerate(self._order.sessions):
            if self.given_up:
                break
            self._told(number)
            try:
                chat = await self._exchange.whole(session_id, with_states=self._order.with_states)
            except LookupError:
                continue  # deleted meanwhile
            if self._order.turns is not None:
                chat = chosen_turns(chat, self._order.turns)
            try:
                await self._in_thread(lambda chat=chat: write(chat))  # type: ignore[misc]
            except _GivenUp:
                break
            done += 1
        return done

    def _write_file(self, chat: WholeChat) -> None:
        name = self._name(chat)
        path = self._order.path / name
        with _folders(self._order.path, name), replacing(path) as file:
            for piece in self._pieces(chat):
                file.write(piece)

    def _add(self, archive: zipfile.ZipFile, chat: WholeChat) -> None:
        with archive.open(str(self._name(chat)), "w", force_zip64=True) as file:
            for piece in self._pieces(chat):
                file.write(piece)

    def _pieces(self, chat: WholeChat) -> Iterator[bytes]:
        for piece in self._order.pieces(chat):
            if self.given_up:
                raise _GivenUp
            yield piece

    def _name(self, chat: WholeChat) -> PurePosixPath:
        """Of its file, below what the order names; none that is there is replaced."""
        if self._names is None:
            return PurePosixPath()
        return self._names.place(chat.session.title, self._order.folders(chat.session))

    async def _in_thread(self, work: Callable[[], T]) -> T:
        def quietly() -> T:
            with collector_held_off():
                return work()

        future = asyncio.get_running_loop().run_in_executor(None, quietly)
        try:
            return await asyncio.shield(future)
        except asyncio.CancelledError:
            self.give_up()
            future.add_done_callback(_forget)
            await asyncio.wait({future}, timeout=_PATIENCE)
            raise
        except OSError as error:
            raise ChatFileError(write_problem(self._order.path, error)) from error


class _GivenUp(Exception):  # noqa: N818 - not a failure: the user wanted it
    """The user has changed their mind."""


def _names_for(order: ExportOrder) -> ExportNames:
    root = order.path if order.target is Target.FOLDER else None
    return ExportNames(root, suffix=order.suffix, otherwise=order.otherwise)


@contextmanager
def _folders(root: Path, name: PurePosixPath) -> Iterator[None]:
    """Those around the file are made; what is new of them goes where it does not come."""
    made: list[Path] = []
    try:
        for folder in (root / inner for inner in reversed(name.parents[:-1])):
            if not folder.exists():
                folder.mkdir()
                made.append(folder)
        yield
    except BaseException:
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        raise


def _forget(future: asyncio.Future[T]) -> None:
    if not future.cancelled():
        future.exception()


def _opened(stack: ExitStack, path: Path) -> zipfile.ZipFile:
    file = stack.enter_context(replacing(path))
    return stack.enter_context(zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED))
