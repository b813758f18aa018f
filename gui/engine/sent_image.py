"""A picture as models are sent it: upright, opaque, small enough for providers, packed once."""

from __future__ import annotations

import asyncio
import base64
import io
from collections.abc import Iterable

from autogen_core import Image
from autogen_core.model_context import ChatCompletionContext
from autogen_core.models import UserMessage
from PIL import Image as Pictures
from PIL import ImageOps

from gui.model.picture_size import LONGEST_SENT, MOST_PIXELS

MOST_BYTES = 3_500_000
"""Of one picture: providers refuse more than 5 MB of its base64."""

_MOST_PLAIN = 400_000
"""Bytes up to which it is sent without loss, as drawings and pictures of a screen are."""

_QUALITY = 88
_SMALLER = 0.7


class SentImage(Image):
    """AutoGen packs a picture anew for each request and each time that its memory is saved.

    That takes long, in the window's thread; and a photo without loss is several times as large.
    """

    def __init__(self, image: Pictures.Image, packed: str) -> None:
        super().__init__(image)
        self._packed = packed

    def to_base64(self) -> str:
        return self._packed


def sent_image(data: bytes) -> SentImage:
    """Blocks. Raises ValueError or what Pillow raises for what is no picture, or an absurd one."""
    picture = Pictures.open(io.BytesIO(data))
    if picture.width * picture.height > MOST_PIXELS:
        raise ValueError("it has too many pixels")
    picture.draft("RGB", (LONGEST_SENT, LONGEST_SENT))
    picture.thumbnail((LONGEST_SENT, LONGEST_SENT))
    sent = _opaque(ImageOps.exif_transpose(picture))
    packed = _packed(sent)
    while len(packed) > MOST_BYTES:
        sent.thumbnail((sent.width * _SMALLER, sent.height * _SMALLER))
        packed = _packed(sent)
    return SentImage(sent, base64.b64encode(packed).decode("ascii"))


async def pack_memories(memories: Iterable[ChatCompletionContext]) -> None:
    """Pictures in what agents remember, as AutoGen reads them from a saved state, once for all."""
    for memory in memories:
        for message in await memory.get_messages():
            if isinstance(message, UserMessage) and isinstance(message.content, list):
                message.content = await asyncio.to_thread(_all_packed, message.content)


def _all_packed(pieces: list[str | Image]) -> list[str | Image]:
    return [
        SentImage(piece.image, base64.b64encode(_packed(piece.image)).decode("ascii"))
        if isinstance(piece, Image) and not isinstance(piece, SentImage)
        else piece
        for piece in pieces
    ]


def _opaque(picture: Pictures.Image) -> Pictures.Image:
    """On white: models know no transparency, and what lies below it is black most often."""
    if not picture.has_transparency_data:
        return picture.convert("RGB")
    above = picture.convert("RGBA")
    ground = Pictures.new("RGB", above.size, "white")
    ground.paste(above, mask=above.getchannel("A"))
    return ground


def _packed(picture: Pictures.Image) -> bytes:
    plain = io.BytesIO()
    picture.save(plain, "PNG")
    if plain.tell() <= _MOST_PLAIN:
        return plain.getvalue()
    lossy = io.BytesIO()
    picture.save(lossy, "JPEG", quality=_QUALITY)
    return lossy.getvalue()
