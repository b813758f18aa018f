"""Takes files and pictures to go with the next message: looked at, bounded, and kept at once."""

from __future__ import annotations

import asyncio
import hashlib
from pathlib import Path

from gui.model.enclosure import Enclosure
from gui.model.file_kind import FileKind, is_old_office, is_other_picture, kind_of
from gui.model.picture_size import MOST_PIXELS, picture_size
from gui.model.problem import FileError, Problem, ProblemKind
from gui.model.turn import FilePart, ImagePart
from gui.services.enclosure_rows import USER
from gui.services.fact_board import FactBoard
from gui.services.file_reading import FileReading
from gui.services.identifiers import Identifiers
from gui.services.owned_tasks import OwnedTasks
from gui.services.picked_file import NotPickedError, read_picked
from gui.services.service_facts import EnclosuresChanged
from gui.services.session_store import SessionStore

LARGEST = 20 * 1024 * 1024
"""Bytes of one file: providers take no larger requests."""

MOST = 20
"""With one message."""


class Enclosures:
    """What waits in each chat for its next message: a copy, whatever becomes of the file."""

    def __init__(
        self,
        store: SessionStore,
        facts: FactBoard,
        *,
        tasks: OwnedTasks,
        reading: FileReading,
    ) -> None:
        self._store = store
        self._facts = facts
        self._tasks = tasks
        self._reading = reading
        self._ids = Identifiers()

    async def waiting(self, session_id: str) -> tuple[Enclosure, ...]:
        return await self._store.enclosures.of(session_id)

    async def add_file(self, session_id: str, path: Path) -> None:
        """Raises FileError for one that cannot be read or passed on, StoreError."""
        try:
            data = await asyncio.to_thread(read_picked, path, largest=LARGEST)
        except NotPickedError as error:
            raise _refused(path.name or str(path), error.reason, error.detail) from error
        await self.add(session_id, path.name, data)

    async def add(self, session_id: str, name: str, data: bytes) -> None:
        """The same for bytes that come from elsewhere, such as the clipboard."""
        if len(data) > LARGEST:
            raise _refused(name, "large")
        part = await asyncio.to_thread(self._part, name, data)
        enclosure = Enclosure(id=self._ids.new(), session_id=session_id, part=part, size=len(data))
        work = self._store.enclosures.add(enclosure, most=MOST)
        waiting = await self._tasks.finish(f"enclose {enclosure.id}", _done(work))
        if waiting is None:
            raise _refused(name, "many")
        self.tell(session_id, waiting)

    async def remove(self, session_id: str, enclosure_id: str) -> None:
        self.tell(session_id, await self._store.enclosures.remove(session_id, enclosure_id))

    async def tell_now(self, session_id: str) -> None:
        self.tell(session_id, await self._store.enclosures.of(session_id))

    def _part(self, name: str, data: bytes) -> ImagePart | FilePart:
        """Blocks; raises FileError for what no model could be told of."""
        kind, media_type = kind_of(data)
        if not data:
            raise _refused(name, "empty")
        if kind is FileKind.OTHER:
            raise _refused(name, _what_else(data))
        if kind is FileKind.PICTURE:
            return _picture(name, data, media_type)
        trouble = self._reading.trouble(media_type, data)
        if trouble:
            raise _refused(name, trouble)
        return FilePart(
            source=USER,
            digest=hashlib.sha256(data).hexdigest(),
            media_type=media_type,
            name=name,
            size=len(data),
            data=data,
        )

    def tell(self, session_id: str, waiting: tuple[Enclosure, ...]) -> None:
        self._facts.publish(EnclosuresChanged(session_id=session_id, enclosures=waiting))


async def _done(
    work: asyncio.Future[tuple[Enclosure, ...] | None],
) -> tuple[Enclosure, ...] | None:
    return await work


def _picture(name: str, data: bytes, media_type: str) -> ImagePart:
    width, height = picture_size(data)
    if width * height > MOST_PIXELS:
        raise _refused(name, "pixels")
    return ImagePart(
        source=USER,
        digest=hashlib.sha256(data).hexdigest(),
        media_type=media_type,
        width=width,
        height=height,
        name=name,
        data=data,
    )


def _what_else(data: bytes) -> str:
    if is_old_office(data):
        return "old_office"
    return "picture_kind" if is_other_picture(data) else "other"


def _refused(name: str, reason: str, detail: str = "") -> FileError:
    facts = {"file": name, "reason": reason}
    return FileError(Problem(kind=ProblemKind.FILE_NOT_TAKEN, facts=facts, detail=detail))
