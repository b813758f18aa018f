"""Where words stand in a document as it is shown: breaks are ignored, formulas are their source."""

from __future__ import annotations

import re
from typing import NamedTuple

from PySide6.QtGui import QTextCursor, QTextDocument

from gui.model.search_words import SearchWords
from gui.qt.formulas import OBJECT, formulas_in, source_of

_BREAK = "\u200b"  # a place to break that `breakable` has put in
_BORDERS = re.compile("[\u2029\ufdd0\ufdd1]")  # of paragraphs, and of tables and their cells
_UNEVEN = re.compile(f"[{_BREAK}{OBJECT}\U00010000-\U0010ffff]")


class Span(NamedTuple):
    """From one position in a document to before another."""

    start: int
    end: int

    def cursor_in(self, document: QTextDocument) -> QTextCursor:
        cursor = QTextCursor(document)
        cursor.setPosition(self.start)
        cursor.setPosition(self.end, QTextCursor.MoveMode.KeepAnchor)
        return cursor


def matches_in(document: QTextDocument, words: SearchWords, *, by_paragraph: bool) -> list[Span]:
    """All matches, from the first to the last.

    With `by_paragraph` no match goes on from one paragraph or cell to the next; in code and
    other plain text a line end is a gap like any other.
    """
    raw = document.toRawText()
    if by_paragraph:
        raw = _BORDERS.sub(OBJECT, raw)
    if _UNEVEN.search(raw) is None:
        return [Span(*found) for found in words.spans(raw)]
    text, places = _evened(raw, document)
    return [Span(places[start].start, places[end - 1].end) for start, end in words.spans(text)]


def _evened(raw: str, document: QTextDocument) -> tuple[str, list[Span]]:
    """The text in which words are looked for, and where each of its characters stands."""
    sources = {at: source_of(look) for at, look in formulas_in(document)}
    text: list[str] = []
    places: list[Span] = []
    end = 0
    for character in raw:
        start, end = end, end + 1 + (character > "\uffff")  # positions count UTF-16
        if character == _BREAK:
            continue
        shown = sources.get(start, character) if character == OBJECT else character
        text.append(shown)
        places += [Span(start, end)] * len(shown)
    return "".join(text), places
