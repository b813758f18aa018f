"""Changes of a team: members come, go, move and get other names, and everything follows them."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from gui.model.json_place import Json, JsonObject, at, changed_at, with_at
from gui.model.team_shape import (
    PATTERNS,
    Pattern,
    as_list,
    as_object,
    class_name,
    config_of,
    handoff_target,
    member_name,
)

PARTICIPANTS = "/config/participants"
NODES = "/config/graph/nodes"


def member_names(team: Json) -> list[str]:
    return [member_name(member) for member in as_list(config_of(team).get("participants"))]


def member_place(pointer: str) -> tuple[str, int] | None:
    """The team around a member, as a pointer, and the member's place in its order."""
    team, found, number = pointer.rpartition(f"{PARTICIPANTS}/")
    return (team, int(number)) if found and number.isdecimal() else None


def free_name(team: Json, wanted: str) -> str:
    """`wanted`, or with the first number that no member's name has."""
    taken = set(member_names(team))
    names = (wanted, *(f"{wanted}_{number}" for number in range(2, len(taken) + 3)))
    return next(name for name in names if name not in taken)


def add_member(team: Json, member: Json) -> Json:
    """`member` at the end, under a name that is free; a graph gets a node for it."""
    name = free_name(team, member_name(member))
    added = with_at(member, "/config/name", name)
    team = _with_members(team, [*_members(team), added])
    return with_at(team, _node(name), _new_node(name)) if _is_graph(team) else team


def remove_member(team: Json, index: int) -> Json:
    """Without one member, and without whatever led to it by its name."""
    members = _members(team)
    if not 0 <= index < len(members):
        return team
    name = member_name(members[index])
    rest = [member for number, member in enumerate(members) if number != index]
    team = _with_members(team, rest)
    if name in member_names(team):
        return team  # the other one of that name is what is meant from now on
    team = _each_handoff(team, lambda handoff: None if handoff_target(handoff) == name else handoff)
    return _each_edge(team, lambda edge: None if edge.get("target") == name else edge, gone=name)


def move_member(team: Json, index: int, to: int) -> Json:
    members = _members(team)
    if not (0 <= index < len(members) and 0 <= to < len(members)):
        return team
    members.insert(to, members.pop(index))
    return _with_members(team, members)


def rename_member(team: Json, old: str, new: str) -> Json:
    """Lead to `new` whatever led to `old`; the member itself has its new name already."""

    def handoff(one: Json) -> Json:
        if handoff_target(one) != old:
            return one
        return {**one, "target": new} if isinstance(one, dict) else new

    def edge(one: JsonObject) -> JsonObject:
        return {**one, "target": new} if one.get("target") == old else one

    team = _each_edge(_each_handoff(team, handoff), edge, renamed=(old, new))
    start = "/config/graph/default_start_node"
    return with_at(team, start, new) if at(team, start) == old else team


def connect(team: Json, source: str, target: str) -> Json:
    """Let `source` hand over to `target`, or lead to it in a graph; elsewhere nothing changes."""
    pattern = PATTERNS.get(class_name(team))
    names = member_names(team)
    if source not in names or target not in names:
        return team
    if pattern is Pattern.GRAPH:

        def lead(node: Json) -> Json:
            there = dict(node) if isinstance(node, dict) else _new_node(source)
            edges = [*_list(there.get("edges"))]
            if all(as_object(edge).get("target") != target for edge in edges):
                edges.append({"target": target, "condition": None})
            return {**there, "edges": edges}

        return changed_at(team, _node(source), lead)
    if pattern is Pattern.SWARM and source != target:

        def hand_over(handoffs: Json) -> Json:
            known = [*_list(handoffs)]
            there = {handoff_target(handoff) for handoff in known}
            return known if target in there else [*known, target]

        return changed_at(team, f"{PARTICIPANTS}/{names.index(source)}/config/handoffs", hand_over)
    return team


def disconnect(team: Json, source: str, target: str) -> Json:
    """The opposite of `connect`."""
    names = member_names(team)
    if source not in names:
        return team
    if PATTERNS.get(class_name(team)) is Pattern.GRAPH:
        edges = [
            edge
            for edge in _list(at(team, f"{_node(source)}/edges"))
            if as_object(edge).get("target") != target
        ]
        return with_at(team, f"{_node(source)}/edges", edges)
    place = f"{PARTICIPANTS}/{names.index(source)}/config/handoffs"
    handoffs = [each for each in _list(at(team, place)) if handoff_target(each) != target]
    return with_at(team, place, handoffs)


def with_condition(team: Json, source: str, target: str, condition: str) -> Json:
    """Let the edge of a graph be taken only where a message has `condition`; "" always."""

    def conditional(edges: Json) -> Json:
        return [
            {**edge, "condition": condition or None}
            if isinstance(edge, dict) and edge.get("target") == target
            else edge
            for edge in _list(edges)
        ]

    return changed_at(team, f"{_node(source)}/edges", conditional)


def condition_of(team: Json, source: str, target: str) -> str:
    for edge in _list(at(team, f"{_node(source)}/edges")):
        if isinstance(edge, dict) and edge.get("target") == target:
            condition = edge.get("condition")
            return condition if isinstance(condition, str) else ""
    return ""


def with_pattern(team: Json, provider: str) -> Json:
    """The same members as another kind of team, with a graph in their order where it needs one."""
    team = with_at(team, "/provider", provider)
    if not _is_graph(team) or at(team, NODES):
        return team
    names = member_names(team)
    nodes: JsonObject = {}
    for name, following in zip(names, [*names[1:], ""], strict=True):
        edges: list[Json] = [{"target": following, "condition": None}] if following else []
        nodes[name] = {**_new_node(name), "edges": edges}
    return with_at(team, "/config/graph", {"nodes": nodes, "default_start_node": None})


def _members(team: Json) -> list[Json]:
    return [*_list(at(team, PARTICIPANTS))]


def _with_members(team: Json, members: list[Json]) -> Json:
    return with_at(team, PARTICIPANTS, members)


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []


def _is_graph(team: Json) -> bool:
    return PATTERNS.get(class_name(team)) is Pattern.GRAPH


def _node(name: str) -> str:
    return f"{NODES}/{name.replace('~', '~0').replace('/', '~1')}"


def _new_node(name: str) -> JsonObject:
    return {"name": name, "edges": [], "activation": "all"}


def _each_handoff(team: Json, change: Callable[[Json], Json]) -> Json:
    """Change every handoff of every member; None takes it away."""
    members = []
    for member in _members(team):
        handoffs = at(member, "/config/handoffs")
        if isinstance(handoffs, list):
            kept = [new for each in handoffs if (new := change(each)) is not None]
            member = with_at(member, "/config/handoffs", cast("Json", kept))  # noqa: PLW2901 - a new one
        members.append(member)
    return _with_members(team, members)


def _each_edge(
    team: Json,
    change: Callable[[JsonObject], JsonObject | None],
    *,
    gone: str = "",
    renamed: tuple[str, str] = ("", ""),
) -> Json:
    """Change every edge of a graph; None takes it away, and the node `gone` goes as well."""
    nodes = at(team, NODES)
    if not isinstance(nodes, dict):
        return team
    kept: JsonObject = {}
    for name, node in nodes.items():
        if gone and name == gone:
            continue
        new = renamed[1] if name == renamed[0] else name
        if isinstance(node, dict):
            edges = [
                changed
                for edge in _list(node.get("edges"))
                if (changed := change(edge) if isinstance(edge, dict) else edge) is not None
            ]
            kept[new] = {**node, "name": new, "edges": cast("Json", edges)}
        else:
            kept[new] = node
    team = with_at(team, NODES, kept)
    start = "/config/graph/default_start_node"
    return with_at(team, start, None) if gone and at(team, start) == gone else team
