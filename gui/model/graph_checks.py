"""Checks the graph of a GraphFlow: that it names its agents, can start, and can end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from gui.model.component import ComponentNode
from gui.model.component_json import Json, item, member
from gui.model.field_problem import FieldProblem, FieldProblemKind
from gui.model.team_checks import member_name, reached_from

ACTIVATIONS = ("all", "any")


@dataclass(frozen=True, slots=True, kw_only=True)
class GraphEdge:
    """`condition` is what the last message must have in it; None for always.

    `group` and `activation` ("all" or "any") tell which of the edges to `target` must be taken
    before it gets its turn.
    """

    source: str
    target: str
    condition: str | None
    group: str
    activation: str
    path: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamGraph:
    """`edges` by their source, one entry for each node. `start` is "" where the edges tell."""

    edges: Mapping[str, tuple[GraphEdge, ...]]
    start: str

    @property
    def nodes(self) -> tuple[str, ...]:
        return tuple(self.edges)

    @property
    def starts(self) -> tuple[str, ...]:
        if self.start:
            return (self.start,)
        targets = {edge.target for edge in self.all_edges()}
        return tuple(name for name in self.edges if name not in targets)

    def all_edges(self) -> Iterator[GraphEdge]:
        for edges in self.edges.values():
            yield from edges

    def ways(self) -> dict[str, list[str]]:
        """Who may follow whom."""
        return {name: [edge.target for edge in edges] for name, edges in self.edges.items()}


def graph_of(team: ComponentNode) -> tuple[TeamGraph, tuple[FieldProblem, ...]]:
    """What can be read of the graph, and what cannot."""
    path = member(team.config_path, "graph")
    graph = team.config.get("graph")
    values = graph if isinstance(graph, dict) else {}
    nodes = values.get("nodes")
    problems: list[FieldProblem] = []
    if not isinstance(nodes, dict):
        problems.append(_wrong(member(path, "nodes"), "nodes", "object"))
    edges = {
        name: tuple(_edges(name, value, member(member(path, "nodes"), name), problems))
        for name, value in (nodes.items() if isinstance(nodes, dict) else ())
    }
    start = values.get("default_start_node")
    return TeamGraph(edges=edges, start=start if isinstance(start, str) else ""), tuple(problems)


def _edges(name: str, node: Json, path: str, problems: list[FieldProblem]) -> Iterator[GraphEdge]:
    values: Mapping[str, Json] = node if isinstance(node, dict) else {}
    if values.get("name") != name:
        problems.append(_wrong(member(path, "name"), "name", name))
    entries = values.get("edges", [])
    if not isinstance(entries, list):
        problems.append(_wrong(member(path, "edges"), "edges", "list"))
        return
    for number, entry in enumerate(entries):
        edge = _edge(name, entry, item(member(path, "edges"), number))
        if isinstance(edge, GraphEdge):
            yield edge
        else:
            problems.append(edge)


def graph_problems(team: ComponentNode) -> Iterator[FieldProblem]:
    if not isinstance(team.config.get("graph"), dict):
        return  # told with the fields
    graph, problems = graph_of(team)
    yield from problems
    if problems:
        return
    path = member(team.config_path, "graph")
    named = list(_name_problems(team, graph, path))
    yield from named
    if not named:
        yield from _shape_problems(team, graph, path)


def _name_problems(team: ComponentNode, graph: TeamGraph, path: str) -> Iterator[FieldProblem]:
    members = {member_name(one) for one in team.in_slot("participants")}
    nodes = member(path, "nodes")
    for name in graph.nodes:
        if name not in members:
            yield _problem(member(nodes, name), FieldProblemKind.UNKNOWN_AGENT, name=name)
    for one in team.in_slot("participants"):
        if member_name(one) not in graph.edges:
            yield _problem(nodes, FieldProblemKind.NO_NODE, name=member_name(one))
    for edge in graph.all_edges():
        if edge.target not in graph.edges:
            place = member(edge.path, "target")
            yield _problem(place, FieldProblemKind.UNKNOWN_AGENT, name=edge.target)
    if graph.start and graph.start not in graph.edges:
        place = member(path, "default_start_node")
        yield _problem(place, FieldProblemKind.UNKNOWN_AGENT, name=graph.start)


def _shape_problems(team: ComponentNode, graph: TeamGraph, path: str) -> Iterator[FieldProblem]:
    if not graph.nodes:
        return  # a team without members: told with the fields
    starts = graph.starts
    if not starts:
        yield _problem(path, FieldProblemKind.NO_START)
    if all(graph.edges.values()):
        yield _problem(path, FieldProblemKind.NO_LEAF)
    for name, edges in graph.edges.items():
        if len({edge.condition is None for edge in edges}) > 1:
            place = member(member(path, "nodes"), name)
            yield _problem(place, FieldProblemKind.MIXED_EDGES, name=name)
    yield from _activation_problems(graph)
    yield from _circle_problems(team, graph, path)
    reached = reached_from(starts, graph.ways())
    for name in graph.nodes if starts else ():
        if name not in reached:
            place = member(member(path, "nodes"), name)
            yield _problem(place, FieldProblemKind.UNREACHABLE, name=name)


def _circle_problems(team: ComponentNode, graph: TeamGraph, path: str) -> Iterator[FieldProblem]:
    search = _CircleSearch(graph)
    search.run()
    if search.endless:
        names = " → ".join((*search.endless, search.endless[0]))
        yield _problem(path, FieldProblemKind.CIRCLE, names=names)
    ends = team.config.get("termination_condition") or team.config.get("max_turns")
    if search.found and not ends:
        place = member(team.config_path, "termination_condition")
        yield _problem(place, FieldProblemKind.CIRCLE_WITHOUT_END)


def _activation_problems(graph: TeamGraph) -> Iterator[FieldProblem]:
    said: dict[tuple[str, str], str] = {}
    for edge in graph.all_edges():
        before = said.setdefault((edge.target, edge.group), edge.activation)
        if before != edge.activation:
            place = member(edge.path, "activation_condition")
            yield _problem(place, FieldProblemKind.MIXED_ACTIVATION, name=edge.target)


class _CircleSearch:
    """Looks for circles as AutoGen does: one for each edge that leads back on a way from a node.

    A circle can be left where any of its agents has an edge with a condition.
    """

    def __init__(self, graph: TeamGraph) -> None:
        self._ways = graph.ways()
        self._choosing = {
            name: any(edge.condition is not None for edge in edges)
            for name, edges in graph.edges.items()
        }
        self._seen: set[str] = set()
        self._places: dict[str, int] = {}  # on the way from the first node, in order
        self._choices: list[int] = []  # how many before each place have a choice
        self.found = False
        self.endless: tuple[str, ...] = ()

    def run(self) -> None:
        for root in self._ways:
            if root not in self._seen:
                self._follow(root)

    def _follow(self, root: str) -> None:
        self._enter(root)
        open_ways = [iter(self._ways[root])]
        while open_ways:
            target = next(open_ways[-1], None)
            if target is None:
                open_ways.pop()
                self._places.popitem()
                self._choices.pop()
            elif target in self._places:
                self._close(target)
            elif target not in self._seen:
                self._enter(target)
                open_ways.append(iter(self._ways[target]))

    def _enter(self, name: str) -> None:
        self._seen.add(name)
        self._places[name] = len(self._places)
        before = self._choices[-1] if self._choices else 0
        self._choices.append(before + self._choosing[name])

    def _close(self, target: str) -> None:
        self.found = True
        place = self._places[target]
        before = self._choices[place - 1] if place else 0
        if self._choices[-1] == before and not self.endless:
            self.endless = tuple(self._places)[place:]


def _edge(source: str, value: Json, path: str) -> GraphEdge | FieldProblem:
    values: Mapping[str, Json] = value if isinstance(value, dict) else {}
    target = values.get("target")
    if not isinstance(target, str):
        return _wrong(member(path, "target"), "target", "text")
    condition = values.get("condition")
    if condition is not None and not isinstance(condition, str):
        return _wrong(member(path, "condition"), "condition", "text")
    group = values.get("activation_group", "")
    if not isinstance(group, str):
        return _wrong(member(path, "activation_group"), "activation_group", "text")
    activation = values.get("activation_condition", ACTIVATIONS[0])
    if not isinstance(activation, str) or activation not in ACTIVATIONS:
        place = member(path, "activation_condition")
        return _wrong(place, "activation_condition", ", ".join(ACTIVATIONS))
    return GraphEdge(
        source=source,
        target=target,
        condition=condition,
        group=group or target,
        activation=activation,
        path=path,
    )


def _problem(path: str, kind: FieldProblemKind, **facts: str) -> FieldProblem:
    return FieldProblem(path=path, kind=kind, facts=facts)


def _wrong(path: str, field: str, expected: str) -> FieldProblem:
    return _problem(path, FieldProblemKind.WRONG_TYPE, field=field, expected=expected)
