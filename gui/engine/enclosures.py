"""What a model is told of files and pictures that go with a message."""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Sequence

from autogen_core import Image
from PIL import Image as Pictures
from PIL import ImageOps, UnidentifiedImageError

from gui.engine.file_text import file_text
from gui.model.events import FILES_CUT, FILES_UNREAD, PICTURES_UNSEEN, Noticed
from gui.model.picture_size import LONGEST_SENT, MOST_PIXELS
from gui.model.turn import Enclosed, FilePart

MOST_BYTES = 3_500_000
"""Of one picture as it is sent: providers refuse more than 5 MB of its base64."""

_SMALLER = 0.7

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
    """Upright, and small enough for every provider."""
    try:
        picture = Pictures.open(io.BytesIO(data))
        if picture.width * picture.height > MOST_PIXELS:
            return None
        picture.draft("RGB", (LONGEST_SENT, LONGEST_SENT))
        picture.thumbnail((LONGEST_SENT, LONGEST_SENT))
        upright = ImageOps.exif_transpose(picture)
        sent = upright.convert("RGBA" if upright.has_transparency_data else "RGB")
        while _bytes_sent(sent) > MOST_BYTES:
            sent.thumbnail((sent.width * _SMALLER, sent.height * _SMALLER))
        return Image(sent)
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError):
        _log.warning("a picture of %d bytes cannot be read", len(data))
        return None


def _bytes_sent(picture: Pictures.Image) -> int:
    if picture.width * picture.height * len(picture.getbands()) <= MOST_BYTES:
        return 0  # packed it is no larger
    packed = io.BytesIO()
    picture.save(packed, "PNG")
    return packed.tell()
