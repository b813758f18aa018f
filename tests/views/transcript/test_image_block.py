"""Pictures: their place is kept, they are read elsewhere, and nothing they promise is believed."""

from __future__ import annotations

import asyncio
import hashlib
import io
import struct
import zlib
from collections.abc import Callable, Coroutine
from pathlib import Path

import pytest
from PIL import Image as Picture
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from gui.model.turn import ImagePart
from gui.qt.image_reading import format_of, read_image
from gui.services.atomic_file import replace_bytes_atomically
from gui.views.image_view import ImageView
from gui.views.transcript.image_block import ImageBlock
from gui.views.transcript.surroundings import Surroundings
from tests.conftest import Run
from tests.views.transcript.turns import destroy
from tests.waiting import until


def _bytes(width: int, height: int, kind: str = "PNG") -> bytes:
    written = io.BytesIO()
    Picture.new("RGB", (width, height), (40, 110, 90)).save(written, format=kind)
    return written.getvalue()


def _part(data: bytes, width: int, height: int) -> ImagePart:
    digest = hashlib.sha256(data).hexdigest()
    return ImagePart(
        source="a", digest=digest, media_type="image/png", width=width, height=height, name="p.png"
    )


def _bomb() -> bytes:
    """A few bytes that promise a picture of ten thousand million pixels."""
    head = struct.pack(">IIBBBBB", 100_000, 100_000, 8, 2, 0, 0, 0)
    chunks = b""
    for name, data in ((b"IHDR", head), (b"IDAT", zlib.compress(b"\0" * 1_000)), (b"IEND", b"")):
        check = struct.pack(">I", zlib.crc32(name + data))
        chunks += struct.pack(">I", len(data)) + name + data + check
    return b"\x89PNG\r\n\x1a\n" + chunks


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP", "BMP"])
def test_the_plain_formats_are_read(kind: str, qapp: QApplication) -> None:
    image = read_image(_bytes(40, 30, kind))
    assert image is not None
    assert (image.width(), image.height()) == (40, 30)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg' width='5' height='5'/>",
        b"/* XPM */ static char",
        b"\x89PNG\r\n\x1a\n",
        _bytes(40, 30)[:60],
        _bomb(),
    ],
    ids=["empty", "svg", "xpm", "begun", "cut", "bomb"],
)
def test_nothing_else_is(data: bytes, qapp: QApplication) -> None:
    assert read_image(data) is None


def test_a_picture_is_read_as_large_as_it_is_shown(qapp: QApplication) -> None:
    image = read_image(_bytes(3_000, 1_000, "JPEG"), fit=QSize(600, 600))
    assert image is not None
    assert (image.width(), image.height()) == (600, 200)
    assert format_of(_bytes(2, 2, "WEBP")) == b"webp"


Check = Callable[[ImageBlock, QWidget], Coroutine[None, None, None]]


async def _shown(around: Surroundings, part: ImagePart, data: bytes | None, check: Check) -> None:
    async def read(digest: str) -> bytes | None:
        return data if digest == part.digest else None

    around.outlet.read_attachment = read
    window = QWidget()
    block = ImageBlock(around)
    block.setParent(window)
    block.show_part(part)
    before = block.lay_out(400)
    window.resize(400, 600)
    block.setGeometry(0, 0, 400, before)
    window.show()
    await until(lambda: block.image is not None or block.is_lost)
    assert block.lay_out(400) == before
    await check(block, window)
    destroy(window)
    await asyncio.sleep(0)


def test_its_place_is_kept_and_it_opens_in_a_window(
    run: Run[None], around: Surroundings, tmp_path: Path
) -> None:
    data = _bytes(800, 600)

    async def check(block: ImageBlock, window: QWidget) -> None:
        assert block.lay_out(400) == 300
        assert block.accessibleName() == "p.png, 800 × 600"
        QTest.keyClick(block, Qt.Key.Key_Return)
        (view,) = window.findChildren(ImageView)
        (state,) = view.findChildren(QLabel, "imageState")
        await until(lambda: "800" in state.text())
        view.full.click()
        QTest.keyClick(view, Qt.Key.Key_Escape)
        assert not view.isVisible()
        replace_bytes_atomically(tmp_path / "p.png", data)
        assert (tmp_path / "p.png").read_bytes() == data

    run(_shown(around, _part(data, 800, 600), data, check))


@pytest.mark.parametrize("data", [None, b"no picture", _bomb()], ids=["lost", "other", "bomb"])
def test_what_cannot_be_shown_says_so(
    run: Run[None], around: Surroundings, data: bytes | None
) -> None:
    async def check(block: ImageBlock, window: QWidget) -> None:
        assert block.is_lost
        assert block.accessibleName() == "p.png, 40 × 30: it cannot be shown"
        block.open()
        assert not window.findChildren(ImageView)

    run(_shown(around, _part(data or b"gone", 40, 30), data, check))


def test_one_that_lies_about_its_size_keeps_its_place(run: Run[None], around: Surroundings) -> None:
    data = _bytes(10, 500)

    async def check(block: ImageBlock, window: QWidget) -> None:
        assert block.lay_out(400) == 200

    run(_shown(around, _part(data, 400, 200), data, check))
