"""Draws Parley's icons in every size and form that the platforms ask for.

`python packaging/icons.py` writes them, `--check` compares those in place with the drawings.
Sources: `resources/icons/parley*.svg` and the two drawings of a chat file under `linux/icons`.
"""

from __future__ import annotations

import argparse
import os
import struct
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QBuffer, QByteArray, QRectF
from PySide6.QtGui import QGuiApplication, QImage, QImageWriter, QPainter
from PySide6.QtSvg import QSvgRenderer

ROOT = Path(__file__).resolve().parent.parent
PLACE = ROOT / "packaging"
APP = "chat.parley.Parley"
CHAT_FILE = "application-vnd.parley.chat+json"

APP_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)
FILE_SIZES = (16, 22, 24, 32, 48, 64, 128, 256)
WINDOWS_SIZES = (16, 24, 32, 48, 64, 128, 256)
APPLE_KINDS = {
    "icp4": 16,
    "icp5": 32,
    "ic07": 128,
    "ic08": 256,
    "ic09": 512,
    "ic10": 1024,
    "ic11": 32,
    "ic12": 64,
    "ic13": 256,
    "ic14": 512,
}
"""The kinds of an .icns file that hold PNG; 10 to 14 are those for two pixels per point."""

APPLE_MARGIN = 100 / 1024
"""What Apple's grid leaves free around an app icon; below 128 px it would only cost sharpness."""
APPLE_MARGIN_FROM = 128

PNG = b"\x89PNG\r\n\x1a\n"
TOLERANCE = 16
"""Of 255: how far a channel may differ, since processors round differently."""


@dataclass(frozen=True, kw_only=True)
class Drawing:
    """One picture: its file for most sizes, and those made for one small size."""

    scalable: Path
    small: Path
    """With `{size}` in its name; used where such a file exists."""

    def image(self, size: int, *, margin: float = 0.0) -> QImage:
        fitted = Path(str(self.small).format(size=size))
        renderer = QSvgRenderer(str(fitted if fitted.is_file() else self.scalable))
        if not renderer.isValid():
            raise ValueError(f"not a drawing: {self.scalable}")
        picture = QImage(size, size, QImage.Format.Format_ARGB32)
        picture.fill(0)
        painter = QPainter(picture)
        edge = size * margin
        renderer.render(painter, QRectF(edge, edge, size - 2 * edge, size - 2 * edge))
        painter.end()
        return picture


SOURCES = ROOT / "resources" / "icons"
THEME = PLACE / "linux" / "icons" / "hicolor"
PROGRAM = Drawing(scalable=SOURCES / "parley.svg", small=SOURCES / "parley-{size}.svg")
SHEET = Drawing(
    scalable=THEME / "scalable" / "mimetypes" / f"{CHAT_FILE}.svg",
    small=PLACE / "linux" / "icons" / f"{CHAT_FILE}-{{size}}.svg",
)


def made() -> Iterator[tuple[Path, bytes]]:
    """Every file that is made from the drawings, and what is to be in it."""
    yield THEME / "scalable" / "apps" / f"{APP}.svg", PROGRAM.scalable.read_bytes()
    symbolic = SOURCES / "parley-symbolic.svg"
    yield THEME / "symbolic" / "apps" / f"{APP}-symbolic.svg", symbolic.read_bytes()
    for size in APP_SIZES:
        yield THEME / f"{size}x{size}" / "apps" / f"{APP}.png", png(PROGRAM.image(size))
    for size in FILE_SIZES:
        yield THEME / f"{size}x{size}" / "mimetypes" / f"{CHAT_FILE}.png", png(SHEET.image(size))
    yield PLACE / "windows" / "parley.ico", windows_icon(PROGRAM)
    yield PLACE / "windows" / "parley-chat.ico", windows_icon(SHEET)
    yield PLACE / "macos" / "parley.icns", apple_icon(PROGRAM, margin=APPLE_MARGIN)
    yield PLACE / "macos" / "parley-chat.icns", apple_icon(SHEET, margin=0.0)


def png(image: QImage) -> bytes:
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    writer = QImageWriter(buffer, QByteArray(b"png"))
    if not writer.write(image):
        raise OSError(writer.errorString())
    return bytes(data.data())


def windows_icon(drawing: Drawing) -> bytes:
    """An .ico: bitmaps, which every tool reads, and PNG for 256 px."""
    pictures = [_windows_picture(drawing.image(size)) for size in WINDOWS_SIZES]
    offset = 6 + 16 * len(pictures)
    entries = []
    for size, data in zip(WINDOWS_SIZES, pictures, strict=True):
        entries.append(
            struct.pack("<4B2H2I", size % 256, size % 256, 0, 0, 1, 32, len(data), offset)
        )
        offset += len(data)
    return struct.pack("<3H", 0, 1, len(pictures)) + b"".join([*entries, *pictures])


def apple_icon(drawing: Drawing, *, margin: float) -> bytes:
    """An .icns: PNG pictures in Apple's container."""
    blocks = []
    for kind, size in APPLE_KINDS.items():
        data = png(drawing.image(size, margin=margin if size >= APPLE_MARGIN_FROM else 0.0))
        blocks.append(kind.encode() + struct.pack(">I", len(data) + 8) + data)
    body = b"".join(blocks)
    return b"icns" + struct.pack(">I", len(body) + 8) + body


def pictures_of(name: str, data: bytes) -> list[tuple[str, QImage]]:
    """The pictures inside a file, each with a label that names its place and size."""
    match Path(name).suffix:
        case ".png":
            parts = [("png", data)]
        case ".ico":
            parts = list(_windows_parts(data))
        case ".icns":
            parts = list(_apple_parts(data))
        case suffix:
            raise ValueError(f"no pictures known in {suffix}")
    return [(f"{label} {image.width()} px", image) for label, image in map(_read, parts)]


def fault(name: str, wanted: bytes, found: bytes) -> str:
    """In what `found` differs from `wanted`, or ""."""
    if name.endswith(".svg"):
        return "" if wanted == found else "differs from its source"
    new, old = pictures_of(name, wanted), pictures_of(name, found)
    if [label for label, _ in new] != [label for label, _ in old]:
        return f"holds {[label for label, _ in old]}, not {[label for label, _ in new]}"
    for (label, first), (_, second) in zip(new, old, strict=True):
        difference = _difference(first, second)
        if difference > TOLERANCE:
            return f"{label} is not what the drawing gives (by {difference} of 255)"
    return ""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Draw Parley's icons.")
    parser.add_argument("--check", action="store_true", help="compare instead of writing")
    given = parser.parse_args(arguments)
    _app = QGuiApplication.instance() or QGuiApplication(sys.argv[:1])
    faults = []
    for path, data in made():
        name = path.relative_to(ROOT).as_posix()
        if given.check:
            found = path.read_bytes() if path.is_file() else b""
            what = fault(name, data, found) if found else "is missing"
            faults += [f"{name}: {what}; run packaging/icons.py"] if what else []
        elif not path.is_file() or fault(name, data, path.read_bytes()):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
            print(name)
    print("\n".join(faults), end="\n" if faults else "", file=sys.stderr)
    return 1 if faults else 0


def _windows_picture(image: QImage) -> bytes:
    """A bitmap without its file header: pixels from below, then an empty mask of one bit each."""
    size = image.width()
    if size >= 256:
        return png(image)
    flipped = image.flipped() if hasattr(image, "flipped") else image.mirrored()
    pixels = bytes(flipped.constBits())
    mask = bytes((size + 31) // 32 * 4 * size)
    header = struct.pack("<3I2H6I", 40, size, 2 * size, 1, 32, 0, len(pixels + mask), 0, 0, 0, 0)
    return header + pixels + mask


def _windows_parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    _, kind, count = struct.unpack_from("<3H", data)
    if kind != 1:
        raise ValueError("not an .ico file")
    for number in range(count):
        length, offset = struct.unpack_from("<2I", data, 6 + 16 * number + 8)
        yield "ico", data[offset : offset + length]


def _apple_parts(data: bytes) -> Iterator[tuple[str, bytes]]:
    magic, length = struct.unpack_from(">4sI", data)
    if magic != b"icns" or length != len(data):
        raise ValueError("not an .icns file")
    place = 8
    while place < len(data):
        kind, length = struct.unpack_from(">4sI", data, place)
        yield kind.decode(), data[place + 8 : place + length]
        place += length


def _read(part: tuple[str, bytes]) -> tuple[str, QImage]:
    label, data = part
    if data.startswith(PNG):
        return label, QImage.fromData(data).convertToFormat(QImage.Format.Format_ARGB32)
    size, double = struct.unpack_from("<2I", data, 4)
    if double != 2 * size:
        raise ValueError("a bitmap of an .ico has twice its height")
    rows = [data[40 + 4 * size * row :][: 4 * size] for row in reversed(range(size))]
    pixels = b"".join(rows)  # must outlive the image that looks at it
    image = QImage(pixels, size, size, 4 * size, QImage.Format.Format_ARGB32)
    return label, image.copy()


def _difference(first: QImage, second: QImage) -> int:
    """The largest difference of a channel."""
    pairs = zip(_channels(first), _channels(second), strict=True)
    return max(abs(one - two) for one, two in pairs)


def _channels(image: QImage) -> bytes:
    """Premultiplied, so that colours under full transparency do not count."""
    converted = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    return bytes(converted.constBits())


if __name__ == "__main__":
    raise SystemExit(main())
