"""Forgives typing errors: which known words somebody may have meant."""

from __future__ import annotations

from collections.abc import Iterable

SHORTEST = 4
"""Letters; in a shorter word, one wrong letter makes another word of it."""

_TWO_FROM = 8
"""Letters from which on two errors are forgiven."""


def allowed(word: str) -> int:
    """So many errors are forgiven in `word`."""
    if len(word) < SHORTEST:
        return 0
    return 1 if len(word) < _TWO_FROM else 2


def alike(word: str, known: Iterable[str]) -> tuple[str, ...]:
    """Those of the `known` words that `word` may mean, the nearest first."""
    limit = allowed(word)
    if not limit:
        return ()
    letters = set(word)
    found = []
    for other in known:
        if abs(len(other) - len(word)) > limit or other == word:
            continue
        if len(letters.difference(other)) > limit:
            continue
        distance = edits(word, other, limit)
        if distance <= limit:
            found.append((distance, other))
    return tuple(other for _, other in sorted(found))


def edits(a: str, b: str, limit: int) -> int:
    """Letters to change, add, leave out or swap with the next, as long as it is within `limit`.

    Anything above `limit` means that it takes more.
    """
    if abs(len(a) - len(b)) > limit:
        return limit + 1
    before: list[int] = []
    last = list(range(len(b) + 1))
    for i, sign in enumerate(a, start=1):
        row = [i]
        for j, other in enumerate(b, start=1):
            cost = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (sign != other))
            if i > 1 and j > 1 and sign == b[j - 2] and a[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        if min(row) > limit and (not last or min(last) > limit):
            return limit + 1
        before, last = last, row
    return last[-1]
