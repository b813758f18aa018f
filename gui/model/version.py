"""Versions of programs as people write them: which of two is newer."""

from __future__ import annotations

import re

_STAGES = {
    "dev": -4,
    "a": -3,
    "alpha": -3,
    "b": -2,
    "beta": -2,
    "c": -1,
    "rc": -1,
    "pre": -1,
    "preview": -1,
    "": 0,
    "post": 1,
}
_FORM = re.compile(
    r"v?(?P<numbers>\d{1,9}(\.\d{1,9}){0,5})"
    r"([-._]?(?P<stage>dev|alpha|beta|preview|pre|post|rc|a|b|c)[-._]?(?P<count>\d{0,9}))?"
    r"(\+[\w.]+)?",
    re.IGNORECASE,
)

VersionKey = tuple[tuple[int, ...], int, int]


def version_key(text: str) -> VersionKey | None:
    """Greater for a newer version; None for what is no version.

    Understands what Python and semantic versioning allow in common: `v1.4`, `1.4.0rc1`,
    `1.4.0-beta.2`, `1.4.0+linux`. What follows a plus says nothing about newness.
    """
    found = _FORM.fullmatch(text.strip())
    if found is None:
        return None
    numbers = [int(part) for part in found["numbers"].split(".")]
    while len(numbers) > 1 and not numbers[-1]:
        numbers.pop()
    stage = (found["stage"] or "").lower()
    return tuple(numbers), _STAGES[stage], int(found["count"] or 0)


def is_newer(text: str, *, than: str) -> bool:
    """False also where either is no version."""
    one, other = version_key(text), version_key(than)
    return one is not None and other is not None and one > other
