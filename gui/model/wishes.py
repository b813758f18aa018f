"""What a start of Parley asks for, and the line in which a second start tells it to the first."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

VERSION = 1

LONGEST_LINE = 128 * 1024
"""Bytes; a link may carry 8,000 Chinese characters, each of which takes nine there."""

MOST_OPENED = 100
LONGEST_TOKEN = 512

ANSWER = b'{"v":1,"done":true}\n'
"""What the first one says once it has read a line, whatever stood in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """`open` are absolute paths and links. `front`: the window is to come to the front.

    `token` is what the desktop gave the new process so that a window may take the focus.
    """

    open: tuple[str, ...] = ()
    quick_ask: bool = False
    front: bool = True
    token: str = ""


def line_of(wishes: Wishes) -> bytes:
    """One line of at most LONGEST_LINE bytes; what has no room in it is left out from the end."""
    wishes = replace(wishes, open=wishes.open[:MOST_OPENED])
    while len(line := _line(wishes)) > LONGEST_LINE and wishes.open:
        wishes = replace(wishes, open=wishes.open[:-1])
    return line


def wishes_of(line: bytes) -> Wishes:
    """What a stranger wrote, if it is exactly what this version writes; else only to be raised."""
    if len(line) > LONGEST_LINE:
        return Wishes()
    try:
        read = json.loads(line)
    except (ValueError, RecursionError):
        return Wishes()
    if not isinstance(read, dict) or read.get("v") != VERSION:
        return Wishes()
    match read:
        case {
            "raise": bool(front),
            "open": list(opened),
            "quick_ask": bool(quick_ask),
            "token": str(token),
        } if _are_plain(opened) and _is_token(token):
            return Wishes(open=tuple(opened), quick_ask=quick_ask, front=front, token=token)
        case _:
            return Wishes()


def is_answer(line: bytes) -> bool:
    """Whether a Parley of this or a later version answered."""
    try:
        read = json.loads(line)
    except (ValueError, RecursionError):
        return False
    return isinstance(read, dict) and read.get("done") is True


def _line(wishes: Wishes) -> bytes:
    fields = {
        "v": VERSION,
        "raise": wishes.front,
        "open": list(wishes.open),
        "quick_ask": wishes.quick_ask,
        "token": wishes.token if _is_token(wishes.token) else "",
    }
    return json.dumps(fields, separators=(",", ":")).encode("ascii") + b"\n"


def _are_plain(opened: Sequence[object]) -> bool:
    """Texts that can be paths or links at all."""
    return len(opened) <= MOST_OPENED and all(
        isinstance(one, str) and one and "\0" not in one for one in opened
    )


def _is_token(token: str) -> bool:
    """It goes into the environment of this process."""
    return len(token) <= LONGEST_TOKEN and token.isascii() and (not token or token.isprintable())
