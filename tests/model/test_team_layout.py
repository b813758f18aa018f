"""The picture of a team: what is in it, and that nothing in it stands on anything else."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from gui.model.team_layout import Box, Layout, Measure, place
from gui.model.team_shape import LinkKind, NodeKind, Pattern, TeamShape, shape_of
from tests.model.teams import Json, agent, agent_tool, flow, society, team, team_tool, user

MEASURE = Measure(width=160, height=52, gap_x=64, gap_y=40, heading=28, columns=3)
NAMES = st.lists(st.sampled_from("abcdefghij"), min_size=0, max_size=9, unique=True)


FEWER = settings(max_examples=settings().max_examples * 2 // 5)
"""An example is a whole team, up to three deep."""


@st.composite
def components(draw: st.DrawFn, depth: int = 2) -> Json:
    members = [_member(draw, name, depth) for name in draw(NAMES)]
    names = [str(_config(member)["name"]) for member in members]
    kinds = ["RoundRobinGroupChat", "SelectorGroupChat", "Swarm", "GraphFlow"]
    kind = draw(st.sampled_from([*kinds, "MagenticOneGroupChat"]))
    targets = st.lists(st.sampled_from([*names, "nobody"]), max_size=4)
    if kind == "Swarm":
        for member in members:
            _config(member)["handoffs"] = draw(targets)
    if kind != "GraphFlow":
        return team(kind, members)
    made = flow({name: draw(targets) for name in names})
    _config(made)["participants"] = members
    return made


def _member(draw: st.DrawFn, name: str, depth: int) -> Json:
    what = draw(st.sampled_from(["agent", "user", "society", "tools"])) if depth else "agent"
    if what == "user":
        return user(name)
    if what == "society":
        return society(name, draw(components(depth - 1)))
    if what == "tools":
        inner = draw(components(depth - 1))
        return agent(name, tools=[agent_tool(agent("helper")), team_tool("crew", inner)])
    return agent(name)


def _config(component: Json) -> Json:
    config = component["config"]
    assert isinstance(config, dict)
    return config


def overlap(one: Box, other: Box) -> bool:
    apart = 1e-6
    return (
        one.x < other.right - apart
        and other.x < one.right - apart
        and one.y < other.bottom - apart
        and other.y < one.bottom - apart
    )


def shown_within(shape: TeamShape, node_id: str) -> set[str]:
    found = next(node for node in shape.walk() if node.id == node_id)
    return {node.id for node in found.inside.walk()} if found.inside else set()


@FEWER
@given(components(), st.booleans())
def test_nothing_overlaps_and_every_line_has_two_ends(component: Json, opened: bool) -> None:
    shape = shape_of(component)
    groups = {node.id for node in shape.walk() if node.inside} if opened else set()
    layout = place(shape, MEASURE, groups)
    for (one, first), (other, second) in combinations(layout.boxes.items(), 2):
        nested = other in shown_within(shape, one) or one in shown_within(shape, other)
        assert nested or not overlap(first, second), (one, other)
    for line in layout.lines:
        assert {line.source, line.target} <= layout.boxes.keys()
        assert len(line.points) >= 2
    for box in layout.boxes.values():
        assert box.x >= -1e-6
        assert box.y >= -1e-6
        assert box.right <= layout.width + 1e-6
        assert box.bottom <= layout.height + 1e-6


@FEWER
@given(components())
def test_an_open_group_holds_its_members(component: Json) -> None:
    shape = shape_of(component)
    groups = {node.id for node in shape.walk() if node.inside}
    layout = place(shape, MEASURE, groups)
    for group in groups:
        around = layout.boxes[group]
        for inner in shown_within(shape, group):
            box = layout.boxes[inner]
            assert around.x <= box.x + 1e-6
            assert around.y < box.y
            assert box.right <= around.right + 1e-6
            assert box.bottom <= around.bottom + 1e-6


@given(
    st.recursive(
        st.none() | st.integers() | st.text(),
        lambda one: (
            st.lists(one)
            | st.dictionaries(
                st.sampled_from(["provider", "config", "participants", "graph", "nodes", "tools"]),
                one,
            )
        ),
    )
)
def test_any_json_has_a_shape(value: object) -> None:
    place(shape_of(value), MEASURE)


def laid(component: Json) -> tuple[TeamShape, Layout]:
    shape = shape_of(component)
    return shape, place(shape, MEASURE)


def box(shape: TeamShape, layout: Layout, name: str) -> Box:
    return layout.boxes[next(node.id for node in shape.walk() if node.name == name)]


def test_a_round_goes_from_left_to_right_and_back_above() -> None:
    shape, layout = laid(team("RoundRobinGroupChat", [agent("a"), agent("b"), agent("c")]))
    assert shape.pattern is Pattern.ROUND_ROBIN
    assert box(shape, layout, "a").right < box(shape, layout, "b").x
    assert [link.kind for link in shape.links] == [LinkKind.NEXT] * 3
    back = layout.lines[-1]
    assert min(point.y for point in back.points) < box(shape, layout, "a").y


def test_a_long_round_takes_two_rows() -> None:
    shape, layout = laid(team("RoundRobinGroupChat", [agent(name) for name in "abcdef"]))
    assert box(shape, layout, "d").x == box(shape, layout, "c").x
    assert box(shape, layout, "f").x == box(shape, layout, "a").x
    assert box(shape, layout, "f").y > box(shape, layout, "a").bottom


def test_who_chooses_stands_above_the_members() -> None:
    shape, layout = laid(team("SelectorGroupChat", [agent(name) for name in "abcd"]))
    assert shape.head is not None
    assert shape.head.kind is NodeKind.SELECTOR
    above = layout.boxes[shape.head.id]
    assert all(above.bottom < box(shape, layout, name).y for name in "abcd")


def test_a_flow_goes_to_the_right_and_a_loop_back_above() -> None:
    shape, layout = laid(
        flow(
            {
                "write": ["review"],
                "review": [("write", "REVISE"), ("print", "APPROVED")],
                "print": [],
            }
        )
    )
    places = [box(shape, layout, name).x for name in ("write", "review", "print")]
    assert places == sorted(places)
    back = next(line for line in layout.lines if line.label == "REVISE")
    assert min(point.y for point in back.points) < box(shape, layout, "review").y


def test_handoffs_both_ways_are_one_line() -> None:
    members = [agent("desk", handoffs=["sales", "nobody"]), agent("sales", handoffs=["desk"])]
    shape, layout = laid(team("Swarm", members))
    assert len(shape.links) == 2
    assert [line.both for line in layout.lines] == [True]


def test_tools_are_counted_and_agents_among_them_are_shown() -> None:
    desk = agent("desk", tools=[agent_tool(agent("helper"))])
    desk["parley"] = {"tools": ["read_file"], "servers": ["time"]}
    shape = shape_of(desk)
    assert shape.pattern is Pattern.SINGLE
    assert shape.nodes[0].tools == 3
    assert [node.name for node in shape.nodes[0].attached] == ["helper"]
