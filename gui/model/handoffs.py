"""To whom an agent can hand the word over, as its config says it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gui.model.component import ComponentNode
from gui.model.component_json import Json

_WORDS = ("target", "name", "description", "message")


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffTarget:
    """`name` is that of the tool by which the model hands over."""

    target: str
    name: str


def handoffs_of(node: ComponentNode) -> Iterator[tuple[int, HandoffTarget]]:
    """Each one that names an agent, with its place in the list."""
    handoffs = node.config.get("handoffs")
    for number, entry in enumerate(handoffs if isinstance(handoffs, list) else ()):
        target = entry.get("target") if isinstance(entry, dict) else entry
        if isinstance(target, str):
            name = entry.get("name") if isinstance(entry, dict) else None
            own = name if isinstance(name, str) and name else f"transfer_to_{target}".lower()
            yield number, HandoffTarget(target=target, name=own)


def broken_handoffs(node: ComponentNode) -> Iterator[int]:
    """The places in the list of what names no agent."""
    handoffs = node.config.get("handoffs")
    for number, entry in enumerate(handoffs if isinstance(handoffs, list) else ()):
        if not isinstance(entry, str) and not _is_handoff(entry):
            yield number


def _is_handoff(entry: Json) -> bool:
    if not isinstance(entry, dict) or "target" not in entry:
        return False
    return all(isinstance(entry.get(name, ""), str) for name in _WORDS)
