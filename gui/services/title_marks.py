"""Takes Markdown off what a model answers when it is asked for a title."""

from __future__ import annotations

import re
from functools import partial

_LEADING = re.compile(r"^\s*(?:#{1,6}\s+|>+\s*|[-*+•]\s+|\d{1,2}[.)]\s+|\[[ xX]\]\s+)")
_CLOSING = re.compile(r"\s+#+\s*$")
_INLINE = re.compile(
    r"\\(?P<escaped>[\\`*_{}\[\]()#+\-.!~>|])"
    r"|(?P<ticks>`+)(?P<code>.+?)(?P=ticks)"
    r"|!?\[(?P<link>[^\]]*)\](?:\([^)]*\)|\[[^\]]*\])"
    r"|<(?P<address>https?://[^>\s]+)>"
    r"|(?P<stars>\*{1,3}|~~)(?=\S)(?P<strong>.+?)(?<=\S)(?P=stars)"
    r"|(?<!\w)(?P<bars>_{1,3})(?=\S)(?P<slanted>.+?)(?<=\S)(?P=bars)(?!\w)"
)
_FENCE = re.compile(r"^\s*(?:`{3,}|~{3,})[\w-]*\s*$")
_LONGEST_LINE = 400  # characters, of which a title shows a few anyway
_DEEPEST = 4  # marks within each other


def without_marks(answer: str) -> str:
    """`answer` as it would be read, line by line; lines without any word are gone."""
    lines = (_plain(line[:_LONGEST_LINE]) for line in answer.splitlines() if not _FENCE.match(line))
    return "\n".join(line for line in lines if any(sign.isalnum() for sign in line))


def _plain(line: str) -> str:
    line = _CLOSING.sub("", line)
    while (shorter := _LEADING.sub("", line)) != line:
        line = shorter
    return _inline(line)


def _inline(line: str, depth: int = 0) -> str:
    """Marks may lie within each other, but nothing in code is one."""
    if depth == _DEEPEST:
        return line
    return _INLINE.sub(partial(_read, depth=depth + 1), line)


def _read(found: re.Match[str], depth: int) -> str:
    if found["code"] is not None:
        return found["code"].strip()
    inner = found["link"] or found["strong"] or found["slanted"]
    return _inline(inner, depth) if inner else found["escaped"] or found["address"] or ""
