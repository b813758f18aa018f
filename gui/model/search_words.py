"""Words that are looked for in texts: case does not count, a gap is any run of whitespace."""

from __future__ import annotations

import html
import re
import string
from collections.abc import Iterable, Iterator

PIECE = 1 << 16
"""Characters that are taken at a time, so that no single step holds up other threads."""

# What Markdown can put between two letters that are read next to each other.
_HIDING = re.compile(r"[*_~`\\\[\]&<$]")
_TARGETS = re.compile(r"\]\([^)]*\)|\]\[[^\]]*\]|\[\^[^\]]*\]")
_WITHOUT_MARKS = str.maketrans("", "", string.punctuation + string.whitespace)


class SearchWords:
    """`query` as it is looked for; without a word in it, nothing is found.

    Texts are compared after Unicode's case folding, so "STRASSE" is found in "Straße".
    Matches do not overlap; they are counted from the left.
    """

    def __init__(self, query: str) -> None:
        self._words = query.casefold().split()
        self._needle = " ".join(self._words)
        self._bare = self._needle.translate(_WITHOUT_MARKS)
        self._pattern = re.compile(r"\s++".join(map(re.escape, self._words)))

    def __bool__(self) -> bool:
        return bool(self._words)

    def count(self, text: str) -> int:
        return self.count_in(text[i : i + PIECE] for i in range(0, len(text), PIECE))

    def count_in(self, pieces: Iterable[str]) -> int:
        """Matches in the text that the pieces make together; it is never held as a whole."""
        if not self:
            return 0
        count, rest = 0, ""
        for piece in pieces:
            text = rest + piece.casefold()
            if len(self._words) > 1:
                text = _single_spaced(text)
            found, end = self._matches(text)
            count += found
            rest = text[max(end, len(text) - len(self._needle) + 1) :]
        return count

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Where the matches that `count` counts begin and end."""
        if not self:
            return
        folded = text.casefold()
        places = None if len(folded) == len(text) else _places(text)
        for match in self._pattern.finditer(folded):
            start, end = match.span()
            yield (start, end) if places is None else (places[start], places[end - 1] + 1)

    def may_show_in(self, markdown: str) -> bool:
        """Whether a reader of this Markdown may see a match. False is sure, True is not."""
        folded = markdown.casefold()
        if all(word in folded for word in self._words):
            return bool(self)
        if not self or _HIDING.search(folded) is None:
            return False
        if "&" in folded:
            folded = html.unescape(markdown).casefold()
        return any(
            self._bare in text.translate(_WITHOUT_MARKS)
            for text in (folded, _TARGETS.sub("", folded))
        )

    def _matches(self, text: str) -> tuple[int, int]:
        """How many there are, and where the last one ends."""
        count, end = 0, 0
        while (start := text.find(self._needle, end)) >= 0:
            count += 1
            end = start + len(self._needle)
        return count, end


def _single_spaced(text: str) -> str:
    words = " ".join(text.split())
    if not words:
        return " " if text else ""
    before = " " if text[0].isspace() else ""
    return before + words + (" " if text[-1].isspace() else "")


def _places(text: str) -> list[int]:
    """For each character of the folded text, where the one stands that it comes from."""
    return [place for place, sign in enumerate(text) for _ in sign.casefold()]
