"""Texts as the search knows them: folded, and cut into single signs where nobody writes spaces."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from typing import NamedTuple

PIECE = 1 << 16
"""Characters that are folded at a time, so that no single step holds up other threads."""

APART = "\ue000"
"""A sign between two texts that no words are found across."""

# Thai to Myanmar, Hangul, Khmer, Tai, Javanese, Han, kana, bopomofo, Yi, and what is beyond.
_SCRIPTS = (
    (0x0E00, 0x109F), (0x1100, 0x11FF), (0x1780, 0x17FF), (0x1950, 0x1AAF), (0x1B00, 0x1B7F),
    (0x2E80, 0x2FDF), (0x3005, 0x3007), (0x3021, 0x318F), (0x31A0, 0x31BF), (0x31F0, 0x31FF),
    (0x3400, 0x4DBF), (0x4E00, 0xA4CF), (0xA960, 0xA9DF), (0xAA60, 0xAADF), (0xAC00, 0xD7FF),
    (0xF900, 0xFAFF), (0x1B000, 0x1B16F), (0x20000, 0x3FFFF),
)  # fmt: skip
_BEGINNINGS = [first for first, _ in _SCRIPTS]
# Accents over and under letters, what makes keycaps, and what chooses between two looks.
_MARKS = ((0x0300, 0x036F), (0x20D0, 0x20FF), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
_NO_WIDTH = 0x200B


class Token(NamedTuple):
    """A word, or a sign that stands alone, and where in the text it is."""

    text: str
    start: int
    end: int


def fold(text: str) -> str:
    """Its words between spaces: without case, accents and punctuation; single signs apart.

    What is read as the same becomes the same. SQLite's tokenizer "ascii" finds exactly these
    words in it. It knows nothing of Unicode, and need not: its `unicode61` is of 2012, cuts
    Indic words at their vowels and does not see emoji.
    """
    pieces = _pieces(text) if len(text) > PIECE else (text,)
    return "".join(unicodedata.normalize("NFC", each).translate(_FOLDED) for each in pieces)


def words_of(text: str) -> tuple[str, ...]:
    """The words that `fold` leaves."""
    return tuple(fold(text).split())


def stands_alone(token: str) -> bool:
    """Whether it is a single sign: no beginning of a longer word."""
    return len(token) == 1 and _FOLDED[ord(token)] != token


def tokens_in(text: str) -> Iterator[Token]:
    """The words of `fold`, where they are in `text` itself."""
    word, start = "", 0
    for place, sign in enumerate(text):
        folded = _FOLDED[ord(sign)]
        if " " not in folded:
            if not word:
                start = place
            word += folded
            continue
        if word:
            yield Token(word, start, place)
            word = ""
        for single in folded.split():
            yield Token(single, place, place + 1)
    if word:
        yield Token(word, start, len(text))


def spans_in(
    tokens: Sequence[Token], words: Sequence[str], *, beginning: bool
) -> Iterator[tuple[int, int]]:
    """Where `words` follow each other in a text; `beginning`: the last may go on."""
    if not words:
        return
    *first, last = words
    for place in range(len(tokens) - len(first)):
        found = tokens[place : place + len(words)]
        if [token.text for token in found[:-1]] != first:
            continue
        end = found[-1].text
        if end == last:
            yield found[0].start, found[-1].end
        elif beginning and end.startswith(last):
            yield found[0].start, min(found[-1].end, found[-1].start + len(last))


class _Folding(dict[int, str]):
    """What each character becomes, found out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _folded(code)
        return folded


def _folded(code: int) -> str:
    sign = chr(code)
    kind = unicodedata.category(sign)
    if any(first <= code <= last for first, last in _MARKS):
        return ""
    if kind == "Cf":
        return " " if code == _NO_WIDTH else ""
    if kind[0] in "PZ" or kind in ("Cc", "Cs") or (code < 0x80 and not sign.isalnum()):
        return " "
    if kind[0] in "SC":
        return f" {sign} "
    plain = unicodedata.normalize("NFKC", sign).casefold()
    if any(_is_single(ord(each)) for each in plain):
        return f" {' '.join(plain)} "
    bare = unicodedata.normalize("NFKD", plain)
    return "".join(_letter(each) for each in bare) or " "


def _letter(sign: str) -> str:
    if any(first <= ord(sign) <= last for first, last in _MARKS):
        return ""
    return sign if unicodedata.category(sign)[0] in "LNM" else " "


def _is_single(code: int) -> bool:
    place = bisect_right(_BEGINNINGS, code) - 1
    return place >= 0 and code <= _SCRIPTS[place][1]


def _pieces(text: str) -> Iterator[str]:
    """Cut where a word ends, if there is such a place near."""
    start = 0
    while start < len(text):
        end = start + PIECE
        while end < min(len(text), start + 2 * PIECE) and not text[end].isspace():
            end += 1
        yield text[start:end]
        start = end


_FOLDED = _Folding()
