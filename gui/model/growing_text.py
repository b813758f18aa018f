"""A text that grows by appending, with one kind of line end, at the cost of what is new."""

from __future__ import annotations

_COMPARED = 256


def normalised(text: str) -> str:
    """`text` as the Markdown parser will see it: one kind of line end, no NUL."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\0", "�") if "\0" in text else text


def seems_to_grow(old: str, new: str) -> bool:
    """Whether `new` may begin with `old`: told by the length and the last characters of `old`.

    For a text that is known to grow; to compare all of it takes a millisecond for 10 MB.
    """
    if new is old:
        return True
    at = max(0, len(old) - _COMPARED)
    return len(new) >= len(old) and new.startswith(old[at:], at)


class GrowingText:
    """Normalises a text again and again while it grows; only what is new is looked at."""

    def __init__(self) -> None:
        self._raw = ""
        self._text = ""
        self._same = True  # the text needed no change so far

    def set(self, raw: str) -> str:
        old = self._raw
        if not seems_to_grow(old, raw):
            old, self._text, self._same = "", "", True
        at = len(old)
        self._raw = raw
        if self._same and raw.find("\r", at) < 0 and raw.find("\0", at) < 0:
            self._text = raw
            return raw
        self._same = False
        if old.endswith("\r") and raw.startswith("\n", at):
            at += 1  # the line end was counted with its first half
        self._text += normalised(raw[at:])
        return self._text
