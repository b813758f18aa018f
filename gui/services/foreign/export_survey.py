"""Looks through an export before anything is brought in, and then gives what is wanted of it."""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from gui.model.problem import ProblemKind
from gui.model.turn import FilePart, ImagePart
from gui.services.chat_file import ChatFile
from gui.services.chat_record import LONGEST_TITLE
from gui.services.foreign.export_files import ExportFiles, failure, open_export
from gui.services.foreign.export_reader import ExportReader, Read
from gui.services.foreign.foreign_chat import (
    Flaw,
    ForeignChat,
    ForeignFile,
    Loss,
    SkippedChat,
    Source,
)
from gui.services.foreign.foreign_turns import digest_of, first_words_of, whole_chat
from gui.services.import_rows import Origin
from gui.services.whole_chats import WholeChat

Batch = list[tuple[WholeChat, Origin]]
Tell = Callable[[float, int], None]

_TURNS_AT_A_TIME = 60
"""Written in one transaction; others who wait for the file wait so long."""

_BYTES_AT_A_TIME = 8_000_000
_WORK = 0.003
_BREATH = 0.0005
"""Seconds of work between two chats, after which other threads may run: the window is in one."""


@dataclass(frozen=True, kw_only=True)
class FoundChat:
    """`number` is its place in the export; `branches` counts the ends that there are."""

    number: int
    source: Source
    original_id: str
    title: str
    created_at: int | None
    updated_at: int | None
    messages: int
    branches: int
    files: int
    digest: str
    losses: Mapping[Loss, int] = field(default_factory=dict)
    instructions: str = ""


@dataclass(frozen=True, kw_only=True)
class ExportSurvey:
    name: str
    chats: tuple[FoundChat, ...]
    skipped: tuple[SkippedChat, ...]


def survey(path: Path, *, halted: Callable[[], bool], progress: Tell) -> ExportSurvey:
    """Raises ChatFileError, also where there is no chat at all."""
    files = open_export(path)
    try:
        chats: list[FoundChat] = []
        skipped: list[SkippedChat] = []
        reader, pace = ExportReader(files), _Pace()
        for number, chat in enumerate(_read(reader, files)):
            if isinstance(chat, ForeignChat):
                chats.append(_found(number, chat))
            elif isinstance(chat, ChatFile):
                chats.append(_found_parley(number, chat))
            else:
                skipped.append(chat)
            progress(reader.done, number + 1)
            if halted():
                break
            pace.breathe()
        if not chats and all(one.flaw is Flaw.NO_CHAT for one in skipped):
            raise failure(ProblemKind.CHAT_FILE_OTHER, files.name)
        return ExportSurvey(name=files.name, chats=tuple(chats), skipped=tuple(skipped))
    finally:
        files.close()


def batches(
    path: Path,
    wanted: Mapping[int, str],
    *,
    new_id: Callable[[], str],
    now: int,
    fitted: Callable[[ChatFile], WholeChat],
) -> Generator[tuple[float, Batch], None, None]:
    """The chats with these numbers, and how much of the export has been read.

    `fitted` makes a chat of this library of one that Parley itself has written.
    Raises ChatFileError also where a chat is not the one of that digest any more.
    """
    files = open_export(path)
    try:
        reader, pace = ExportReader(files), _Pace()
        batch: Batch = []
        left = len(wanted)
        for number, chat in enumerate(_read(reader, files)):
            if not left:
                break
            if number not in wanted:
                continue
            left -= 1
            if isinstance(chat, SkippedChat) or _digest(chat) != wanted[number]:
                raise failure(ProblemKind.CHAT_FILE_DAMAGED, files.name)
            if isinstance(chat, ChatFile):
                batch.append((fitted(chat), _origin_of_parley(chat)))
            else:
                whole = whole_chat(chat, files, new_id=new_id, now=now)
                batch.append((whole, origin_of(chat, wanted[number])))
            if _is_full(batch):
                yield reader.done, batch
                batch = []
            pace.breathe()
        if left:
            raise failure(ProblemKind.CHAT_FILE_DAMAGED, files.name)
        yield 1.0, batch
    finally:
        files.close()


class _Pace:
    def __init__(self) -> None:
        self._last = time.perf_counter()

    def breathe(self) -> None:
        """Let others run, where that is due."""
        if time.perf_counter() - self._last >= _WORK:
            time.sleep(_BREATH)
            self._last = time.perf_counter()


def origin_of(chat: ForeignChat, digest: str) -> Origin:
    """One that has no id is known again by what is in it."""
    return Origin(source=chat.source.value, original_id=chat.original_id or digest, digest=digest)


def _origin_of_parley(file: ChatFile) -> Origin:
    chat_id = file.chat.session.id
    return Origin(source=Source.PARLEY.value, original_id=chat_id, digest=file.digest)


def _digest(chat: ForeignChat | ChatFile) -> str:
    return digest_of(chat) if isinstance(chat, ForeignChat) else chat.digest


def _read(reader: ExportReader, files: ExportFiles) -> Iterator[Read]:
    try:
        yield from reader.chats()
    except OSError as error:
        raise failure(ProblemKind.CHAT_FILE_UNREADABLE, files.name, error) from error


def _found(number: int, chat: ForeignChat) -> FoundChat:
    digest = digest_of(chat)
    parents = {message.parent_id for message in chat.messages}
    parts = [part for message in chat.messages for part in message.parts]
    return FoundChat(
        number=number,
        source=chat.source,
        original_id=origin_of(chat, digest).original_id,
        title=chat.title or first_words_of(chat),
        created_at=chat.created_at,
        updated_at=chat.updated_at,
        messages=len(chat.messages),
        branches=sum(message.id not in parents for message in chat.messages),
        files=sum(isinstance(part, ForeignFile) for part in parts),
        digest=digest,
        losses=chat.losses,
    )


def _found_parley(number: int, file: ChatFile) -> FoundChat:
    session, turns = file.chat.session, file.chat.turns
    parents = {turn.parent_id for turn in turns}
    parts = [part for turn in turns for part in turn.parts]
    return FoundChat(
        number=number,
        source=Source.PARLEY,
        original_id=session.id,
        title=session.title or next((t.text for t in turns if t.text), "")[:LONGEST_TITLE],
        created_at=session.created_at,
        updated_at=session.updated_at,
        messages=len(turns),
        branches=sum(turn.id not in parents for turn in turns),
        files=sum(isinstance(part, ImagePart | FilePart) for part in parts),
        digest=file.digest,
        instructions=session.instructions,
    )


def _is_full(batch: Batch) -> bool:
    turns = sum(len(chat.turns) for chat, _ in batch)
    size = sum(
        len(part.data)
        for chat, _ in batch
        for turn in chat.turns
        for part in turn.parts
        if isinstance(part, ImagePart | FilePart)
    )
    return turns >= _TURNS_AT_A_TIME or size >= _BYTES_AT_A_TIME
