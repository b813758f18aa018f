"""What a change to a text comes to, as a unified diff of bounded length."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

MOST_LINES = 400
"""Of a diff that is shown."""

LONGEST_LINE = 500
NO_LINE_END = "\\ No newline at end of file"
_MOST_COMPARED = 1500  # lines on a side; difflib takes seconds for more
_CONTEXT = 3


def unified_diff(old: str | None, new: str | None, name: str) -> str:
    """`old` is None for a file that is made, `new` for one that is removed; "" for no change."""
    before, after = _lines(old or ""), _lines(new or "")
    head = [
        f"--- {'/dev/null' if old is None else f'a/{name}'}",
        f"+++ {'/dev/null' if new is None else f'b/{name}'}",
    ]
    body = _hunks(before, after)
    if not body and old is not None and new is not None:
        return ""
    return "\n".join(_bounded([*head, *body])) + "\n"


def _hunks(before: list[str], after: list[str]) -> list[str]:
    """Equal lines at both ends cost nothing, so that a small change to a long file is compared."""
    start = _alike(before, after)
    end = _alike(before[start:][::-1], after[start:][::-1])
    lead = max(0, start - _CONTEXT)
    tail = max(0, end - _CONTEXT)
    old = before[lead : len(before) - tail]
    new = after[lead : len(after) - tail]
    if max(len(old), len(new)) > _MOST_COMPARED:
        head = f"@@ -{lead + 1},{len(old)} +{lead + 1},{len(new)} @@"
        return [head, *(f"-{line}" for line in old), *(f"+{line}" for line in new)]
    lines = list(difflib.unified_diff(old, new, n=_CONTEXT, lineterm=""))[2:]
    return [_moved(line, lead) if line.startswith("@@ ") else line for line in lines]


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    if lines[-1]:
        lines[-1] += f"\n{NO_LINE_END}"
    else:
        lines.pop()
    return lines


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """How many lines are the same at the beginning."""
    for number, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return number
    return min(len(one), len(other))


def _moved(head: str, by: int) -> str:
    """The head of a hunk in a text that begins `by` lines earlier."""
    _, old, new, _ = head.split(" ")
    return f"@@ -{_later(old[1:], by)} +{_later(new[1:], by)} @@"


def _later(span: str, by: int) -> str:
    line, comma, count = span.partition(",")
    return f"{int(line) + by}{comma}{count}"


def _bounded(lines: list[str]) -> list[str]:
    shown = [
        line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}…"
        for line in lines[:MOST_LINES]
    ]
    if len(lines) > MOST_LINES:
        shown.append(f"\\ {len(lines) - MOST_LINES} more lines")
    return shown
