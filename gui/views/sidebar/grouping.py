"""Which group of the list a chat belongs to, and in which order they stand."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum, StrEnum
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

    @property
    def may_be_filed(self) -> bool:
        """Whether a chat of the group stands in its folder instead."""
        return self not in (Group.PINNED, Group.ARCHIVED)


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


def section_of(session: Session, edges: DayEdges, sort: Sort = Sort.USED) -> Group:
    if session.archived:
        return Group.ARCHIVED
    if session.pinned:
        return Group.PINNED
    if sort is Sort.TITLE:
        return Group.ALL
    moment = session.created_at if sort is Sort.CREATED else session.updated_at
    if moment >= edges.today:
        return Group.TODAY
    if moment >= edges.yesterday:
        return Group.YESTERDAY
    return Group.WEEK if moment >= edges.week else Group.OLDER


def sort_key(session: Session, sort: Sort) -> int | str:
    match sort:
        case Sort.USED:
            return session.updated_at
        case Sort.CREATED:
            return session.created_at
        case Sort.TITLE:
            return session.title.casefold()
        case _:
            assert_never(sort)


def _beginning(day: date) -> int:
    return round(datetime.combine(day, time()).astimezone().timestamp() * 1000)
