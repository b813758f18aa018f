"""What is being asked for while writing: "/" at the beginning of a box, "@" before a name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

LONGEST_QUERY = 80
"""Letters behind a mark; whoever writes more than that writes a text."""

_PROMPT = re.compile(r"[/／](.*)", re.DOTALL)
_MEMBER = re.compile(r"(?<![A-Za-z0-9_.+\-/@＠])[@＠]([^\s@＠]*)$")


class MarkKind(StrEnum):
    PROMPT = "prompt"
    MEMBER = "member"


@dataclass(frozen=True, slots=True, kw_only=True)
class TypedMark:
    """`query` is what was typed behind the sign; both together are to be replaced."""

    kind: MarkKind
    query: str

    @property
    def length(self) -> int:
        """Of the sign and the query."""
        return 1 + len(self.query)


def mark_in(before: str, *, first: bool) -> TypedMark | None:
    """The mark that ends where the caret stands; `before` is its line up to there.

    `first`: it is the first line. An "@" within an address of mail is none.
    """
    kind, found = MarkKind.PROMPT, _PROMPT.fullmatch(before) if first else None
    if found is None:
        kind, found = MarkKind.MEMBER, _MEMBER.search(before)
    if found is None or len(found[1]) > LONGEST_QUERY:
        return None
    return TypedMark(kind=kind, query=found[1])


def fits(query: str, *texts: str) -> bool:
    """Whether each word of `query` is in one of the texts, whatever its case."""
    whole = "\n".join(texts).casefold()
    return all(word in whole for word in query.casefold().split())
