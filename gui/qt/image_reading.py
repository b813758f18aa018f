"""Reads pictures from bytes of unknown origin: five plain formats, within bounds."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QSize, Qt
from PySide6.QtGui import QImage, QImageReader

MOST_PIXELS = 64_000_000
LONGEST_SIDE = 30_000
"""A picture that says it is larger is not read at all: a few bytes can promise terabytes."""

MOST_MEGABYTES = 300
_BEGINNINGS = (
    (b"\x89PNG\r\n\x1a\n", b"png"),
    (b"\xff\xd8\xff", b"jpeg"),
    (b"GIF87a", b"gif"),
    (b"GIF89a", b"gif"),
    (b"BM", b"bmp"),
)

_KEEP = Qt.AspectRatioMode.KeepAspectRatio

SUFFIXES = {b"png": "png", b"jpeg": "jpg", b"gif": "gif", b"webp": "webp", b"bmp": "bmp"}


def format_of(data: bytes) -> bytes | None:
    """What the bytes are by their own beginning, whatever somebody calls them."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return b"webp"
    return next((name for begin, name in _BEGINNINGS if data.startswith(begin)), None)


def read_image(data: bytes, *, fit: QSize | None = None) -> QImage | None:
    """The picture, no larger than `fit`; None where it cannot be read, or should not be.

    May take long: to be called on a worker thread.
    """
    kind = format_of(data)
    if kind is None:
        return None
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind))
    reader.setAutoDetectImageFormat(False)
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or not _is_sane(size):
        return None
    QImageReader.setAllocationLimit(MOST_MEGABYTES)
    if fit is not None and (size.width() > fit.width() or size.height() > fit.height()):
        reader.setScaledSize(size.scaled(fit, _KEEP))
    image = reader.read()
    return None if image.isNull() else image


def _is_sane(size: QSize) -> bool:
    width, height = size.width(), size.height()
    return (
        0 < width <= LONGEST_SIDE and 0 < height <= LONGEST_SIDE and width * height <= MOST_PIXELS
    )
