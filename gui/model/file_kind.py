"""What a file is, by its bytes: a picture, a document, text, or something nobody can read."""

from __future__ import annotations

import codecs
from enum import StrEnum


class FileKind(StrEnum):
    PICTURE = "picture"
    PDF = "pdf"
    OFFICE = "office"  # a document of an office program, without macros or with them
    TEXT = "text"
    OTHER = "other"


TEXT_TYPE = "text/plain"
PDF_TYPE = "application/pdf"
_OFFICE = "application/vnd.openxmlformats-officedocument."
OFFICE_TYPES = {
    "word/document.xml": f"{_OFFICE}wordprocessingml.document",
    "xl/workbook.xml": f"{_OFFICE}spreadsheetml.sheet",
    "ppt/presentation.xml": f"{_OFFICE}presentationml.presentation",
}
"""Media types by the part that each kind of document must have."""

_OPEN = "application/vnd.oasis.opendocument."
OPEN_TYPES = frozenset({f"{_OPEN}text", f"{_OPEN}spreadsheet", f"{_OPEN}presentation"})
"""Media types of what LibreOffice writes; each says its own as its first part."""

DOCUMENT_TYPES = OPEN_TYPES | frozenset(OFFICE_TYPES.values())

_LOOKED_AT = 64 * 1024
_PICTURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
)
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_PICTURES = (b"BM", b"II*\0", b"MM\0*")
_CAMERAS = frozenset({b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif"})
_FIRST_PART = b"mimetype"
_MARKS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def kind_of(data: bytes) -> tuple[FileKind, str]:
    """The kind, and the media type that goes with it; the name of a file says nothing here."""
    for start, media_type in _PICTURES:
        if data.startswith(start):
            return FileKind.PICTURE, media_type
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return FileKind.PICTURE, "image/webp"
    if data.startswith(b"%PDF-"):
        return FileKind.PDF, PDF_TYPE
    office = _office_type(data) if data.startswith(b"PK\x03\x04") else None
    if office is not None:
        return FileKind.OFFICE, office
    if _is_text(data[:_LOOKED_AT]):
        return FileKind.TEXT, TEXT_TYPE
    return FileKind.OTHER, "application/octet-stream"


def text_of(data: bytes) -> str:
    """The text of a file of text, whatever is wrong with its bytes."""
    if data.startswith(_MARKS[1:]):
        return data.decode("utf-16", "replace")
    return data.decode("utf-8-sig", "replace")


def is_old_office(data: bytes) -> bool:
    """Whether it is of Office before 2007, or of a newer one with a password."""
    return data.startswith(_OLD_OFFICE)


def is_other_picture(data: bytes) -> bool:
    """Whether it is a picture of a kind that models are not shown: of a camera, or not packed."""
    return data.startswith(_OTHER_PICTURES) or (data[4:8] == b"ftyp" and data[8:12] in _CAMERAS)


def has_macros(data: bytes) -> bool:
    """Whether a document of an office program may hold some."""
    return b"vbaProject.bin" in data or b"Basic/script-lc.xml" in data or b"Scripts/" in data


def _office_type(data: bytes) -> str | None:
    """An archive tells the names of its parts as they are, in a list at its end."""
    if data[30:38] == _FIRST_PART:
        said = data[38 : 38 + len(_OPEN) + 20].partition(b"PK")[0].decode("latin-1")
        return said if said in OPEN_TYPES else None
    return next((kind for part, kind in OFFICE_TYPES.items() if part.encode() in data), None)


def _is_text(start: bytes) -> bool:
    if start.startswith(_MARKS[1:]):
        return True
    if b"\0" in start:
        return False
    try:
        codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return False
    return True
