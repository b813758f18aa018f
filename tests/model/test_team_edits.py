"""Changes of a team keep it whole: nothing leads to a member that is gone or called otherwise."""

from __future__ import annotations

import copy
import json
from typing import cast

from hypothesis import given
from hypothesis import strategies as st

from gui.model.json_place import Json, at, with_at, without_at
from gui.model.team_edits import (
    add_member,
    condition_of,
    connect,
    disconnect,
    member_names,
    move_member,
    remove_member,
    rename_member,
    with_condition,
    with_pattern,
)
from gui.model.team_shape import shape_of
from tests.model.teams import agent, flow, team

NAMES = st.lists(st.sampled_from("abcde"), min_size=1, max_size=5, unique=True)


@st.composite
def teams(draw: st.DrawFn) -> Json:
    names = draw(NAMES)
    targets = st.lists(st.sampled_from(names), max_size=3, unique=True)
    if draw(st.booleans()):
        return cast("Json", flow({name: draw(targets) for name in names}))
    return cast("Json", team("Swarm", [agent(name, handoffs=draw(targets)) for name in names]))


def led_to(value: Json) -> set[str]:
    """The names in all handoffs and edges."""
    links = shape_of(value).links
    text = json.dumps(value)
    names = {each for each in "abcdexyz" if f'"target": "{each}"' in text}
    ids = {node.id: node.name for node in shape_of(value).nodes}
    return names | {ids[link.target] for link in links}


@given(teams(), st.data())
def test_what_led_to_a_removed_member_is_gone(value: Json, data: st.DataObject) -> None:
    names, before = member_names(value), copy.deepcopy(value)
    index = data.draw(st.integers(0, len(names) - 1))
    less = remove_member(value, index)
    assert value == before
    assert member_names(less) == names[:index] + names[index + 1 :]
    assert names[index] not in led_to(less)


@given(teams(), st.data())
def test_a_new_name_is_followed(value: Json, data: st.DataObject) -> None:
    names = member_names(value)
    index = data.draw(st.integers(0, len(names) - 1))
    renamed = with_at(value, f"/config/participants/{index}/config/name", "x")
    renamed = rename_member(renamed, names[index], "x")
    assert len(shape_of(renamed).links) == len(shape_of(value).links)
    assert names[index] not in led_to(renamed)


@given(teams(), st.data())
def test_connecting_can_be_taken_back(value: Json, data: st.DataObject) -> None:
    names = member_names(value)
    source, target = (data.draw(st.sampled_from(names)) for _ in range(2))
    apart = disconnect(value, source, target)
    together = connect(apart, source, target)
    ids = {node.id: node.name for node in shape_of(together).nodes}
    joined = {(ids[link.source], ids[link.target]) for link in shape_of(together).links}
    assert ((source, target) in joined) == (source != target or "graph" in json.dumps(value))
    assert led_to(disconnect(together, source, target)) == led_to(apart)


@given(teams(), st.data())
def test_moving_keeps_all_members(value: Json, data: st.DataObject) -> None:
    names = member_names(value)
    index, to = (data.draw(st.integers(-1, len(names))) for _ in range(2))
    moved = move_member(value, index, to)
    assert sorted(member_names(moved)) == sorted(names)
    assert len(shape_of(moved).links) == len(shape_of(value).links)


def test_a_new_member_gets_a_free_name_and_a_node() -> None:
    value = add_member(cast("Json", flow({"a": []})), cast("Json", agent("a")))
    assert member_names(value) == ["a", "a_2"]
    assert at(value, "/config/graph/nodes/a_2/edges") == []


def test_an_edge_has_a_condition_or_none() -> None:
    value = with_condition(cast("Json", flow({"a": ["b"], "b": []})), "a", "b", "APPROVED")
    assert condition_of(value, "a", "b") == "APPROVED"
    assert condition_of(with_condition(value, "a", "b", ""), "a", "b") == ""


def test_a_round_becomes_a_flow_in_the_same_order() -> None:
    rounds = cast("Json", team("RoundRobinGroupChat", [agent("a"), agent("b"), agent("c")]))
    value = with_pattern(rounds, "autogen_agentchat.teams.GraphFlow")
    assert [link.target[-1] for link in shape_of(value).links] == ["1", "2"]


def test_places_in_json() -> None:
    value: Json = {"a": [{"b/c": 1}]}
    assert at(value, "/a/0/b~1c") == 1
    assert at(value, "/a/1/b") is None
    assert with_at(value, "/x/y", 2) == {"a": [{"b/c": 1}], "x": {"y": 2}}
    assert with_at(value, "/a/7", 2) == value
    assert without_at(value, "/a/0") == {"a": []}
    assert without_at(value, "/x/y") == value
