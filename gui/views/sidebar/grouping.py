"""Which group of the list a chat belongs to, and in which order they stand."""

from __future__ import annotations

from collections.abc import Callable, Container
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum, StrEnum
from operator import attrgetter
from typing import Self, assert_never

from gui.model.session import Session

WEEK_DAYS = 7


class Sort(StrEnum):
    """What the order of chats is by."""

    USED = "used"
    CREATED = "created"
    TITLE = "title"


class Group(IntEnum):
    """In the order of the list. ALL takes the place of the days where titles are in order."""

    PINNED = 0
    FOLDERS = 1
    ALL = 2
    TODAY = 3
    YESTERDAY = 4
    WEEK = 5
    OLDER = 6
    ARCHIVED = 7


@dataclass(frozen=True, slots=True, kw_only=True)
class DayEdges:
    """Where local days begin, in Unix milliseconds: comparing is cheaper than asking a calendar."""

    day: date
    today: int
    yesterday: int
    week: int

    @classmethod
    def of(cls, day: date) -> Self:
        return cls(
            day=day,
            today=_beginning(day),
            yesterday=_beginning(day - timedelta(days=1)),
            week=_beginning(day - timedelta(days=WEEK_DAYS)),
        )


Key = tuple[int | str, str]
"""What the order of chats is by, and the id."""

INSIDE = "/"
"""Behind the id of a folder: the name of the section with its chats."""

_PINNED, _ALL, _ARCHIVED = Group.PINNED.name, Group.ALL.name, Group.ARCHIVED.name
_TODAY, _YESTERDAY, _WEEK = Group.TODAY.name, Group.YESTERDAY.name, Group.WEEK.name
_OLDER = Group.OLDER.name


def placing(
    edges: DayEdges, sort: Sort, folders: Container[str]
) -> Callable[[Session], tuple[str, Key]]:
    """What tells the section of a chat and its key there; made to be called many thousand times."""
    measure = _measure(sort)
    by_title = sort is Sort.TITLE
    today, yesterday, week = edges.today, edges.yesterday, edges.week

    def place(session: Session) -> tuple[str, Key]:
        by = measure(session)
        key = (by, session.id)
        if session.archived:
            return _ARCHIVED, key
        if session.pinned:
            return _PINNED, key
        if session.filed_in and session.filed_in in folders:
            return session.filed_in + INSIDE, key
        if by_title or isinstance(by, str):
            return _ALL, key
        if by < week:
            return _OLDER, key
        if by >= today:
            return _TODAY, key
        return (_YESTERDAY if by >= yesterday else _WEEK), key

    return place


def _measure(sort: Sort) -> Callable[[Session], int | str]:
    match sort:
        case Sort.USED:
            return attrgetter("updated_at")
        case Sort.CREATED:
            return attrgetter("created_at")
        case Sort.TITLE:
            return lambda session: session.title.casefold()
        case _:
            assert_never(sort)


def _beginning(day: date) -> int:
    return round(datetime.combine(day, time()).astimezone().timestamp() * 1000)
