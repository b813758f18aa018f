"""What an answer used and whom it reached: tokens, requests, and the hosts of models and tools."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from gui.model.turn import ToolCallPart, ToolState, Turn, Usage

NET_TOOLS = ("web", "http")
"""How ids of tools begin whose place is a host."""

_WIDE = 0x2E80
"""From here on a character is about a token of its own: Chinese, Japanese, Korean."""

LETTERS_A_TOKEN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class SentFacts:
    """`hosts` are (host, how often), the most often asked first; `first_token` is in seconds."""

    usage: Usage
    requests: int
    first_token: float | None
    hosts: tuple[tuple[str, int], ...]


def sent_facts(turn: Turn, *, host: str) -> SentFacts:
    """`host` is where the models of the turn are; "" where nothing leaves this computer."""
    hosts: Counter[str] = Counter()
    if host:
        hosts[host] += len(turn.requests)
    for part in turn.parts:
        if isinstance(part, ToolCallPart) and _reached(part):
            hosts[part.facts.place if part.facts is not None else ""] += 1
    usage = Usage()
    for request in turn.requests:
        usage += request.usage or Usage()
    first = next((r for r in turn.requests if r.first_at is not None), None)
    waited = None
    if first is not None and first.first_at is not None:
        waited = max(0.0, first.first_at - first.started_at)
    return SentFacts(
        usage=turn.usage or usage,
        requests=len(turn.requests),
        first_token=waited,
        hosts=tuple((name, count) for name, count in hosts.most_common() if name and count),
    )


def about_tokens(text: str) -> int:
    """A rough count; what a model really counts, only its provider knows."""
    wide = sum(ord(letter) >= _WIDE for letter in text)
    return wide + (len(text) - wide + LETTERS_A_TOKEN - 1) // LETTERS_A_TOKEN


def _reached(part: ToolCallPart) -> bool:
    """Whether a call went out to a host."""
    if part.facts is None or part.state in (ToolState.WAITING, ToolState.DENIED):
        return False
    return part.facts.tool_id.partition("/")[0] in NET_TOOLS
