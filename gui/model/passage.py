"""The passage of a text that shows why it was found, and where in it the words are."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from gui.model.markdown_signs import marks_of_markdown
from gui.model.search_query import Words
from gui.model.search_text import Token, spans_in, stands_alone, tokens_in

LENGTH = 160
"""Characters of a passage, about two lines."""

_BEFORE = 40  # characters that lead up to the first word
_READ = 20_000  # characters of a text that are looked through sign by sign
_MOST = 4 * LENGTH  # characters of a text that a passage is made from, with marks and gaps
_NEAR = 200  # characters behind a place that was found in a quicker way


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One line of plain text. `marks` are where the words stand; `exact` is how one is written."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    exact: str = ""


def passage_of(
    text: str, wanted: Sequence[Words], *, markdown: bool = False, thorough: bool = False
) -> Passage | None:
    """None where nothing that is wanted is in the text; only a `thorough` look can be sure.

    It takes longer, and also finds what is written with accents that nobody typed. The marks
    of `markdown` are left out, unless what is wanted is nowhere else.
    """
    if thorough:
        start, piece = 0, text[:_READ]
    else:
        place = _place(text, wanted)
        if place is None:
            return None
        start = max(0, place - 2 * _BEFORE)
        piece = text[start : place + _NEAR]
    tokens = tuple(tokens_in(piece))
    spans = _spans(tokens, wanted)
    if not spans:
        return None
    first = max(0, spans[0][0] - _BEFORE)
    begin = start + first if not start + first else start + _word_start(tokens, first)
    found = [(start + a, start + b) for a, b in spans]
    if not markdown:
        return _cut(text, begin, found, set())
    marks = marks_of_markdown(text, begin, begin + _MOST)
    seen = [(a, b) for a, b in found if marks.isdisjoint(range(a, b))]
    if not seen:
        return _cut(text, begin, found, set())
    return _cut(text, begin, seen, marks)


def beginning_of(text: str, *, markdown: bool = False) -> Passage:
    """For what was found by a filter alone."""
    return _cut(text, 0, [], marks_of_markdown(text, 0, _MOST) if markdown else set())


def marked(text: str, wanted: Sequence[Words], instead: Collection[str] = ()) -> Passage:
    """All of a short text, such as a title; words `instead` of those wanted are marked too.

    What is wanted may be a part of them, and is all that is marked then.
    """
    tokens = tuple(tokens_in(text))
    spans = [_part(token, wanted) for token in tokens if token.text in instead]
    return Passage(text=text, marks=_apart([*_spans(tokens, wanted), *spans]))


def _part(token: Token, wanted: Sequence[Words]) -> tuple[int, int]:
    for word in (each.words[0] for each in wanted):
        at = token.text.find(word)
        if at >= 0 and token.end - token.start == len(token.text):
            return token.start + at, token.start + at + len(word)
    return token.start, token.end


def how_often(text: str, wanted: Sequence[Words]) -> int:
    """About how often the words are in `text`; quick, and good enough to rank by."""
    low = text.casefold()
    return sum(low.count(words.words[0]) for words in wanted)


def _place(text: str, wanted: Sequence[Words]) -> int | None:
    """Where the first of what is wanted stands, as far as case is all that differs."""
    low = text.casefold()
    if len(low) != len(text):
        low = text.lower()
    if len(low) != len(text):
        return None
    found = (_pattern(words).search(low) for words in wanted)
    return min((each.start() for each in found if each), default=None)


@lru_cache(maxsize=32)
def _pattern(words: Words) -> re.Pattern[str]:
    first, last = words.words[0], words.words[-1]
    before = "" if stands_alone(first) else r"(?<![^\W_])"
    after = "" if words.beginning or stands_alone(last) else r"(?![^\W_])"
    signs = r"[\W_]*".join(map(re.escape, words.words))
    return re.compile(before + signs + after)


def _spans(tokens: Sequence[Token], wanted: Sequence[Words]) -> tuple[tuple[int, int], ...]:
    return _apart(
        span
        for words in wanted
        for span in spans_in(tokens, words.words, beginning=words.beginning)
    )


def _apart(spans: Iterable[tuple[int, int]]) -> tuple[tuple[int, int], ...]:
    """In order, none over another."""
    apart: list[tuple[int, int]] = []
    for start, end in sorted(set(spans)):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return tuple(apart)


def _word_start(tokens: Sequence[Token], place: int) -> int:
    return next((token.start for token in tokens if token.start >= place), place)


def _cut(text: str, begin: int, spans: Sequence[tuple[int, int]], left_out: set[int]) -> Passage:
    """On one line: any gap becomes a single space, and so does the edge of a table's cell."""
    line: list[str] = ["…"] if begin else []
    places: dict[int, int] = {}
    end, last = begin, min(len(text), begin + _MOST)
    while end < last and len(line) < LENGTH:
        sign = " " if text[end] == "|" and end in left_out else text[end]
        places[end] = len(line)
        if sign.isspace():
            if line and line[-1] != " ":
                line.append(" ")
        elif end not in left_out:
            line.append(sign)
        end += 1
    if end < len(text):
        line.append("…")
    marks = tuple(
        (places[a], places[b - 1] + 1) for a, b in spans if a in places and b - 1 in places
    )
    exact = next((text[a:b] for a, b in spans), "")
    return Passage(text="".join(line).rstrip(), marks=marks, exact=exact)
