"""Places in a JSON value, as JSON pointers: what stands there, and the value with another there."""

from __future__ import annotations

import re
from collections.abc import Callable

from gui.model.component_json import Json

__all__ = [
    "Json",
    "JsonObject",
    "at",
    "changed_at",
    "join",
    "pointer_of",
    "split",
    "with_at",
    "without_at",
]

JsonObject = dict[str, Json]


def split(pointer: str) -> list[str]:
    """The steps of a pointer; "" is the whole value."""
    steps = pointer.split("/")[1:]
    return [step.replace("~1", "/").replace("~0", "~") for step in steps]


def join(pointer: str, *steps: str | int) -> str:
    tail = (str(step).replace("~", "~0").replace("/", "~1") for step in steps)
    return "/".join((pointer, *tail))


def pointer_of(path: str) -> str:
    """The pointer for a place that is written as "config.participants[1].config"."""
    steps = re.findall(r"[^.\[\]]+", path)
    return join("", *steps) if steps else ""


def at(value: Json, pointer: str) -> Json:
    """What stands at `pointer`; None where there is no such place."""
    for step in split(pointer):
        match value:
            case dict():
                value = value.get(step)
            case list() if step.isdecimal() and int(step) < len(value):
                value = value[int(step)]
            case _:
                return None
    return value


def changed_at(value: Json, pointer: str, change: Callable[[Json], Json]) -> Json:
    """`value` with what stands at `pointer` changed; objects on the way are made where none are.

    Nothing of `value` itself changes. A list has only the places that it has: elsewhere in it
    nothing is changed.
    """
    return _changed(value, split(pointer), change)


def with_at(value: Json, pointer: str, new: Json) -> Json:
    return changed_at(value, pointer, lambda _old: new)


def without_at(value: Json, pointer: str) -> Json:
    """`value` without the member at `pointer`, which may be missing already."""
    *before, last = split(pointer)

    def drop(parent: Json) -> Json:
        if isinstance(parent, dict):
            return {key: each for key, each in parent.items() if key != last}
        if isinstance(parent, list) and last.isdecimal():
            return [each for number, each in enumerate(parent) if number != int(last)]
        return parent

    above = join("", *before)
    return value if at(value, above) is None else changed_at(value, above, drop)


def _changed(value: Json, steps: list[str], change: Callable[[Json], Json]) -> Json:
    if not steps:
        return change(value)
    step, *rest = steps
    if isinstance(value, list):
        if not step.isdecimal() or int(step) >= len(value):
            return value
        number = int(step)
        return [*value[:number], _changed(value[number], rest, change), *value[number + 1 :]]
    there = value if isinstance(value, dict) else {}
    return {**there, step: _changed(there.get(step), rest, change)}
