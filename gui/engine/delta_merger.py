"""Joins neighbouring text fragments in the bytes of a streamed reply; all else stays as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

JsonObject = dict[str, object]


class TextPlace(NamedTuple):
    """Where in a parsed event the streamed text lies: `holder[key]`."""

    holder: JsonObject
    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamShape:
    """What must be known of a protocol to join its fragments.

    `place` finds the text of an event that carries nothing else, or None. `finished` says
    whether an event ends the reply, `recognised` whether it belongs to the protocol at all.
    `volatile` are keys at the top of an event that may differ between joined ones.
    """

    events: bool  # server-sent events; otherwise one JSON object a line
    place: Callable[[JsonObject], TextPlace | None]
    finished: Callable[[JsonObject], bool]
    recognised: Callable[[JsonObject], bool]
    volatile: tuple[str, ...] = ()


# A line ends with LF, CRLF or CR; an event with two of them.
_LINE_END = rb"(?:\r\n|\n|\r(?!\n))"
_EVENT_END = re.compile(_LINE_END + _LINE_END)
_LINE_END_RE = re.compile(rb"\n")
_DATA_LINE = re.compile(
    rb"\A(?P<head>(?:event:[^\r\n]*(?:\r\n|\n|\r))?data: ?)"
    rb"(?P<json>\{[^\r\n]*\})(?P<tail>[\r\n]+)\Z"
)
_JSON_LINE = re.compile(rb"\A(?P<head>[ \t]*)(?P<json>\{[^\r\n]*\})(?P<tail>[ \t]*\r?\n)\Z")
_DATA_FIELD = re.compile(rb"^data:? ?(.*)$", re.MULTILINE)
_STRING = rb'[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[^"\\\x00-\x1f]*)*'
"""What is between the quotes of a JSON string; written so that matching never goes back far."""
_MOST_PATTERNS = 16
"""In one stream; where the writing changes all the time, events are parsed one by one."""
_MAX_END = 4  # bytes of the longest end of an event


@dataclass(slots=True)
class _Held:
    """A fragment that may still grow; `texts` has one entry for each event joined into it."""

    raw: bytes
    head: bytes
    tail: bytes
    event: JsonObject
    place: TextPlace
    texts: list[str]
    likeness: JsonObject  # the event without its text and its volatile keys

    def block(self) -> bytes:
        if len(self.texts) == 1:
            return self.raw
        self.place.holder[self.place.key] = "".join(self.texts)
        # ASCII only, so that a surrogate pair that was cut in two comes out whole.
        return self.head + json.dumps(self.event, separators=(",", ":")).encode() + self.tail


class DeltaMerger:
    """Takes a stream's bytes in pieces of any size and gives back as many complete events.

    Only runs of events that differ in nothing but their text are joined; every other byte
    comes out as it went in.
    """

    def __init__(self, shape: StreamShape) -> None:
        self._shape = shape
        self._block_end = _EVENT_END if shape.events else _LINE_END_RE
        self._rest = bytearray()
        self._searched = 0
        self._pattern: re.Pattern[bytes] | None = None  # of fragments that come in runs
        self._patterns_left = _MOST_PATTERNS
        self.finished = False
        self._recognised = False

    @property
    def cut_short(self) -> bool:
        """Whether what came so far is the protocol's, but no event has ended the reply."""
        return self._recognised and not self.finished

    def feed(self, data: bytes) -> bytes:
        """Return the complete events in what was fed, neighbouring fragments joined."""
        self._rest += data
        out = bytearray()
        held: _Held | None = None
        at = 0
        while (end := self._end_of_block(at)) >= 0:
            block = bytes(self._rest[at:end])
            at = end
            found = self._fragment(block)
            if held is not None and found is not None and _alike(held, found):
                held.texts += found.texts
                self._learn_from(held)
                at = self._join_run(held, at)
                continue
            if held is not None:
                out += held.block()
            held = found
            if found is None:
                out += block
            else:
                at = self._join_run(found, at)
        if held is not None:
            out += held.block()
        del self._rest[:at]
        self._searched = len(self._rest)
        return bytes(out)

    def close(self) -> bytes:
        """Return what was fed after the last complete event, untouched."""
        rest = bytes(self._rest)
        if rest:
            self._note(rest)
        self._rest.clear()
        return rest

    def _end_of_block(self, at: int) -> int:
        """Where the event ends that begins at `at`; -1 where it is not complete."""
        search_from = max(at, self._searched - _MAX_END)
        match = self._block_end.search(self._rest, search_from)
        return -1 if match is None else match.end()

    def _join_run(self, held: _Held, at: int) -> int:
        """Join what follows at `at` and is written like `held`; where that ends.

        Most events of a stream differ in nothing but the characters of their text, and these
        need not be parsed to know it.
        """
        pattern = self._pattern
        if pattern is None or not pattern.fullmatch(held.raw):
            return at
        written: list[str] = []
        while (match := pattern.match(self._rest, at)) and match["text"]:
            try:
                written.append(match["text"].decode())
            except UnicodeDecodeError:
                break
            at = match.end()
        if written:
            held.texts.append(json.loads(f'"{"".join(written)}"'))
        return at

    def _learn_from(self, held: _Held) -> None:
        """Note how `held` is written, which was followed by one like it."""
        known = self._pattern is not None and self._pattern.fullmatch(held.raw)
        if not known and self._patterns_left:
            self._patterns_left -= 1
            self._pattern = _pattern_of(held, self._shape.volatile)

    def _fragment(self, block: bytes) -> _Held | None:
        match = (_DATA_LINE if self._shape.events else _JSON_LINE).match(block)
        event = _parsed(match["json"]) if match else None
        if match is None or event is None:
            self._note(block)
            return None
        self._note_event(event)
        place = self._shape.place(event)
        if place is None:
            return None
        text = place.holder[place.key]
        assert isinstance(text, str)  # noqa: S101 - what `place` promises
        place.holder[place.key] = None
        likeness = {k: v for k, v in event.items() if k not in self._shape.volatile}
        return _Held(block, match["head"], match["tail"], event, place, [text], likeness)

    def _note(self, block: bytes) -> None:
        """See whether a block that is passed on unparsed ends the reply."""
        if not self._shape.events:
            data = block
        else:
            data = b"\n".join(_DATA_FIELD.findall(re.sub(rb"\r\n?", b"\n", block)))
        if data.strip() == b"[DONE]":
            self.finished = True
        event = _parsed(data)
        if event is not None:
            self._note_event(event)

    def _note_event(self, event: JsonObject) -> None:
        self._recognised = self._recognised or self._shape.recognised(event)
        self.finished = self.finished or self._shape.finished(event)


def _pattern_of(held: _Held, volatile: tuple[str, ...]) -> re.Pattern[bytes] | None:
    """What matches all events that are written like `held`, but for their text; None if unsure.

    That is so where each key stands once, and what follows it is what the parser has found.
    """
    if not held.tail.endswith(b"\n"):
        return None
    text: object = held.texts[0]
    wild = [(held.place.key, text, b"(?P<text>%b)" % _STRING)]
    wild += [(key, held.event[key], _STRING) for key in volatile if key in held.event]
    found: list[tuple[int, int, bytes]] = []
    for key, value, pattern in wild:
        name = re.escape(json.dumps(key).encode())
        spans = list(re.finditer(rb'%b[ \t]*:[ \t]*"(%b)"' % (name, _STRING), held.raw))
        if len(spans) != 1 or json.loads(b'"%b"' % spans[0][1]) != value:
            return None
        found.append((*spans[0].span(1), pattern))
    whole, at = b"", 0
    for start, end, pattern in sorted(found):
        whole += re.escape(held.raw[at:start]) + pattern
        at = end
    return re.compile(whole + re.escape(held.raw[at:]))


def _alike(held: _Held, found: _Held) -> bool:
    return (
        held.place.key == found.place.key
        and held.likeness == found.likeness
        and held.head == found.head
        and held.tail == found.tail
    )


def _parsed(data: bytes) -> JsonObject | None:
    try:
        value = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return value if isinstance(value, dict) else None
