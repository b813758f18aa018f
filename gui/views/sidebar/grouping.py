"""Which group of the list a chat belongs to, and in which order they stand."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from enum import IntEnum

from gui.model.session import Session

WEEK_DAYS = 7


class Group(IntEnum):
    """In the order of the list."""

    PINNED = 0
    TODAY = 1
    YESTERDAY = 2
    WEEK = 3
    OLDER = 4
    ARCHIVED = 5


def day_of(unix_ms: int) -> date:
    """The local day of a time in Unix milliseconds."""
    return datetime.fromtimestamp(unix_ms / 1000).astimezone().date()


def group_of(session: Session, today: date) -> Group:
    if session.archived:
        return Group.ARCHIVED
    if session.pinned:
        return Group.PINNED
    days = (today - day_of(session.updated_at)).days
    if days <= 0:
        return Group.TODAY
    if days == 1:
        return Group.YESTERDAY
    return Group.WEEK if days <= WEEK_DAYS else Group.OLDER


def grouped(sessions: Iterable[Session], today: date) -> list[tuple[Group, list[Session]]]:
    """The groups that have chats, each with the newest first."""
    found: dict[Group, list[Session]] = {}
    for session in sorted(sessions, key=lambda s: (s.updated_at, s.id), reverse=True):
        found.setdefault(group_of(session, today), []).append(session)
    return sorted(found.items())
