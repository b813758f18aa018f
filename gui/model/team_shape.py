"""What a team looks like: its members, who may speak after whom, and what they have as tools."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

DEEPEST = 12
"""How many teams within teams are looked into; what is deeper is one closed node."""


class Pattern(StrEnum):
    """How it is decided who speaks next."""

    SINGLE = "single"  # one agent, no team
    ROUND_ROBIN = "round_robin"
    SELECTOR = "selector"
    SWARM = "swarm"
    GRAPH = "graph"
    ORCHESTRATED = "orchestrated"


class NodeKind(StrEnum):
    AGENT = "agent"
    USER = "user"
    CODE = "code"  # an agent that runs code
    SELECTOR = "selector"  # the model that picks the next speaker
    ORCHESTRATOR = "orchestrator"
    GROUP = "group"  # a team within


class LinkKind(StrEnum):
    NEXT = "next"
    CHOICE = "choice"
    HANDOFF = "handoff"
    FLOW = "flow"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """`id` is where its component stands, as a JSON pointer; `order` is its colour's number.

    `attached` are the agents and teams that it has as tools; `inside` is set for a group.
    """

    id: str
    name: str
    kind: NodeKind
    tools: int = 0
    order: int = 0
    inside: TeamShape | None = None
    attached: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """From one node to another, both of the same team; `label` is the condition of a flow."""

    source: str
    target: str
    kind: LinkKind
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamShape:
    """`head` stands above the members: the selector or the orchestrator. Members keep their
    order; of two with one name, links mean the first."""

    pattern: Pattern
    nodes: tuple[Node, ...]
    links: tuple[Link, ...] = ()
    head: Node | None = None

    def walk(self) -> Iterator[Node]:
        """Every node, those of groups and tools included."""
        for node in (*((self.head,) if self.head else ()), *self.nodes):
            yield from _walk(node)


PATTERNS: Mapping[str, Pattern] = {
    "RoundRobinGroupChat": Pattern.ROUND_ROBIN,
    "SelectorGroupChat": Pattern.SELECTOR,
    "Swarm": Pattern.SWARM,
    "GraphFlow": Pattern.GRAPH,
    "MagenticOneGroupChat": Pattern.ORCHESTRATED,
}
KINDS: Mapping[str, NodeKind] = {
    "UserProxyAgent": NodeKind.USER,
    "CodeExecutorAgent": NodeKind.CODE,
    "SocietyOfMindAgent": NodeKind.GROUP,
}


def shape_of(component: object) -> TeamShape:
    """The shape of any JSON value that is meant to be an agent or a team; never raises."""
    return _team(component, "", DEEPEST)


def class_name(component: object) -> str:
    """The last word of a component's provider, which both ways to write one have in common."""
    return str(as_object(component).get("provider", "")).rsplit(".", 1)[-1]


def as_object(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def as_list(value: object) -> Sequence[object]:
    return value if isinstance(value, list) else ()


def config_of(component: object) -> Mapping[str, object]:
    return as_object(as_object(component).get("config"))


def member_name(component: object) -> str:
    """What others call a member: its name, or what it is where it has none."""
    name = config_of(component).get("name")
    return name if isinstance(name, str) and name else class_name(component)


def handoff_target(handoff: object) -> str:
    """AutoGen takes a handoff as the name of an agent or as an object with a target."""
    return handoff if isinstance(handoff, str) else str(as_object(handoff).get("target", ""))


def _team(component: object, place: str, deepest: int) -> TeamShape:
    pattern = PATTERNS.get(class_name(component))
    if pattern is None:
        return TeamShape(pattern=Pattern.SINGLE, nodes=(_node(component, place, deepest),))
    config = config_of(component)
    members = as_list(config.get("participants"))
    nodes = tuple(
        replace(_node(member, f"{place}/config/participants/{number}", deepest), order=number)
        for number, member in enumerate(members)
    )
    ids: dict[str, str] = {}
    for node in nodes:
        ids.setdefault(node.name, node.id)
    head = _head(pattern, place)
    links = tuple(_links(pattern, component, nodes, ids))
    if head is not None:
        links = tuple(Link(source=head.id, target=node.id, kind=LinkKind.CHOICE) for node in nodes)
    return TeamShape(pattern=pattern, nodes=nodes, links=links, head=head)


def _head(pattern: Pattern, place: str) -> Node | None:
    kinds = {
        Pattern.SELECTOR: NodeKind.SELECTOR,
        Pattern.ORCHESTRATED: NodeKind.ORCHESTRATOR,
    }
    kind = kinds.get(pattern)
    return Node(id=f"{place}/config/model_client", name="", kind=kind) if kind else None


def _links(
    pattern: Pattern, team: object, nodes: Sequence[Node], ids: Mapping[str, str]
) -> Iterator[Link]:
    if pattern is Pattern.ROUND_ROBIN and len(nodes) > 1:
        for here, there in zip(nodes, (*nodes[1:], nodes[0]), strict=True):
            yield Link(source=here.id, target=there.id, kind=LinkKind.NEXT)
    elif pattern is Pattern.SWARM:
        yield from _handoffs(team, nodes, ids)
    elif pattern is Pattern.GRAPH:
        yield from _flow(team, ids)


def _handoffs(team: object, nodes: Sequence[Node], ids: Mapping[str, str]) -> Iterator[Link]:
    members = as_list(config_of(team).get("participants"))
    seen: set[tuple[str, str]] = set()
    for node, member in zip(nodes, members, strict=True):
        for handoff in as_list(config_of(member).get("handoffs")):
            target = ids.get(handoff_target(handoff))
            if target is not None and (node.id, target) not in seen:
                seen.add((node.id, target))
                yield Link(source=node.id, target=target, kind=LinkKind.HANDOFF)


def _flow(team: object, ids: Mapping[str, str]) -> Iterator[Link]:
    graph = as_object(config_of(team).get("graph"))
    for name, node in as_object(graph.get("nodes")).items():
        for edge in as_list(as_object(node).get("edges")):
            source, target = ids.get(name), ids.get(str(as_object(edge).get("target", "")))
            if source is not None and target is not None:
                condition = as_object(edge).get("condition")
                label = condition if isinstance(condition, str) else ""
                yield Link(source=source, target=target, kind=LinkKind.FLOW, label=label)


def _node(component: object, place: str, deepest: int) -> Node:
    name = class_name(component)
    kind = NodeKind.GROUP if name in PATTERNS else KINDS.get(name, NodeKind.AGENT)
    inside = None
    if kind is NodeKind.GROUP and deepest > 0:
        inner = config_of(component).get("team") if name == "SocietyOfMindAgent" else component
        where = f"{place}/config/team" if name == "SocietyOfMindAgent" else place
        inside = _team(inner, where, deepest - 1)
    return Node(
        id=place,
        name=member_name(component),
        kind=kind,
        tools=_count_tools(component),
        inside=inside,
        attached=tuple(_attached(component, place, deepest - 1)) if deepest > 0 else (),
    )


def _attached(component: object, place: str, deepest: int) -> Iterator[Node]:
    """Agents and teams among the tools, which stand in "tools" or in a static workbench."""
    for where, tool in tools_of(component):
        field = {"AgentTool": "agent", "TeamTool": "team"}.get(class_name(tool))
        if field is not None:
            inner = config_of(tool).get(field)
            node = _node(inner, f"{place}{where}/config/{field}", deepest)
            name = config_of(tool).get("name") if field == "team" else None
            yield replace(node, name=name) if isinstance(name, str) and name else node


def tools_of(component: object) -> Iterator[tuple[str, object]]:
    """Each tool of an agent, with the JSON pointer from the agent to it."""
    config = config_of(component)
    for number, tool in enumerate(as_list(config.get("tools"))):
        yield f"/config/tools/{number}", tool
    bench = config.get("workbench")
    for number, one in enumerate(bench if isinstance(bench, list) else (bench,)):
        where = f"/config/workbench/{number}" if isinstance(bench, list) else "/config/workbench"
        for index, tool in enumerate(as_list(config_of(one).get("tools"))):
            yield f"{where}/config/tools/{index}", tool


def _count_tools(component: object) -> int:
    extras = as_object(as_object(component).get("parley"))
    own = len(as_list(extras.get("tools"))) + len(as_list(extras.get("servers")))
    return own + sum(1 for _tool in tools_of(component))


def _walk(node: Node) -> Iterator[Node]:
    yield node
    for inner in node.attached:
        yield from _walk(inner)
    if node.inside is not None:
        yield from node.inside.walk()
