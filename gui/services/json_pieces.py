"""Reads a large JSON object piece by piece: one long call of `json` would hold up all threads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from json import JSONDecodeError, JSONDecoder
from typing import NoReturn, TextIO

_CHUNK = 1 << 18
"""Characters; doubled while a piece is longer."""

_BLANKS = " \t\n\r"
_ENDS = frozenset(_BLANKS + ",:]}")
"""What may stand behind a value; a number may go on behind anything else."""


class BrokenJsonError(ValueError):
    """The text is no JSON object, or ends before it does."""


def read_pieces(stream: TextIO, *, listed: str) -> Iterator[tuple[str, object]]:
    """The fields of the one object in `stream`, in their order.

    The field `listed` must be an array, and comes as one pair for each of its elements. Raises
    BrokenJsonError, and what reading the stream raises.
    """
    text = _Text(stream)
    text.expect("{")
    for _ in text.items("}"):
        name = text.value()
        if not isinstance(name, str):
            raise BrokenJsonError("a name that is no text")
        text.expect(":")
        if name != listed:
            yield name, text.value()
            continue
        text.expect("[")
        for _ in text.items("]"):
            yield name, text.value()
    if text.peek():
        raise BrokenJsonError("something follows the object")


class _Text:
    """What was read of the stream and not understood yet."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._buffer = ""
        self._place = 0
        self._ended = False
        self._decoder = JSONDecoder(parse_constant=_refuse)

    def peek(self) -> str:
        """The next character that is no blank, or "" at the end."""
        while True:
            while self._place < len(self._buffer):
                if self._buffer[self._place] not in _BLANKS:
                    return self._buffer[self._place]
                self._place += 1
            if self._ended:
                return ""
            self._read(_CHUNK)

    def expect(self, sign: str) -> None:
        if self.peek() != sign:
            raise BrokenJsonError(f"no {sign}")
        self._place += 1

    def items(self, end: str) -> Iterator[None]:
        """Stop before each item of an array or object; past it, after `end`."""
        if self.peek() != end:
            yield
            while self.peek() == ",":
                self._place += 1
                yield
        self.expect(end)

    def value(self) -> object:
        """One whole value; one that touches the end of the buffer may go on behind it."""
        self.peek()
        chunk = _CHUNK
        while True:
            try:
                value, place = self._decoder.raw_decode(self._buffer, self._place)
            except JSONDecodeError as error:
                if self._ended:
                    raise BrokenJsonError(str(error)) from error
            except (ValueError, RecursionError) as error:  # a number or a depth beyond all bounds
                raise BrokenJsonError(str(error)) from error
            else:
                if self._ended or self._buffer[place : place + 1] in _ENDS:
                    self._place = place
                    return value
            self._read(chunk)
            chunk *= 2

    def _read(self, size: int) -> None:
        more = self._stream.read(size)
        self._ended = not more
        self._buffer = self._buffer[self._place :] + more
        self._place = 0


def _refuse(constant: str) -> NoReturn:
    raise BrokenJsonError(f"{constant} is no JSON")


def json_text(value: object) -> str:
    """`value` on one line, with its characters as they are."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
