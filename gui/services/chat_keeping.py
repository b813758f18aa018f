"""How the owner keeps a chat, as its file tells it: folders and teams by their names, not ids."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from gui.model.session import Session
from gui.model.titles import one_line
from gui.services.chat_record import BadRecordError, Record
from gui.services.row_mapping import storable
from gui.services.session_order import MOST_TAGS, cleaned_tag

DEEPEST = 50
"""Folders around a chat."""

_LONGEST_NAME = 500


@dataclass(frozen=True, kw_only=True)
class ChatNames:
    """What the ids in a session are called by the user.

    `folder` is the name of each folder around the chat, the outermost first.
    """

    provider: str = ""
    team: str = ""
    folder: tuple[str, ...] = ()


NAMELESS = ChatNames()


@dataclass(frozen=True, kw_only=True)
class Kept:
    """What a file says of the place of a chat, and of what it is to work with.

    `work` is a working folder: a path that means something where the file was written, which was
    here where `work_is_ours`. `team_id` is what its library called the team, `team` its title.
    """

    folder: tuple[str, ...] = ()
    work: str = ""
    work_is_ours: bool = False
    team_id: str = ""
    team: str = ""


def kept_record(session: Session, names: ChatNames) -> Record:
    team = {"id": session.team_id, "title": names.team} if session.team_id else None
    return {
        "folder": list(names.folder),
        "tags": list(session.tags),
        "instructions": session.instructions,
        "pinned": session.pinned,
        "archived": session.archived,
        "work": session.folder,
        "team": team,
    }


def kept_from(chat: object, session: Session) -> tuple[Session, Kept]:
    """From the field `chat` of a file; one that was written before there was such a thing is fine.

    The session has what is the chat's alone, and nothing of what may not be here.
    """
    record = chat.get("kept") if isinstance(chat, dict) else None
    if record is None:
        return session, Kept()
    if not isinstance(record, dict):
        raise BadRecordError("kept")
    session = replace(
        session,
        tags=_tags(record),
        instructions=_text(record, "instructions"),
        pinned=_flag(record, "pinned"),
        archived=_flag(record, "archived"),
    )
    team = record.get("team") or {}
    if not isinstance(team, dict):
        raise BadRecordError("team")
    return session, Kept(
        folder=_path(record),
        work=_text(record, "work"),
        team_id=_text(team, "id"),
        team=_text(team, "title"),
    )


def _tags(record: Mapping[str, object]) -> tuple[str, ...]:
    tags: dict[str, str] = {}
    for text in _texts(record, "tags"):
        tag = cleaned_tag(text)
        if tag:
            tags.setdefault(tag.casefold(), tag)
    return tuple(tags.values())[:MOST_TAGS]


def _path(record: Mapping[str, object]) -> tuple[str, ...]:
    names = (one_line(text)[:_LONGEST_NAME] for text in _texts(record, "folder"))
    return tuple(name for name in names if name)[:DEEPEST]


def _texts(record: Mapping[str, object], name: str) -> tuple[str, ...]:
    value = record.get(name, [])
    if not isinstance(value, list):
        raise BadRecordError(name)
    return tuple(_checked(text, name) for text in value)


def _text(record: Mapping[str, object], name: str) -> str:
    return _checked(record.get(name, ""), name)


def _checked(value: object, name: str) -> str:
    if not isinstance(value, str):
        raise BadRecordError(name)
    return storable(value)


def _flag(record: Mapping[str, object], name: str) -> bool:
    value = record.get(name, False)
    if not isinstance(value, bool):
        raise BadRecordError(name)
    return value
