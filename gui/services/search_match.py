"""From what was typed to what SQLite is asked for: words and facts of the index, and chats."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from gui.model.search_query import FilterName, SearchQuery, Words
from gui.model.search_text import fold

_FACTS = (FilterName.AGENT, FilterName.MODEL, FilterName.TOOL, FilterName.HAS)
_FLAGS = {
    "pinned": "session.pinned = 1",
    "archived": "session.archived = 1",
    "unread": "session.unread = 1",
}
_FIRST, _LAST = -(1 << 62), 1 << 62


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """`expression` is for FTS5, "" where any turn will do; `docs` are the first and the last.

    `chats` are conditions on sessions.
    """

    expression: str
    docs: tuple[int, int]
    chats: tuple[str, ...]
    about_turns: bool

    @classmethod
    def of(cls, query: SearchQuery) -> Match:
        facts = [_fact(each.name, each.value) for each in query.filters if each.name in _FACTS]
        return cls(
            expression=" AND ".join([*map(_body, query.words), *facts]),
            docs=_docs(query),
            chats=tuple(_FLAGS[value] for value in query.values(FilterName.IS)),
            about_turns=bool(facts),
        )


def title_match(words: Iterable[Words], meant: Callable[[str], Sequence[str]] | None = None) -> str:
    """For the index of titles; `meant` gives what may stand in place of a word."""
    return " AND ".join(_title(each, meant) for each in words)


def documents_fit(query: SearchQuery, body: str, facts: str) -> bool:
    """What the index does, for what it does not have yet."""
    said, known = f" {' '.join(fold(body).split())} ", f" {facts} "
    for each in query.words:
        end = "" if each.beginning else " "
        if f" {' '.join(each.words)}{end}" not in said:
            return False
    return all(
        f" {' '.join(each.name + word for word in each.value.split())}" in known
        for each in query.filters
        if each.name in _FACTS
    )


def moment(day: str) -> int:
    """When that day begins here, as Unix seconds."""
    begin = datetime.combine(date.fromisoformat(day), time()).astimezone()
    return int(begin.timestamp())


def _docs(query: SearchQuery) -> tuple[int, int]:
    first = [moment(day) for day in query.values(FilterName.AFTER)]
    last = [moment(day) - 1 for day in query.values(FilterName.BEFORE)]
    return max([_FIRST, *first]), min([_LAST, *last])


def _body(words: Words) -> str:
    return f"body : {_phrase(words.words)}{' *' if words.beginning else ''}"


def _fact(name: FilterName, value: str) -> str:
    phrase = [f"{name.value}{word}" for word in value.split()]
    return f"facts : {_phrase(phrase) if name is FilterName.HAS else prefix(phrase)}"


def _title(words: Words, meant: Callable[[str], Sequence[str]] | None) -> str:
    going_on = words.beginning or len(words.words[-1]) == 1
    found = [_phrase(words.words) + (" *" if going_on else "")]
    if meant is not None and len(words.words) == 1:
        found += [_phrase([other]) for other in meant(words.words[0])]
    return f"({' OR '.join(found)})"


def prefix(words: Sequence[str]) -> str:
    return f"{_phrase(words)} *"


def _phrase(words: Sequence[str]) -> str:
    """No word holds a quotation mark: folding leaves none."""
    return f'"{" ".join(words)}"'
