"""Which files another program may be given, and under what name: never one that could run."""

from __future__ import annotations

from gui.model.file_kind import OFFICE_TYPES, PDF_TYPE, TEXT_TYPE, has_macros, kind_of
from gui.model.file_names import file_name

_OPEN = "application/vnd.oasis.opendocument."
_ENDINGS = {
    PDF_TYPE: ("pdf",),
    "image/png": ("png",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/gif": ("gif",),
    "image/webp": ("webp",),
    OFFICE_TYPES["word/document.xml"]: ("docx",),
    OFFICE_TYPES["xl/workbook.xml"]: ("xlsx",),
    OFFICE_TYPES["ppt/presentation.xml"]: ("pptx",),
    f"{_OPEN}text": ("odt",),
    f"{_OPEN}spreadsheet": ("ods",),
    f"{_OPEN}presentation": ("odp",),
}
"""The endings that name what the bytes are; the first one is given to a file with another."""

_READ_ONLY = frozenset(
    [
        "txt",
        "text",
        "md",
        "markdown",
        "rst",
        "csv",
        "tsv",
        "log",
        "json",
        "jsonl",
        "yaml",
        "yml",
        "toml",
        "ini",
        "tex",
        "bib",
        "srt",
        "vtt",
        "diff",
        "patch",
        "c",
        "h",
        "cc",
        "cpp",
        "hpp",
        "cs",
        "go",
        "rs",
        "java",
        "kt",
        "swift",
        "css",
        "sql",
    ]
)
"""Endings of text that every system shows, and none runs."""


def openable_name(name: str, data: bytes) -> str | None:
    """What a copy of a file may be called for another program; None where it is only to be saved.

    The bytes decide, whatever somebody has called the file.
    """
    stem, ending = _parts(name)
    _, media_type = kind_of(data)
    if media_type == TEXT_TYPE:
        known = ending in _READ_ONLY
        return f"{stem}.{ending}" if known else None
    endings = _ENDINGS.get(media_type)
    if endings is None or (media_type != PDF_TYPE and has_macros(data)):
        return None
    return f"{stem}.{ending if ending in endings else endings[0]}"


def kept_name(name: str) -> str:
    """What a file may be called on every disk, with the ending that it has."""
    stem, ending = _parts(name)
    ending = file_name(ending, otherwise="")
    return f"{stem}.{ending}" if ending else stem


def _parts(name: str) -> tuple[str, str]:
    """What stands before the last dot, as every disk takes it, and behind it, in small letters."""
    last = name.replace("\\", "/").rpartition("/")[2]
    stem, dot, ending = last.rpartition(".")
    if not (dot and stem.strip(".")):
        stem, ending = last, ""
    return file_name(stem, otherwise="file"), ending.lower()
