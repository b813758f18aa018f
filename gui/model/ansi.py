"""The escape sequences of terminals in a text: sixteen colours and bold are kept, the rest goes."""

from __future__ import annotations

import re
from typing import NamedTuple


class Ink(NamedTuple):
    """How words are written: `colour` is one of a terminal's sixteen, or None for the usual."""

    colour: int | None = None
    bold: bool = False


PLAIN = Ink()


class Run(NamedTuple):
    """Words in one ink."""

    text: str
    ink: Ink


_ESCAPE = re.compile(
    r"\x1b\[(?P<colours>[0-9;:]*)m"
    r"|\x1b\[[0-?]*[ -/]*[@-~]"  # moves the cursor, clears, asks
    r"|\x1b\][^\x07\x1b\n]*(?:\x07|\x1b\\)"  # sets titles, makes links
    r"|\x1b[PX^_][^\x1b\n]*\x1b\\"  # talks to the terminal
    r"|\x1b[ -/]*[0-OQ-WYZ\\`-~]"
)
_STEPS = (0, 95, 135, 175, 215, 255)  # of the cube of 6 × 6 × 6 colours
_LOUD = 128


def plain(text: str) -> str:
    """The text without any escape sequence."""
    return _ESCAPE.sub("", text) if "\x1b" in text else text


def runs(text: str, ink: Ink = PLAIN) -> list[Run]:
    """The text without its escape sequences, cut where the ink changes; it begins in `ink`."""
    found: list[Run] = []
    words: list[str] = []
    start = 0
    for escape in _ESCAPE.finditer(text):
        words.append(text[start : escape.start()])
        start = escape.end()
        sequence = escape["colours"]
        new = ink if sequence is None else _changed(ink, sequence)
        if new != ink:
            _put(found, "".join(words), ink)
            words.clear()
            ink = new
    words.append(text[start:])
    _put(found, "".join(words), ink)
    return found


def last_ink(text: str, ink: Ink = PLAIN) -> Ink:
    """The ink in which a text goes on after `text`."""
    for escape in _ESCAPE.finditer(text):
        sequence = escape["colours"]
        if sequence is not None:
            ink = _changed(ink, sequence)
    return ink


def _put(found: list[Run], words: str, ink: Ink) -> None:
    if words:
        found.append(Run(words, ink))


def _changed(ink: Ink, sequence: str) -> Ink:
    codes = [int(code) if code else 0 for code in re.split("[;:]", sequence[:200])]
    place = 0
    while place < len(codes):
        code = codes[place]
        place += 1
        if code in (38, 48):
            colour, place = _extended(codes, place)
            ink = ink._replace(colour=colour) if code == 38 else ink
        else:
            ink = _with(ink, code)
    return ink


def _with(ink: Ink, code: int) -> Ink:
    match code:
        case 0:
            return PLAIN
        case 1:
            return ink._replace(bold=True)
        case 21 | 22:
            return ink._replace(bold=False)
        case 39:
            return ink._replace(colour=None)
        case _ if 30 <= code <= 37:
            return ink._replace(colour=code - 30)
        case _ if 90 <= code <= 97:
            return ink._replace(colour=code - 82)
        case _:
            return ink


def _extended(codes: list[int], place: int) -> tuple[int | None, int]:
    """A colour of the 256, or one by red, green and blue: the nearest of the sixteen."""
    kind = codes[place] if place < len(codes) else 0
    if kind == 5:
        return _of_256(codes[place + 1] if place + 1 < len(codes) else 0), place + 2
    if kind == 2:
        red, green, blue = (*codes[place + 1 : place + 4], 0, 0, 0)[:3]
        return _nearest(red, green, blue), place + 4
    return None, place + 1


def _of_256(number: int) -> int | None:
    if number < 16:
        return number
    if number > 255:
        return None
    if number > 231:
        grey = 8 + 10 * (number - 232)
        return _nearest(grey, grey, grey)
    number -= 16
    return _nearest(_STEPS[number // 36], _STEPS[number // 6 % 6], _STEPS[number % 6])


def _nearest(red: int, green: int, blue: int) -> int:
    """By hue rather than by distance: what is meant to be red stays red."""
    strongest = max(red, green, blue)
    if strongest - min(red, green, blue) < strongest // 4 + 1:
        return 0 if strongest < 64 else 8 if strongest < _LOUD else 7 if strongest < 224 else 15
    half = strongest * 2 // 3
    hue = (red > half) + 2 * (green > half) + 4 * (blue > half)
    return hue + 8 if strongest > 224 else hue
