"""What a model is told of files and pictures that go with a message."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Sequence

from autogen_core import Image
from PIL import UnidentifiedImageError

from gui.engine.file_text import file_text
from gui.engine.sent_image import sent_image
from gui.model.events import FILES_CUT, FILES_UNREAD, PICTURES_UNSEEN, Noticed
from gui.model.turn import Enclosed, FilePart

Said = tuple[str, *tuple[Image, ...]]
"""The words, then the pictures."""

_log = logging.getLogger(__name__)


async def said_with(message: str, enclosed: Sequence[Enclosed]) -> tuple[Said, tuple[Noticed, ...]]:
    """What a model is told, and what the user is: files that cannot be read, or only partly.

    Reading files and pictures takes too long for the window's thread.
    """
    if not enclosed:
        return (message,), ()
    return await asyncio.to_thread(_said, message, enclosed)


def said_now(message: str, enclosed: Sequence[Enclosed]) -> Said:
    """Files are told as text after the message; what cannot be read is told to be so."""
    return _said(message, enclosed)[0]


def unseen() -> Noticed:
    text = "This model cannot see pictures; it was told only the words."
    return Noticed(source="", text=text, kind=PICTURES_UNSEEN)


def _said(message: str, enclosed: Sequence[Enclosed]) -> tuple[Said, tuple[Noticed, ...]]:
    words = [message] if message else []
    pictures: list[Image] = []
    gaps: dict[str, list[str]] = {FILES_UNREAD: [], FILES_CUT: []}
    for part in enclosed:
        if isinstance(part, FilePart):
            found = file_text(part)
            words.append(found.text)
            if found.unread or found.cut:
                gaps[FILES_UNREAD if found.unread else FILES_CUT].append(part.name)
        elif (picture := _picture(part.data)) is None:
            words.append(f"(The picture {part.name} cannot be read.)")
            gaps[FILES_UNREAD].append(part.name)
        else:
            pictures.append(picture)
    notices = (
        Noticed(source="", text=", ".join(names), kind=kind)
        for kind, names in gaps.items()
        if names
    )
    return ("\n\n".join(words), *pictures), tuple(notices)


def _picture(data: bytes) -> Image | None:
    try:
        return sent_image(data)
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError):
        _log.warning("a picture of %d bytes cannot be read", len(data))
        return None
