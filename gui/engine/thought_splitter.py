"""Separates a model's thoughts from its text while both stream in fragments."""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

# Noncharacters of Unicode, for use inside a program: they mark thoughts that a provider sends
# in a field of their own, so that they cannot be mistaken for anything a model wrote.
THOUGHT_OPEN = "\ufdd0"
THOUGHT_CLOSE = "\ufdd1"

_TAG = "<think>"
_TAG_CLOSE = "</think>"
_OPENER = re.compile(f"{_TAG}|[{THOUGHT_OPEN}{THOUGHT_CLOSE}]")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_LINE_KEPT = 64  # characters of an open line that are enough to judge it


class PieceKind(Enum):
    TEXT = "text"
    THOUGHT = "thought"
    THOUGHT_END = "thought end"


class Piece(NamedTuple):
    kind: PieceKind
    text: str = ""


class ThoughtSplitter:
    """Splits one reply. The pieces' texts do not depend on where the fragments were cut.

    `<think>` counts only at the start of a line and outside of fenced code, so that a model
    can write about the tag.
    """

    def __init__(self) -> None:
        self._rest = ""
        self._closer: str | None = None  # what ends the open thought
        self._line = ""
        self._fenced = False
        self._texts: list[str] = []

    @property
    def text(self) -> str:
        """All the text so far, without thoughts."""
        return "".join(self._texts)

    def feed(self, fragment: str) -> list[Piece]:
        """Return what is certain now; a few characters that may become a tag are kept back."""
        self._rest += fragment
        pieces: list[Piece] = []
        while self._inside(pieces) if self._closer else self._outside(pieces):
            pass
        return pieces

    def finish(self) -> list[Piece]:
        """Return what was kept back, and the end of a thought that was left open."""
        pieces: list[Piece] = []
        rest, self._rest = self._rest, ""
        if self._closer is None:
            self._write(pieces, rest)
            return pieces
        if rest:
            pieces.append(Piece(PieceKind.THOUGHT, rest))
        self._closer = None
        return [*pieces, Piece(PieceKind.THOUGHT_END)]

    def _outside(self, pieces: list[Piece]) -> bool:
        found = _OPENER.search(self._rest)
        if found is None:
            kept = _overlap(self._rest, _TAG)
            self._write(pieces, self._rest[: len(self._rest) - kept])
            self._rest = self._rest[len(self._rest) - kept :]
            return False
        self._write(pieces, self._rest[: found.start()])
        self._rest = self._rest[found.end() :]
        mark = found.group()
        if mark == THOUGHT_OPEN:
            self._closer = THOUGHT_CLOSE
        elif mark == _TAG and not self._fenced and not self._line.strip():
            self._closer = _TAG_CLOSE
        elif mark == _TAG:
            self._write(pieces, mark)
        return True

    def _inside(self, pieces: list[Piece]) -> bool:
        closer = self._closer or ""
        end = self._rest.find(closer)
        if end >= 0:
            thought, self._rest = self._rest[:end], self._rest[end + len(closer) :]
            self._closer = None
        else:
            split = len(self._rest) - _overlap(self._rest, closer)
            thought, self._rest = self._rest[:split], self._rest[split:]
        if thought:
            pieces.append(Piece(PieceKind.THOUGHT, thought))
        if end >= 0:
            pieces.append(Piece(PieceKind.THOUGHT_END))
        return end >= 0

    def _write(self, pieces: list[Piece], text: str) -> None:
        if not self._texts:
            text = text.lstrip("\r\n")  # the blank lines between a thought and its answer
        if not text:
            return
        self._texts.append(text)
        pieces.append(Piece(PieceKind.TEXT, text))
        *lines, last = (self._line + text).split("\n")
        for line in lines:
            if _FENCE.match(line):
                self._fenced = not self._fenced
        if len(last) > _LINE_KEPT:
            last = last[:_LINE_KEPT] + last[_LINE_KEPT:].strip()[:1]
        self._line = last


def _overlap(text: str, tag: str) -> int:
    """How many characters at the end of `text` may be the beginning of `tag`."""
    for size in range(min(len(tag) - 1, len(text)), 0, -1):
        if tag.startswith(text[-size:]):
            return size
    return 0
