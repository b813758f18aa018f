"""The passage of a text that shows why it was found, and where in it the words are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from gui.model.search_query import Words
from gui.model.search_text import Token, spans_in, stands_alone, tokens_in

LENGTH = 160
"""Characters of a passage, about two lines."""

_BEFORE = 40  # characters that lead up to the first word
_READ = 20_000  # characters of a text that are looked through sign by sign
_NEAR = 200  # characters behind a place that was found in a quicker way
_DRESS = re.compile(
    r"^[ \t]*(?:```|~~~).*$ | ^[ \t]*(?:[-*_][ \t]*){3,}$"
    r" | ^[ \t]*(?:\#{1,6}[ \t]+ | >[ \t]?)+ | \*{2,} | ~~ | `+",
    re.MULTILINE | re.VERBOSE,
)
"""What Markdown puts around words to show how they look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One line of plain text. `marks` are where the words stand; `exact` is how one is written."""

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    exact: str = ""


def passage_of(
    text: str, wanted: Sequence[Words], *, thorough: bool = False, dressed: bool = False
) -> Passage | None:
    """None where nothing that is wanted is in the text; only a `thorough` look can be sure.

    It takes longer, and also finds what is written with accents that nobody typed. `dressed`
    tells that the text is Markdown, of which only the words are shown.
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
    return _cut(text, begin, [(start + a, start + b) for a, b in spans], dressed=dressed)


def beginning_of(text: str, *, dressed: bool = False) -> Passage:
    """For what was found by a filter alone."""
    return _cut(text, 0, [], dressed=dressed)


def marked(text: str, wanted: Sequence[Words]) -> Passage:
    """All of a short text, such as a title."""
    tokens = tuple(tokens_in(text))
    return Passage(text=text, marks=tuple(_spans(tokens, wanted)))


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


def _spans(tokens: Sequence[Token], wanted: Sequence[Words]) -> list[tuple[int, int]]:
    found = {
        span
        for words in wanted
        for span in spans_in(tokens, words.words, beginning=words.beginning)
    }
    apart: list[tuple[int, int]] = []
    for start, end in sorted(found):
        if not apart or start >= apart[-1][1]:
            apart.append((start, end))
    return apart


def _word_start(tokens: Sequence[Token], place: int) -> int:
    return next((token.start for token in tokens if token.start >= place), place)


def _cut(
    text: str, begin: int, spans: Sequence[tuple[int, int]], *, dressed: bool = False
) -> Passage:
    """On one line: any gap becomes a single space."""
    line: list[str] = ["…"] if begin else []
    places: dict[int, int] = {}
    end = begin
    left_out = _dress_of(text, begin, spans) if dressed else {}
    while end < len(text) and len(line) < LENGTH:
        if end in left_out:
            end = left_out[end]
            continue
        sign = text[end]
        places[end] = len(line)
        if not sign.isspace():
            line.append(sign)
        elif line and line[-1] != " ":
            line.append(" ")
        end += 1
    if end < len(text):
        line.append("…")
    marks = tuple(
        (places[a], places[b - 1] + 1) for a, b in spans if a in places and b - 1 in places
    )
    exact = next((text[a:b] for a, b in spans), "")
    return Passage(text="".join(line).rstrip(), marks=marks, exact=exact)


def _dress_of(text: str, begin: int, spans: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Where each stands and ends, as far as a passage can reach; what is looked for is none."""
    found = (each.span() for each in _DRESS.finditer(text, begin, begin + 2 * LENGTH))
    return {
        start: end
        for start, end in found
        if start < end and not any(a < end and start < b for a, b in spans)
    }
