"""Takes files and pictures to go with the next message: looked at, bounded, and kept at once."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path

from gui.model.enclosure import Enclosure
from gui.model.file_kind import FileKind, kind_of
from gui.model.picture_size import picture_size
from gui.model.problem import FileError, Problem, ProblemKind
from gui.model.turn import FilePart, ImagePart
from gui.services.enclosure_rows import USER
from gui.services.fact_board import FactBoard
from gui.services.identifiers import Identifiers
from gui.services.owned_tasks import OwnedTasks
from gui.services.service_facts import EnclosuresChanged
from gui.services.session_store import SessionStore

LARGEST = 20 * 1024 * 1024
"""Bytes of one file: providers take no larger requests."""

MOST = 20
"""With one message."""


class Enclosures:
    """What waits in each chat for its next message."""

    def __init__(self, store: SessionStore, facts: FactBoard, *, tasks: OwnedTasks) -> None:
        self._store = store
        self._facts = facts
        self._tasks = tasks
        self._ids = Identifiers()

    async def waiting(self, session_id: str) -> tuple[Enclosure, ...]:
        return await self._store.enclosures.of(session_id)

    async def add_file(self, session_id: str, path: Path) -> None:
        """Raises FileError for one that cannot be read or passed on, StoreError."""
        try:
            data = await asyncio.to_thread(_read, path)
        except OSError as error:
            raise _refused(path.name, "unreadable", error.strerror or str(error)) from error
        await self.add(session_id, path.name, data)

    async def add(self, session_id: str, name: str, data: bytes) -> None:
        """The same for bytes that come from elsewhere, such as the clipboard."""
        if len(data) > LARGEST:
            raise _refused(name, "large")
        part = _part(name, data)
        waiting = await self._store.enclosures.of(session_id)
        if len(waiting) >= MOST:
            raise _refused(name, "many")
        enclosure = Enclosure(id=self._ids.new(), session_id=session_id, part=part, size=len(data))
        work = self._store.enclosures.add(enclosure)
        self.tell(session_id, await self._tasks.finish(f"enclose {enclosure.id}", _done(work)))

    async def remove(self, session_id: str, enclosure_id: str) -> None:
        self.tell(session_id, await self._store.enclosures.remove(session_id, enclosure_id))

    async def tell_now(self, session_id: str) -> None:
        self.tell(session_id, await self._store.enclosures.of(session_id))

    def tell(self, session_id: str, waiting: tuple[Enclosure, ...]) -> None:
        self._facts.publish(EnclosuresChanged(session_id=session_id, enclosures=waiting))


async def _done(
    work: asyncio.Future[tuple[Enclosure, ...]],
) -> tuple[Enclosure, ...]:
    return await work


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(LARGEST + 1)


def _part(name: str, data: bytes) -> ImagePart | FilePart:
    kind, media_type = kind_of(data)
    digest = hashlib.sha256(data).hexdigest()
    if kind is FileKind.OTHER or not data:
        raise _refused(name, "other" if data else "empty")
    if kind is FileKind.PICTURE:
        width, height = picture_size(data)
        return ImagePart(
            source=USER,
            digest=digest,
            media_type=media_type,
            width=width,
            height=height,
            name=name,
            data=data,
        )
    return FilePart(
        source=USER,
        digest=digest,
        media_type=media_type,
        name=name,
        size=len(data),
        data=data,
    )


def _refused(name: str, reason: str, detail: str = "") -> FileError:
    facts = {"file": name, "reason": reason}
    return FileError(Problem(kind=ProblemKind.FILE_NOT_TAKEN, facts=facts, detail=detail))
