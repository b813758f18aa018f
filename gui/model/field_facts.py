"""What a form needs to know of one field in the config of a component."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gui.model.component_json import Json
from gui.model.component_providers import ComponentKind


class FieldType(StrEnum):
    NAME = "name"  # a Python identifier
    TEXT = "text"
    LONG_TEXT = "long_text"  # several lines
    CODE = "code"
    WHOLE = "whole"
    NUMBER = "number"
    SWITCH = "switch"
    CHOICE = "choice"
    TEXTS = "texts"  # a list
    COMPONENT = "component"
    COMPONENTS = "components"  # a list
    HANDOFFS = "handoffs"  # names of agents, or objects with "target", "name", "description"…
    GRAPH = "graph"
    TEXT_MAP = "text_map"  # texts by name
    OBJECT = "object"  # JSON that has no form of its own
    LIST = "list"  # JSON that has no form of its own


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldFacts:
    """`required`: AutoGen does not load a component without it; `nullable` ones may be null.

    `default` is what counts where there is none, and what a form starts with. `least` and `most`
    bound a number, or how many components a list holds. `kinds` are those a child may be of.
    `placeholders` are the words that may stand in braces in a template, None where braces mean
    nothing. `main` fields are shown first, the others folded.
    """

    name: str
    type: FieldType
    required: bool = False
    nullable: bool = False
    default: Json = None
    least: float | None = None
    most: float | None = None
    choices: tuple[str, ...] = ()
    kinds: tuple[ComponentKind, ...] = ()
    placeholders: frozenset[str] | None = None
    main: bool = True

    @property
    def holds_components(self) -> bool:
        return self.type in {FieldType.COMPONENT, FieldType.COMPONENTS}
