"""What a file is that somebody wants to open, by its beginning; its name says little."""

from __future__ import annotations

import io
from enum import Enum, auto
from pathlib import Path

from gui.services.chat_file import FORMAT
from gui.services.foreign.export_files import ExportFiles, open_export
from gui.services.foreign.export_reader import begins_as_json, reader_for
from gui.services.foreign.markdown_transcript import is_transcript
from gui.services.json_stream import BrokenJsonError, JsonStream

_START = 1 << 18
"""Bytes, and characters, that are looked at."""

_LONGEST_FIELD = 4_000_000
_MOST_FIELDS = 40
_COMPONENT = frozenset({"provider", "component_type", "components"})
_CHATS = frozenset(
    {*("mapping", "chat_messages", "chat", "conversations", "chats"), "messagesTree"}
)


class FileIs(Enum):
    PARLEY_CHAT = auto()
    EXPORT = auto()  # chats of another program, or a transcript
    COMPONENT = auto()  # agents or teams of AutoGen
    UNKNOWN = auto()


def recognise(path: Path) -> FileIs:
    """Raises ChatFileError for what cannot be read, OSError where that fails on the way."""
    files = open_export(path)
    try:
        return _recognised(files)
    finally:
        files.close()


def _recognised(files: ExportFiles) -> FileIs:
    if files.documents != (files.name,):
        return FileIs.EXPORT if files.documents else FileIs.UNKNOWN
    with files.open(files.name) as stream:
        held = io.BufferedReader(stream, _START)
        is_json = begins_as_json(held.peek(_START), files.name)
        text = io.TextIOWrapper(held, encoding="utf-8-sig", errors="replace", newline="")
        if is_json:
            return _of_json(JsonStream(text, longest=_LONGEST_FIELD))
        return FileIs.EXPORT if is_transcript(text.read(_START)) else FileIs.UNKNOWN


def _of_json(stream: JsonStream) -> FileIs:
    try:
        if stream.peek() == "[":
            stream.expect("[")
            return _of_record(stream.value())
        return _of_object(stream)
    except BrokenJsonError:
        return FileIs.UNKNOWN


def _of_object(stream: JsonStream) -> FileIs:
    """By the first field that says it; the others may be very long."""
    fields: dict[str, object] = {}
    stream.expect("{")
    for number, _ in enumerate(stream.items("}")):
        name = stream.name()
        if name in _CHATS or ("conversationId" in fields and name == "messages"):
            return FileIs.EXPORT
        if name in _COMPONENT:
            return FileIs.COMPONENT
        if number == _MOST_FIELDS:
            break
        fields[name] = stream.value()
        if fields.get("format") == FORMAT:
            return FileIs.PARLEY_CHAT
    return _of_record(fields)


def _of_record(record: object) -> FileIs:
    if reader_for(record) is not None:
        return FileIs.EXPORT
    if isinstance(record, dict) and record.keys() & _COMPONENT:
        return FileIs.COMPONENT
    return FileIs.UNKNOWN
