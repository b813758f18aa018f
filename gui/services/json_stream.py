"""JSON that is read as it comes: in pieces short enough for other threads, however deep it goes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from json import JSONDecodeError, JSONDecoder
from typing import NoReturn, TextIO

_CHUNK = 1 << 18
"""Characters. What is longer than this is taken apart here, and its parts are decoded by `json`."""

_BLANKS = " \t\n\r"
_ENDS = frozenset(_BLANKS + ",:]}")
"""What may stand behind a value; a number may go on behind anything else."""

_CLOSED_BY = {"{": "}", "[": "]"}

DEEPEST = 20_000
"""Levels."""


class BrokenJsonError(ValueError):
    """The text is no JSON, or ends before it does."""


class TooLongError(BrokenJsonError):
    """A value is longer than was allowed."""


@dataclass(slots=True)
class _Open:
    """An object or array that has begun; `name` is that of the field that comes next."""

    sign: str
    fields: dict[str, object] = field(default_factory=dict)
    elements: list[object] = field(default_factory=list)
    name: str = ""

    @property
    def made(self) -> object:
        return self.fields if self.sign == "{" else self.elements

    @property
    def is_empty(self) -> bool:
        return not (self.fields or self.elements)

    def add(self, value: object) -> None:
        if self.sign == "{":
            self.fields[self.name] = value
        else:
            self.elements.append(value)


class JsonStream:
    """What was read of a stream and not understood yet. All raise BrokenJsonError.

    `taken` counts the characters read so far.
    """

    def __init__(self, stream: TextIO, *, longest: int | None = None) -> None:
        self.taken = 0
        self._stream = stream
        self._longest = longest
        self._limit: int | None = None
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

    def name(self) -> str:
        """The name of a field, and the colon behind it."""
        if self.peek() != '"':
            raise BrokenJsonError("a name that is no text")
        name = self._whole()
        self.expect(":")
        return str(name)

    def finish(self) -> None:
        if self.peek():
            raise BrokenJsonError("something follows the end")

    def value(self) -> object:
        """One whole value, at most `longest` characters of it (TooLongError)."""
        self.peek()
        self._limit = self._here + self._longest if self._longest is not None else None
        found, value = self._attempt()
        return value if found else self._taken_apart()

    def _taken_apart(self) -> object:
        """The value, where it is too long or too deep for one call: level by level."""
        opened: list[_Open] = []
        while True:
            found, value = self._attempt() if opened else (False, None)
            if not found:
                sign = self.peek()
                if sign not in _CLOSED_BY:
                    value = self._whole()
                elif len(opened) == DEEPEST:
                    raise BrokenJsonError("too deep")
                else:
                    self._place += 1
                    opened.append(_Open(sign))
                    if not self._closes(opened[-1]):
                        continue
                    value = opened.pop().made
            while opened:
                opened[-1].add(value)
                if not self._closes(opened[-1]):
                    break
                value = opened.pop().made
            else:
                return value

    def _closes(self, last: _Open) -> bool:
        """Whether it ends here; else the next item is what comes."""
        if self.peek() == _CLOSED_BY[last.sign]:
            self._place += 1
            return True
        if not last.is_empty:
            self.expect(",")
        if last.sign == "{":
            last.name = self.name()
        return False

    def _attempt(self) -> tuple[bool, object]:
        """The value, if it ends within what one call of `json` may take."""
        self.peek()
        while True:
            found, value = self._decoded()
            if found or self._ended or len(self._buffer) - self._place >= _CHUNK:
                return found, value
            self._read(_CHUNK)

    def _whole(self) -> object:
        """A value that cannot be taken apart, or is broken."""
        chunk = _CHUNK
        while True:
            found, value = self._decoded()
            if found:
                return value
            if self._ended:
                raise BrokenJsonError("no value")
            self._read(chunk)
            chunk *= 2

    def _decoded(self) -> tuple[bool, object]:
        """One that touches the end of the buffer may go on behind it."""
        try:
            value, place = self._decoder.raw_decode(self._buffer, self._place)
        except (JSONDecodeError, RecursionError):
            return False, None
        except ValueError as error:  # a number beyond all bounds, or none
            raise BrokenJsonError(str(error)) from error
        if self._ended or self._buffer[place : place + 1] in _ENDS:
            self._place = place
            return True, value
        return False, None

    @property
    def _here(self) -> int:
        return self.taken - len(self._buffer) + self._place

    def _read(self, size: int) -> None:
        if self._limit is not None and self.taken > self._limit:
            raise TooLongError("a value is too long")
        more = self._stream.read(size)
        self._ended = not more
        self.taken += len(more)
        self._buffer = self._buffer[self._place :] + more
        self._place = 0


def _refuse(constant: str) -> NoReturn:
    raise BrokenJsonError(f"{constant} is no JSON")
