"""What somebody types to search everything: words, phrases and filters; never an error."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from gui.model.search_text import fold, stands_alone, words_of


class FilterName(StrEnum):
    AGENT = "agent"
    MODEL = "model"
    TOOL = "tool"
    HAS = "has"
    BEFORE = "before"
    AFTER = "after"
    IN = "in"
    IS = "is"
    TAG = "tag"


NAMES = tuple(FilterName)

HAS = ("code", "image", "error", "file")
IS = ("pinned", "archived", "unread")
_DATES = (FilterName.BEFORE, FilterName.AFTER)
_CHOICES = {FilterName.HAS: HAS, FilterName.IS: IS}

_PIECES = re.compile(
    r"""
    (?P<name>[A-Za-z]+)[:：](?P<value>["“][^"“”]*["”]?|[^\s"“]*)
    | ["“](?P<phrase>[^"“”]*)(?P<closed>["”]?)
    | (?P<word>[^\s"“]+)
    | \S
    """,
    re.VERBOSE,
)
_AGO = re.compile(r"(\d{1,4})([dwmy])")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_DAY = re.compile(r"(\d{4})(?:[-/.](\d{1,2})(?:[-/.](\d{1,2}))?)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Words that follow each other; `beginning`: the last one may go on, it is being typed."""

    text: str
    words: tuple[str, ...]
    beginning: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """`value` is one of the choices, an ISO date, or the words of a name with gaps between."""

    name: FilterName
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchQuery:
    """All of it must fit. `misread` looked like filters and are looked for as words."""

    words: tuple[Words, ...] = ()
    filters: tuple[Filter, ...] = ()
    misread: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.filters)

    def values(self, name: FilterName) -> tuple[str, ...]:
        return tuple(each.value for each in self.filters if each.name is name)


def read_query(typed: str, today: date, names: tuple[FilterName, ...] = NAMES) -> SearchQuery:
    """Nonsense is words. `names` are the filters that there are."""
    words: list[Words] = []
    filters: list[Filter] = []
    misread: list[str] = []
    for found in _PIECES.finditer(typed):
        text = found[0]
        going_on = found.end() == len(typed)
        if found["name"] is not None:
            name = next((each for each in names if each == found["name"].lower()), None)
            value = found["value"].strip('"“”')
            if name is not None and not value:
                continue  # being typed
            if name is not None and (read := _filter(name, value, today)):
                filters.append(read)
                continue
            if value and not value.startswith(("/", "\\", ":")):
                misread.append(text)
        if found["phrase"] is not None:
            text, going_on = found["phrase"], going_on and not found["closed"]
        words += _words(text, going_on=going_on, alone=not words)
    return SearchQuery(words=tuple(words), filters=tuple(filters), misread=tuple(misread))


def _words(text: str, *, going_on: bool, alone: bool) -> Iterator[Words]:
    """A lone letter at the end begins nearly every word: beside others it says nothing yet."""
    folded = words_of(text)
    if not folded:
        return
    beginning = going_on and " " not in fold(text[-1]) and not stands_alone(folded[-1])
    if beginning and len(folded[-1]) == 1 and not folded[-1].isdecimal():
        if len(folded) == 1 and not alone:
            return
        beginning = False
    yield Words(text=text, words=folded, beginning=beginning)


def _filter(name: FilterName, value: str, today: date) -> Filter | None:
    if name in _DATES:
        day = read_day(value, today)
        return Filter(name=name, value=day.isoformat()) if day else None
    if name in _CHOICES:
        low = value.casefold().removesuffix("s")
        chosen = [each for each in _CHOICES[name] if each == low]
        return Filter(name=name, value=chosen[0]) if chosen else None
    words = words_of(value)
    return Filter(name=name, value=" ".join(words)) if words else None


def read_day(value: str, today: date) -> date | None:
    """The first day that `value` stands for: 2026, 2026-11, 2026-11-30, yesterday, 7d."""
    low = value.casefold()
    if low in ("today", "今天"):
        return today
    if low in ("yesterday", "昨天"):
        return today - timedelta(days=1)
    if ago := _AGO.fullmatch(low):
        days = int(ago[1]) * _DAYS[ago[2]]
        return today - timedelta(days=min(days, today.toordinal() - 1))
    if found := _DAY.fullmatch(low):
        year, month, day = (int(part or 1) for part in found.groups())
        try:
            return date(year, month, day)
        except ValueError:
            return None
    return None
