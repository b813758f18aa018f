"""Reads the chats of an export one after the other, whichever program has written it."""

from __future__ import annotations

import codecs
import io
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

from gui.model.problem import ChatFileError, ProblemKind
from gui.model.titles import one_line
from gui.model.turn import NoticePart
from gui.services.chat_file import SUFFIX, ChatFile, read_chat
from gui.services.chat_record import LONGEST_TITLE
from gui.services.foreign.chatgpt import chatgpt_chat, is_chatgpt
from gui.services.foreign.claude import claude_chat, is_claude
from gui.services.foreign.export_files import LARGEST_FILE, CountedBytes, ExportFiles
from gui.services.foreign.foreign_chat import (
    BadChatError,
    Flaw,
    ForeignChat,
    ForeignFile,
    ForeignMessage,
    ForeignPart,
    Loss,
    SkippedChat,
)
from gui.services.foreign.json_fields import text_in
from gui.services.foreign.librechat import is_librechat, librechat_chat
from gui.services.foreign.markdown_transcript import (
    LARGEST,
    is_transcript,
    transcript_chat,
)
from gui.services.foreign.open_webui import is_open_webui, open_webui_chat
from gui.services.json_stream import BrokenJsonError, JsonStream, TooLongError

Read = ForeignChat | ChatFile | SkippedChat
Reader = Callable[[Mapping[str, object]], ForeignChat]

LONGEST_CHAT = 200_000_000
"""Characters of JSON."""

_READERS: tuple[tuple[Callable[[Mapping[str, object]], bool], Reader], ...] = (
    (is_chatgpt, chatgpt_chat),
    (is_claude, claude_chat),
    (is_open_webui, open_webui_chat),
    (is_librechat, librechat_chat),
)
_LISTS = frozenset({"conversations", "chats"})
"""Fields of an object that hold all chats, in some exports."""

_CHAT_FLAWS = {
    ProblemKind.CHAT_FILE_OTHER: Flaw.NO_CHAT,
    ProblemKind.CHAT_FILE_NEWER: Flaw.NEWER,
    ProblemKind.CHAT_FILE_TOO_LARGE: Flaw.TOO_LARGE,
}
_TITLES = ("title", "name")
_HELD = 1 << 18
"""Bytes read at a time."""


class ExportReader:
    """`chats` gives the same in the same order each time; `done` is how much has been read."""

    def __init__(self, files: ExportFiles) -> None:
        self.files = files
        self._stream: CountedBytes | None = None
        self._before = 0

    @property
    def done(self) -> float:
        """From 0 to 1."""
        count = self._before + (self._stream.count if self._stream is not None else 0)
        return min(1.0, count / max(1, self.files.size))

    def chats(self) -> Iterator[Read]:
        """Raises ChatFileError, and OSError."""
        self._before = 0
        for document in self.files.documents:
            with self.files.open(document) as stream:
                self._stream = stream
                yield from self._document(document, stream)
            self._before += stream.count
            self._stream = None

    def _document(self, name: str, stream: CountedBytes) -> Iterator[Read]:
        if name.lower().endswith(SUFFIX):
            yield _parley_chat(name, stream)
            return
        held = io.BufferedReader(stream, _HELD)
        is_json = begins_as_json(held.peek(_HELD), name)
        text = io.TextIOWrapper(held, encoding="utf-8-sig", errors="replace", newline="")
        if is_json:
            yield from _json_chats(text, self.files)
        else:
            yield from _transcript(name, text, self.files)


def begins_as_json(start: bytes, name: str) -> bool:
    """`start` is that of a file with this name; a link of Markdown begins like an array."""
    sign = start.removeprefix(codecs.BOM_UTF8).lstrip()[:1]
    return sign in (b"{", b"[") and not name.lower().endswith((".md", ".markdown"))


def reader_for(record: object) -> Reader | None:
    """Who reads a chat that looks like this."""
    if not isinstance(record, dict):
        return None
    return next((read for knows, read in _READERS if knows(record)), None)


def _parley_chat(name: str, stream: CountedBytes) -> Read:
    title = PurePosixPath(name).stem
    text = io.TextIOWrapper(io.BufferedReader(stream, _HELD), encoding="utf-8-sig", newline="")
    try:
        return read_chat(text, PurePosixPath(name).name)
    except ChatFileError as error:
        flaw = _CHAT_FLAWS.get(error.problem.kind, Flaw.DAMAGED)
        return SkippedChat(title=title, flaw=flaw)


def _transcript(name: str, text: io.TextIOWrapper, files: ExportFiles) -> Iterator[Read]:
    words = text.read(LARGEST + 1)
    title = PurePosixPath(name).stem
    if len(words) > LARGEST:
        yield SkippedChat(title=title, flaw=Flaw.TOO_LARGE)
    elif not is_transcript(words):
        yield SkippedChat(title=title, flaw=Flaw.NO_CHAT)
    else:
        yield with_files(transcript_chat(words, name=PurePosixPath(name).name), files)


def _json_chats(text: io.TextIOWrapper, files: ExportFiles) -> Iterator[Read]:
    stream = JsonStream(text, longest=LONGEST_CHAT)
    try:
        for record in _records(stream):
            yield _read(record, files)
    except TooLongError:
        yield SkippedChat(title="", flaw=Flaw.TOO_LARGE)
    except BrokenJsonError:
        yield SkippedChat(title="", flaw=Flaw.BROKEN)


def _records(stream: JsonStream) -> Iterator[object]:
    """The elements of an array, of one in a field that is known for it, or the one object."""
    if stream.peek() == "[":
        stream.expect("[")
        for _ in stream.items("]"):
            yield stream.value()
        stream.finish()
        return
    stream.expect("{")
    fields: dict[str, object] = {}
    for _ in stream.items("}"):
        name = stream.name()
        if name in _LISTS and stream.peek() == "[":
            stream.expect("[")
            for _ in stream.items("]"):
                yield stream.value()
        else:
            fields[name] = stream.value()
    stream.finish()
    if reader_for(fields) is not None:
        yield fields


def _read(record: object, files: ExportFiles) -> Read:
    title = _title(record)
    read = reader_for(record)
    if read is None or not isinstance(record, dict):
        return SkippedChat(title=title, flaw=Flaw.NO_CHAT)
    try:
        return with_files(read(record), files)
    except BadChatError as error:
        return SkippedChat(title=title, flaw=error.flaw)
    except RecursionError:
        return SkippedChat(title=title, flaw=Flaw.TOO_DEEP)


def _title(record: object) -> str:
    fields = record if isinstance(record, dict) else {}
    return next(
        (one_line(text[:LONGEST_TITLE]) for name in _TITLES if (text := text_in(fields.get(name)))),
        "",
    )


def with_files(chat: ForeignChat, files: ExportFiles) -> ForeignChat:
    """What the export does not hold, or is too large, becomes a line that names it."""
    lost: Counter[Loss] = Counter(chat.losses)

    def checked(part: ForeignPart) -> ForeignPart:
        if not isinstance(part, ForeignFile) or part.data:
            return part
        size = files.holds(part.entry) if part.entry else None
        if size is not None and 0 < size <= LARGEST_FILE:
            return part
        lost[Loss.FILE] += 1
        return NoticePart(source=part.source, text=part.name or part.entry or "?")

    messages = tuple(
        replace(message, parts=tuple(map(checked, message.parts)))
        if _has_files(message)
        else message
        for message in chat.messages
    )
    return replace(
        chat,
        title=one_line(chat.title[: 2 * LONGEST_TITLE])[:LONGEST_TITLE],
        messages=messages,
        losses=dict(lost),
    )


def _has_files(message: ForeignMessage) -> bool:
    return any(isinstance(part, ForeignFile) for part in message.parts)
