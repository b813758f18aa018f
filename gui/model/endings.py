"""Termination conditions as a tree: single ones, and groups of which one or all must hold."""

from __future__ import annotations

from dataclasses import dataclass

from gui.model.component_providers import ALL_OF, ANY_OF, public_name
from gui.model.json_place import Json, JsonObject, at, changed_at, with_at, without_at

CONDITIONS = "/config/conditions"
GROUPS = frozenset({ANY_OF, ALL_OF})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """`parts` are the conditions of a group."""

    provider: str
    parts: tuple[Ending, ...] = ()

    @property
    def group(self) -> bool:
        return self.provider in GROUPS


def ending_of(value: Json) -> Ending | None:
    """The tree that a JSON value stands for; None where it names no condition."""
    if not isinstance(value, dict) or not isinstance(value.get("provider"), str):
        return None
    provider = public_name(str(value["provider"]))
    inner = at(value, CONDITIONS)
    parts = inner if provider in GROUPS and isinstance(inner, list) else []
    found = (ending_of(part) for part in parts)
    unknown = Ending(provider="")
    return Ending(provider=provider, parts=tuple(part or unknown for part in found))


def with_provider(root: Json, pointer: str, new: JsonObject) -> Json:
    """The condition at `pointer` as another one: one becomes the first of a group, a group that
    becomes another keeps its parts, and else `new` takes its place."""

    def change(old: Json) -> Json:
        before = ending_of(old)
        after = ending_of(new)
        if before is None or after is None or not after.group:
            return new
        parts = at(old, CONDITIONS) if before.group else [old]
        return with_at(new, CONDITIONS, parts)

    return changed_at(root, pointer, change)


def with_ending(root: Json, pointer: str, new: Json) -> Json:
    """`new` as the last part of the group at `pointer`."""

    def more(parts: Json) -> Json:
        return [*(parts if isinstance(parts, list) else []), new]

    return changed_at(root, pointer + CONDITIONS, more)


def without_ending(root: Json, pointer: str) -> Json:
    """Without the condition at `pointer`; a group of one becomes that one, an empty one goes."""
    if not pointer:
        return None
    above = pointer.rpartition(f"{CONDITIONS}/")[0]
    root = without_at(root, pointer)
    parts = at(root, above + CONDITIONS)
    if isinstance(parts, list) and len(parts) == 1:
        return changed_at(root, above, lambda _group: parts[0])
    if parts == []:
        return without_ending(root, above)
    return root
