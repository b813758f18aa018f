"""What a model is told of files and pictures that go with a message."""

from __future__ import annotations

import asyncio
import io
import logging
from collections.abc import Sequence

from autogen_core import Image
from PIL import Image as Pictures
from PIL import UnidentifiedImageError

from gui.engine.tools.office_text import office_text
from gui.engine.tools.patience import Patience
from gui.engine.tools.pdf_text import pdf_text
from gui.model.events import PICTURES_UNSEEN, Noticed
from gui.model.file_kind import OFFICE_TYPES, PDF_TYPE, text_of
from gui.model.tool_refusal import ToolRefusal
from gui.model.turn import Enclosed, FilePart, ImagePart

LONGEST_TEXT = 400_000
"""Characters of one file: about 100,000 tokens. The model is told what is left out."""

_READ_LIMIT = 20.0  # seconds to read a document
_MOST_PIXELS = 64_000_000
_LONGEST_SIDE = 2048
"""Pixels: providers make larger pictures smaller themselves."""

Said = tuple[str, *tuple[Image, ...]]
"""The words, then the pictures."""

_log = logging.getLogger(__name__)


async def said_with(message: str, enclosed: Sequence[Enclosed]) -> Said:
    """The same as `said_now`; reading files and pictures takes too long for the window's thread."""
    if not enclosed:
        return (message,)
    return await asyncio.to_thread(said_now, message, enclosed)


def said_now(message: str, enclosed: Sequence[Enclosed]) -> Said:
    """Files are told as text after the message; what cannot be read is told to be so."""
    words = [message] if message else []
    pictures: list[Image] = []
    for part in enclosed:
        if isinstance(part, FilePart):
            words.append(_file_text(part))
        elif (picture := _picture(part)) is None:
            words.append(f"(The picture {part.name} cannot be read.)")
        else:
            pictures.append(picture)
    return ("\n\n".join(words), *pictures)


def unseen() -> Noticed:
    text = "This model cannot see pictures; it was told only the words."
    return Noticed(source="", text=text, kind=PICTURES_UNSEEN)


def _file_text(part: FilePart) -> str:
    try:
        text = _text(part)
    except ToolRefusal as error:
        return f"(The file {part.name} was attached, but cannot be read: {error})"
    left_out = len(text) - LONGEST_TEXT
    more = f"\n(The last {left_out} characters are left out.)" if left_out > 0 else ""
    return f"<file name={part.name!r}>\n{text[:LONGEST_TEXT]}\n</file>{more}"


def _text(part: FilePart) -> str:
    if part.media_type in OFFICE_TYPES.values():
        return office_text(part.data, Patience(_READ_LIMIT))
    if part.media_type != PDF_TYPE:
        return text_of(part.data)
    found = pdf_text(part.data, Patience(_READ_LIMIT))
    return "\n\n".join([*found.pages, found.gap])


def _picture(part: ImagePart) -> Image | None:
    try:
        picture = Pictures.open(io.BytesIO(part.data))
        if picture.width * picture.height > _MOST_PIXELS:
            return None
        picture.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
        return Image(picture.convert("RGBA" if picture.has_transparency_data else "RGB"))
    except (OSError, ValueError, SyntaxError, UnidentifiedImageError):
        _log.warning("a picture of %d bytes cannot be read", len(part.data))
        return None
