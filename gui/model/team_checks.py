"""Checks what the members of a team must agree on: names, handoffs, and how the team ends."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence

from gui.model import component_providers as names
from gui.model.component import ComponentNode
from gui.model.component_json import item, member
from gui.model.component_providers import ComponentKind, class_name
from gui.model.field_problem import FieldProblem, FieldProblemKind
from gui.model.handoffs import handoffs_of

USER = "user"
"""The source of what the user writes."""

_NEVER_HANDS_OVER = {names.SOCIETY, names.CODE_EXECUTOR_AGENT}
_ENDS_ALONE = {names.GRAPH_FLOW, names.MAGENTIC_ONE}


def team_problems(team: ComponentNode) -> Iterator[FieldProblem]:
    members = team.in_slot("participants")
    seen: set[str] = set()
    for one in members:
        name = member_name(one)
        if name in seen:
            path = member(one.config_path, "name")
            yield _problem(path, FieldProblemKind.NAME_TAKEN, name)
        seen.add(name)
    yield from _end_problems(team, seen)
    if team.provider == names.SWARM and members:
        yield from _swarm_problems(team, members)


def member_name(node: ComponentNode) -> str:
    """The name that a member of a team has there."""
    name = node.config.get("name")
    if isinstance(name, str) and name:
        return name
    return class_name(node.provider) if node.kind is ComponentKind.TEAM else ""


def _end_problems(team: ComponentNode, members: set[str]) -> Iterator[FieldProblem]:
    ends = team.in_slot("termination_condition")
    if not ends and team.config.get("max_turns") is None and team.provider not in _ENDS_ALONE:
        path = member(team.config_path, "termination_condition")
        yield FieldProblem(path=path, kind=FieldProblemKind.ENDLESS)
    for end in (part for root in ends for part in root.walk()):
        for path, name in _sources(end):
            if name not in members and name != USER:
                yield _problem(path, FieldProblemKind.UNKNOWN_AGENT, name)


def _sources(end: ComponentNode) -> Iterator[tuple[str, str]]:
    """The agents that a condition listens to."""
    if end.provider == names.SOURCE_MATCH:
        sources = end.config.get("sources")
        path = member(end.config_path, "sources")
        for number, name in enumerate(sources if isinstance(sources, list) else ()):
            if isinstance(name, str):
                yield item(path, number), name
    elif end.provider == names.TEXT_MESSAGE:
        source = end.config.get("source")
        if isinstance(source, str):
            yield member(end.config_path, "source"), source


def _swarm_problems(
    team: ComponentNode, members: tuple[ComponentNode, ...]
) -> Iterator[FieldProblem]:
    first = members[0]
    ways = {member_name(one): [found.target for _, found in handoffs_of(one)] for one in members}
    cannot = first.provider in _NEVER_HANDS_OVER
    if cannot or (first.provider == names.ASSISTANT and not ways[member_name(first)]):
        path = member(first.config_path, "handoffs")
        yield _problem(path, FieldProblemKind.NO_HANDOFF, member_name(first))
    outside = set(_ends_at(team))
    for one in members:
        path = member(one.config_path, "handoffs")
        for number, handoff in handoffs_of(one):
            if handoff.target not in ways and handoff.target not in outside:
                yield _problem(item(path, number), FieldProblemKind.UNKNOWN_AGENT, handoff.target)
    reached = reached_from([member_name(first)], ways)
    for one in members:
        if member_name(one) not in reached:
            yield _problem(one.path, FieldProblemKind.UNREACHABLE, member_name(one))


def _ends_at(team: ComponentNode) -> Iterator[str]:
    for root in team.in_slot("termination_condition"):
        for end in root.walk():
            target = end.config.get("target")
            if end.provider == names.HANDOFF_END and isinstance(target, str):
                yield target


def reached_from(starts: Iterable[str], ways: Mapping[str, Sequence[str]]) -> set[str]:
    """Whoever gets a turn, given who begins and who may follow whom."""
    waiting = deque(starts)
    reached = set(waiting)
    while waiting:
        for target in ways.get(waiting.popleft(), ()):
            if target not in reached:
                reached.add(target)
                waiting.append(target)
    return reached


def _problem(path: str, kind: FieldProblemKind, name: str) -> FieldProblem:
    return FieldProblem(path=path, kind=kind, facts={"name": name})
