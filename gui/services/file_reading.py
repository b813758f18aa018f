"""What the services need of who reads files for models; the engine fits it, `app` joins them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace

from gui.model.turn import FilePart
from gui.services.attachment_rows import Attachments


def _no_trouble(media_type: str, data: bytes) -> str:
    del media_type, data
    return ""


def _plain(part: FilePart) -> str:
    return part.data.decode("utf-8", "replace")


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReading:
    """Both block, so that they belong on a worker thread.

    `trouble`: why no model could be told of bytes of this media type, as a word, "" where it
    can. `told`: all that a model is told of a file, from its bytes.
    """

    trouble: Callable[[str, bytes], str] = _no_trouble
    told: Callable[[FilePart], str] = _plain


class ToldFiles:
    """What a model is told of files that the session store holds."""

    def __init__(self, attachments: Attachments, reading: FileReading) -> None:
        self._attachments = attachments
        self._reading = reading

    async def told(self, part: FilePart) -> str | None:
        """None where the bytes are not there any more."""
        data = part.data or await self._attachments.read(part.digest)
        if not data:
            return None
        return await asyncio.to_thread(self._reading.told, replace(part, data=data))
