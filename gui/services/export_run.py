"""Writes chats into files, one after the other: told how far it is, and given up when wanted."""

from __future__ import annotations

import asyncio
import unicodedata
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from threading import Event
from typing import TypeVar

from gui.model.file_names import file_name
from gui.model.problem import ChatFileError
from gui.services.atomic_file import replacing
from gui.services.chat_branches import chosen_turns
from gui.services.chat_exchange import ChatExchange
from gui.services.collector import collector_held_off
from gui.services.row_mapping import storable
from gui.services.whole_chats import WholeChat
from gui.services.write_failure import write_problem

T = TypeVar("T")

_PATIENCE = 5.0
"""Seconds that a step may take to notice that it is given up, when the whole task is cancelled."""


class Target(StrEnum):
    FILE = "file"  # one chat
    FOLDER = "folder"  # a file for each chat
    ZIP = "zip"  # the same in one file


@dataclass(frozen=True, kw_only=True)
class ExportOrder:
    """`pieces` makes the file of a chat, on a worker thread; empty pieces let it be given up.

    `turns` are those that are wanted, None for all; `with_states`: with what agents know.
    `otherwise` names a chat without a title.
    """

    sessions: Sequence[str]
    pieces: Callable[[WholeChat], Iterator[bytes]]
    suffix: str
    target: Target
    path: Path
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
        self._names: set[str] = set()

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
            if order.target is Target.FOLDER:
                self._names = await self._in_thread(lambda: _names_in(order.path))
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
        path = self._order.path
        if self._order.target is Target.FOLDER:
            path = path / self._name(chat)
        with replacing(path) as file:
            for piece in self._pieces(chat):
                file.write(piece)

    def _add(self, archive: zipfile.ZipFile, chat: WholeChat) -> None:
        with archive.open(self._name(chat), "w", force_zip64=True) as file:
            for piece in self._pieces(chat):
                file.write(piece)

    def _pieces(self, chat: WholeChat) -> Iterator[bytes]:
        for piece in self._order.pieces(chat):
            if self.given_up:
                raise _GivenUp
            yield piece

    def _name(self, chat: WholeChat) -> str:
        """Of the file: no other chat has it, also where letters count alike; none is replaced."""
        stem = file_name(storable(chat.session.title), otherwise=self._order.otherwise)
        number = 1
        while True:
            name = f"{stem} ({number})" if number > 1 else stem
            name += self._order.suffix
            if _key(name) not in self._names:
                self._names.add(_key(name))
                return name
            number += 1

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


def _key(name: str) -> str:
    """The same for names that some system takes for one."""
    return unicodedata.normalize("NFC", name).casefold()


def _names_in(folder: Path) -> set[str]:
    return {_key(path.name) for path in folder.iterdir()}


def _forget(future: asyncio.Future[T]) -> None:
    if not future.cancelled():
        future.exception()


def _opened(stack: ExitStack, path: Path) -> zipfile.ZipFile:
    file = stack.enter_context(replacing(path))
    return stack.enter_context(zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED))
