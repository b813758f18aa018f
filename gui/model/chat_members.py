"""Who answers in a chat, by name, and which MCP servers they may use: read from a component."""

from __future__ import annotations

import json
from collections.abc import Iterator

from gui.model.component import read_component
from gui.model.component_json import ComponentError
from gui.model.team_shape import PATTERNS, NodeKind, TeamShape, shape_of


def members_of(component: str) -> tuple[str, ...]:
    """The names that can be called in a team; none of one agent."""
    try:
        shape = shape_of(json.loads(component))
    except ValueError:
        return ()
    return tuple(dict.fromkeys(_names(shape))) if len(shape.nodes) > 1 else ()


def servers_of(component: str) -> tuple[str, ...]:
    """The ids of the servers that its agents are given, as far as it can be read."""
    try:
        nodes = tuple(read_component(component).walk())
    except ComponentError:
        return ()
    listed = (node.extras.get("servers") for node in nodes)
    ids = (one for some in listed if isinstance(some, list) for one in some)
    return tuple(dict.fromkeys(one for one in ids if isinstance(one, str)))


def _names(shape: TeamShape) -> Iterator[str]:
    for node in shape.nodes:
        if node.inside is not None and node.name in PATTERNS:  # a team without a name of its own
            yield from _names(node.inside)
        elif node.kind is not NodeKind.USER:
            yield node.name
