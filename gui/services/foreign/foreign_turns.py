"""Makes a session and its turns of a foreign chat, and says by a digest what is in it."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import replace

from gui.model.file_kind import FileKind, kind_of
from gui.model.picture_size import picture_size
from gui.model.session import Session, TitleBy
from gui.model.titles import first_words
from gui.model.turn import FilePart, ImagePart, NoticePart, Part, Role, TextPart, Turn
from gui.services.chat_record import MOST_PARTS
from gui.services.foreign.export_files import ExportFiles
from gui.services.foreign.foreign_chat import (
    ForeignChat,
    ForeignFile,
    ForeignMessage,
    ForeignPart,
    ToolOutput,
)
from gui.services.foreign.message_tree import with_outputs
from gui.services.row_mapping import storable
from gui.services.whole_chats import WholeChat


def digest_of(chat: ForeignChat) -> str:
    """The same for the same messages; files count by where they lie in the export."""
    places: dict[str, int] = {}
    digest = hashlib.sha256()
    for place, message in enumerate(chat.messages):
        above = places.get(message.parent_id) if message.parent_id else None
        places[message.id] = place
        told = (above, message.role.value, message.state.value, message.agent, message.model)
        digest.update(repr((*told, message.created_at)).encode())
        for part in message.parts:
            if isinstance(part, TextPart):  # most of what there is
                digest.update(b"TextPart" + part.text.encode("utf-8", "surrogatepass"))
            else:
                digest.update(repr(part).encode("utf-8", "surrogatepass"))
            if isinstance(part, ForeignFile):
                digest.update(part.data)
    return digest.hexdigest()


def first_words_of(chat: ForeignChat) -> str:
    """For a chat without a title."""
    texts = (text for message in chat.messages[:20] if (text := _said(message)))
    return first_words(next(texts, "")[:4000])


def whole_chat(
    chat: ForeignChat, files: ExportFiles, *, new_id: Callable[[], str], now: int
) -> WholeChat:
    """The chat under new ids, given out in the order of its messages, with the bytes of files."""
    session_id = new_id()
    ids = {message.id: new_id() for message in chat.messages}
    moment = chat.created_at or chat.updated_at or now
    turns = []
    for message in chat.messages:
        moment = message.created_at or moment
        turns.append(_turn(message, ids, files, session_id=session_id, at=moment))
    title = storable(chat.title) or first_words_of(chat)
    created = chat.created_at or min(turn.created_at for turn in turns)
    session = Session(
        id=session_id,
        title=title,
        title_by=TitleBy.MODEL if chat.title else TitleBy.WORDS,
        created_at=created,
        updated_at=chat.updated_at or max(created, *(turn.created_at for turn in turns)),
        head_id=ids[chat.head_id] if chat.head_id else None,
        archived=chat.archived,
        pinned=chat.pinned,
    )
    return WholeChat(session=session, turns=tuple(turns))


def _turn(
    message: ForeignMessage, ids: dict[str, str], files: ExportFiles, *, session_id: str, at: int
) -> Turn:
    parts = tuple(part for one in with_outputs(message.parts) for part in _parts(one, files))
    is_user = message.role is Role.USER
    return Turn(
        id=ids[message.id],
        session_id=session_id,
        parent_id=ids[message.parent_id] if message.parent_id else None,
        role=message.role,
        state=message.state,
        created_at=at,
        ended_at=None if is_user else max(at, message.ended_at or at),
        parts=parts[:MOST_PARTS],
        agent=message.agent,
        model=message.model,
    )


def _parts(part: ForeignPart, files: ExportFiles) -> Iterator[Part]:
    match part:
        case ForeignFile():
            yield _enclosed(part, part.data or files.read(part.entry) or b"")
        case ToolOutput():
            return  # it stands with its call
        case _:
            yield part


def _enclosed(file: ForeignFile, data: bytes) -> Part:
    kind, media_type = kind_of(data)
    if not data:
        return NoticePart(source=file.source, text=file.name or file.entry or "?")
    digest = hashlib.sha256(data).hexdigest()
    name = storable(file.name)
    if kind is FileKind.PICTURE:
        width, height = picture_size(data)
        picture = ImagePart(source=file.source, digest=digest, media_type=media_type, name=name)
        return replace(picture, width=width, height=height, data=data)
    return FilePart(
        source=file.source,
        digest=digest,
        media_type=media_type,
        name=name or "file",
        size=len(data),
        data=data,
    )


def _said(message: ForeignMessage) -> str:
    return next((text for part in message.parts if (text := getattr(part, "text", ""))), "")
