"""Documents cut into passages that can be found and quoted, and the words that find them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

LENGTH = 800
"""Characters that a passage has about; it ends where a paragraph, a line or a sentence does."""

_SHORTEST = LENGTH // 2
_SINGLE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U0003ffff"
_WORD = re.compile(rf"[{_SINGLE}]|[^\W_{_SINGLE}]+")
_RUN = re.compile(rf"[{_SINGLE}]+|[^\W_{_SINGLE}]+")
_ENDS = (
    re.compile(r"\n\s*\n"),
    re.compile(r"\n"),
    re.compile(r"[.!?]\s|[。！？]"),
    re.compile(r"\s"),
)
_MOST_TERMS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """`page` and `line` count from 1; `page` is 0 in what has no pages."""

    page: int
    line: int
    text: str


def passages(pages: Sequence[str], *, paged: bool) -> Iterator[Passage]:
    """In order, none across two pages, none without a word."""
    for number, page in enumerate(pages, start=1):
        line = 1
        for piece in _pieces(page):
            text = piece.strip()
            if _WORD.search(text):
                before = len(piece) - len(piece.lstrip())
                first = line + piece.count("\n", 0, before)
                yield Passage(page=number if paged else 0, line=first, text=text)
            line += piece.count("\n")


def _pieces(text: str) -> Iterator[str]:
    at = 0
    while len(text) - at > LENGTH:
        end = _end(text, at)
        yield text[at:end]
        at = end
    yield text[at:]


def _end(text: str, at: int) -> int:
    for pattern in _ENDS:
        ends = [match.end() for match in pattern.finditer(text, at + _SHORTEST, at + LENGTH)]
        if ends:
            return ends[-1]
    return at + LENGTH


def indexed(text: str) -> str:
    """The words of `text`; Chinese, Japanese and Korean ones as single characters."""
    return " ".join(word.lower() for word in _WORD.findall(text))


def full_text_query(question: str) -> str:
    """An FTS5 expression that finds each word of `question`, "" where there is none.

    Of Chinese, Japanese and Korean each two characters side by side count as a word.
    """
    terms: list[str] = []
    for run in _RUN.findall(question):
        letters = indexed(run).split()
        if len(letters) == 1:
            terms += letters
        else:
            terms += [f"{a} {b}" for a, b in pairwise(letters)]
    unique = list(dict.fromkeys(terms))[:_MOST_TERMS]
    return " OR ".join(f'"{term}"' for term in unique)
