"""The size of a picture is read from its first bytes, whatever they are."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image as Picture

from gui.model.picture_size import picture_size


def _bytes(kind: str, **options: object) -> bytes:
    written = io.BytesIO()
    Picture.new("RGB", (321, 45), (40, 110, 90)).save(written, format=kind, **options)
    return written.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        _bytes("PNG"),
        _bytes("JPEG"),
        _bytes("JPEG", progressive=True, exif=Picture.Exif().tobytes()),
        _bytes("GIF"),
        _bytes("WEBP"),
        _bytes("WEBP", lossless=True),
        _bytes("WEBP", exif=Picture.Exif().tobytes() + b"x"),
    ],
)
def test_each_format_says_its_size(data: bytes) -> None:
    assert picture_size(data) == (321, 45)


@pytest.mark.parametrize("turned", range(1, 9))
def test_one_that_is_to_be_turned_has_the_size_of_what_is_shown(turned: int) -> None:
    exif = Picture.Exif()
    exif[0x0112] = turned
    for order in ("<", ">"):
        exif.endian = order
        data = _bytes("JPEG", exif=exif.tobytes())
        assert picture_size(data) == ((45, 321) if turned >= 5 else (321, 45))


@given(
    st.sampled_from(
        [b"", b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\0\0\0WEBPVP8X", b"\xff\xd8\xff"]
    ),
    st.binary(max_size=64),
)
def test_nonsense_has_no_absurd_size(start: bytes, rest: bytes) -> None:
    width, height = picture_size(start + rest)
    assert 0 <= width <= 30_000
    assert 0 <= height <= 30_000
    assert bool(width) is bool(height)
