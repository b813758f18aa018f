"""How large a picture says it is, from its first bytes, so that its place can be kept."""

from __future__ import annotations

import struct

MOST_PIXELS = 64_000_000
"""A picture that says it has more is not read: a few bytes can promise terabytes."""

LONGEST_SENT = 1568
"""Pixels of the longer side that a model is sent: providers make larger pictures smaller."""

_LONGEST = 30_000
_MORE = 0xE1  # the segment of a JPEG that says how it was taken
_LONGEST_EXIF = 64 * 1024
_ORIENTATION = 0x0112
_FRAMES = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""The segments of a JPEG that have its size."""


def picture_size(data: bytes) -> tuple[int, int]:
    """Width and height in pixels, as it is to be shown; (0, 0) where it says nothing sensible."""
    try:
        width, height = _size(data)
    except (struct.error, IndexError):
        return 0, 0
    sane = 0 < width <= _LONGEST and 0 < height <= _LONGEST
    return (width, height) if sane else (0, 0)


def is_sent_smaller(width: int, height: int) -> bool:
    """Whether a model is sent fewer pixels than the picture has."""
    return max(width, height) > LONGEST_SENT


def _size(data: bytes) -> tuple[int, int]:
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return _pair(">II", data, 16)
    if data[:6] in {b"GIF87a", b"GIF89a"}:
        return _pair("<HH", data, 6)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data)
    return _jpeg(data) if data.startswith(b"\xff\xd8") else (0, 0)


def _webp(data: bytes) -> tuple[int, int]:
    kind = data[12:16]
    if kind == b"VP8X":
        sides = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
        return next(sides), next(sides)
    if kind == b"VP8L":
        bits = int.from_bytes(data[21:25], "little")
        return (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    width, height = _pair("<HH", data, 26)
    return width & 0x3FFF, height & 0x3FFF


def _jpeg(data: bytes) -> tuple[int, int]:
    at = 2
    lies = False
    while data[at] == 0xFF:
        marker = data[at + 1]
        if marker in _FRAMES:
            height, width = _pair(">HH", data, at + 5)
            return (height, width) if lies else (width, height)
        if marker == _MORE and data[at + 4 : at + 10] == b"Exif\0\0":
            lies = lies or _lies(data[at + 10 : at + 10 + _LONGEST_EXIF])
        at += 2 + int.from_bytes(data[at + 2 : at + 4], "big")
    return 0, 0


def _lies(exif: bytes) -> bool:
    """Whether the picture is to be turned by a quarter, as telephones write it."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None:
        return False
    try:
        (start,) = struct.unpack_from(f"{order}I", exif, 4)
        (count,) = struct.unpack_from(f"{order}H", exif, start)
        fields = (
            struct.unpack_from(f"{order}HHIH", exif, start + 2 + 12 * n) for n in range(count)
        )
        return any(field[0] == _ORIENTATION and 5 <= field[3] <= 8 for field in fields)
    except struct.error:
        return False


def _pair(form: str, data: bytes, at: int) -> tuple[int, int]:
    first, second = struct.unpack_from(form, data, at)
    return int(first), int(second)
