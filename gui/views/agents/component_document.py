"""The component that is being edited: its text, what that means, and what is wrong with it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from gui.model.component import component_of
from gui.model.component_checks import problems_of
from gui.model.component_json import ComponentError, ComponentFault, Json, json_text, read_json
from gui.model.component_providers import ComponentKind
from gui.model.json_lines import line_of, lines_of
from gui.model.json_place import at, pointer_of, with_at, without_at
from gui.model.team_edits import member_place, rename_member
from gui.model.team_shape import Pattern, TeamShape, member_name, shape_of
from gui.views.agents.problem_words import fault_words, problem_words

NAME = "/config/name"


@dataclass(frozen=True, kw_only=True)
class Reading:
    """What a text says. `value` is the last one that could be read, `readable` whether that is
    this text's. `faults` keep it from being saved, `advice` does not; both by place."""

    value: Json
    readable: bool = True
    faults: Mapping[str, str] = field(default_factory=dict)
    advice: Mapping[str, str] = field(default_factory=dict)
    marks: Mapping[int, str] = field(default_factory=dict)  # by line

    @property
    def shape(self) -> TeamShape:
        return shape_of(self.value)

    @property
    def places(self) -> tuple[str, ...]:
        """The components that have a form: the whole, and every node of its picture."""
        shape = self.shape
        heads = {shape.head.id} if shape.head else set()
        return ("", *(node.id for node in shape.walk() if node.id not in heads))

    @property
    def has_picture(self) -> bool:
        """Whether there is more to draw than one agent."""
        shape = self.shape
        lone = shape.pattern is Pattern.SINGLE
        return not lone or any(node.attached or node.inside for node in shape.nodes)

    def owner(self, pointer: str) -> str:
        """The place of the component that a place belongs to."""
        return self.way(pointer)[-1]

    def way(self, pointer: str) -> list[str]:
        """The places of the components around a place, from the whole inwards."""
        around = {
            place for place in self.places if pointer == place or pointer.startswith(place + "/")
        }
        here = (place for place in around if not place or isinstance(at(self.value, place), dict))
        return sorted(here, key=len)

    @property
    def sentence(self) -> str:
        """The first thing that is wrong."""
        return next(iter(self.faults.values()), "")


def read(text: str, before: Json) -> Reading:
    """`before` is the value to go on with where the text cannot be read."""
    try:
        value = read_json(text)
    except ComponentError as error:
        line = int(error.facts.get("line", 1)) - 1
        words = fault_words(error)
        return Reading(value=before, readable=False, faults={"": words}, marks={line: words})
    try:
        node = component_of(value)
        if node.kind not in (ComponentKind.AGENT, ComponentKind.TEAM):
            raise ComponentError(ComponentFault.NOBODY_ANSWERS, "provider")
        problems = problems_of(node)
    except ComponentError as error:
        faults = {pointer_of(error.path): fault_words(error)}
        known = isinstance(value, dict) and "provider" in value
        return _marked(
            text, Reading(value=value if known else before, readable=known, faults=faults)
        )
    blocking: dict[str, str] = {}
    advice: dict[str, str] = {}
    for problem in problems:
        found = blocking if problem.blocking else advice
        found.setdefault(pointer_of(problem.path), problem_words(problem))
    return _marked(text, Reading(value=value, faults=blocking, advice=advice))


def pretty(text: str) -> str:
    """A component's text as Parley writes it; as it is where it is no JSON."""
    try:
        return json_text(json.loads(text))
    except ValueError:
        return text


def changed(value: Json, pointer: str, new: Json) -> Json:
    """`value` with another value at a place; what led to a member follows its new name."""
    place = member_place(pointer.removesuffix(NAME)) if pointer.endswith(NAME) else None
    old = member_name(at(value, pointer.removesuffix(NAME)))
    value = without_at(value, pointer) if new is None else with_at(value, pointer, new)
    if place is None or not isinstance(new, str) or not new:
        return value
    team = rename_member(at(value, place[0]), old, new)
    return with_at(value, place[0], team)


def _marked(text: str, reading: Reading) -> Reading:
    lines = lines_of(text)
    marks: dict[int, str] = {}
    for place, words in reading.faults.items():
        marks.setdefault(line_of(lines, place), words)
    return Reading(
        value=reading.value,
        readable=reading.readable,
        faults=reading.faults,
        advice=reading.advice,
        marks=marks,
    )
