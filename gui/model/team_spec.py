"""An agent or a team that can answer in a chat: an AutoGen component as JSON, and its name."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class SpecOrigin(StrEnum):
    SHIPPED = "shipped"
    OWN = "own"  # made or imported by the user


@dataclass(frozen=True, kw_only=True)
class TeamSpec:
    """`component` is the JSON text of one AutoGen component, an agent or a team.

    What AutoGen has no place for stands in an object "parley" beside a component's "config",
    which AutoGen ignores: {"tools": [ids of built-in tools], "servers": [ids of MCP servers],
    "endpoint": id and "model": name (of a model that the user has bound), "title": {language:
    words}, "about": {language: words}}. Models that are not bound are the chat's model; neither
    keys nor addresses are taken from a component. `team` tells whether it has members.
    """

    id: str
    title: str
    about: str
    component: str
    origin: SpecOrigin
    team: bool
