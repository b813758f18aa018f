"""Titles of sessions: the first words of a message, and a model's suggestion made fit."""

from __future__ import annotations

import re
import unicodedata

FIRST_WORDS_COLUMNS = 48
TITLE_LENGTH = 60

_ELLIPSIS = "…"
_MARKS = re.compile(r"^(?:#{1,6}\s+|>+\s*|[-*+]\s+|\d+[.)]\s+|`{3,}\w*)")
_LABEL = re.compile(r"^(?:title|标题|題名|标题建议)\s*[:：]\s*", re.IGNORECASE)
_QUOTES = "\"'`*_“”‘’«»「」『』《》"
_ENDS = ".。!！,，;；:：、"


def first_words(text: str, *, columns: int = FIRST_WORDS_COLUMNS) -> str:
    """The beginning of the first line that says something, at most `columns` wide.

    A wide character, such as a Chinese one, counts as two. The cut is made between words
    where there are any.
    """
    for line in text.splitlines():
        words = one_line(_MARKS.sub("", line.strip()))
        if words:
            return _cut(words, columns)
    return ""


def suggested_title(answer: str) -> str:
    """One line of at most TITLE_LENGTH characters from what a model answered, or ""."""
    for line in answer.splitlines():
        words = one_line(line)
        words = _LABEL.sub("", words.strip(_QUOTES + " ").lstrip("# "))
        words = words.strip(_QUOTES + " ").rstrip(_ENDS)
        words = words.rstrip(_QUOTES + " ")
        if words:
            return words if len(words) <= TITLE_LENGTH else _cut(words, TITLE_LENGTH - 1)
    return ""


def one_line(text: str) -> str:
    """Without control and invisible characters, blanks joined."""
    kept = (" " if _is_blank(sign) else sign for sign in text if _is_visible(sign))
    return " ".join("".join(kept).split())


def _is_blank(sign: str) -> bool:
    return sign.isspace() or unicodedata.category(sign) == "Cc"


def _is_visible(sign: str) -> bool:
    return unicodedata.category(sign) not in ("Cf", "Cs") or sign == "\u200d"


def _cut(words: str, columns: int) -> str:
    if _width(words) <= columns:
        return words
    end = 0
    width = 1  # for the ellipsis
    for sign in words:
        width += _width(sign)
        if width > columns:
            break
        end += 1
    head = words[:end]
    space = head.rfind(" ")
    # A long first word, or a script without blanks, is cut where the room ends.
    if words[end] != " " and space > end // 2:
        head = head[:space]
    return head.rstrip(" ,;:.-–—，；：。、") + _ELLIPSIS


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
