"""Component files: what they hold is read to the end, and nothing else gets through."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model import component_providers as names
from gui.model.component import ComponentNode, read_component, read_components
from gui.model.component_json import (
    DEEPEST,
    MOST_CHARACTERS,
    ComponentError,
    ComponentFault,
    read_json,
)
from gui.model.component_providers import ComponentKind
from tests.components import (
    GALLERIES,
    Data,
    assistant,
    graph_flow,
    model,
    part,
    round_robin,
    text_of,
    values,
)


def test_a_team_is_read_as_a_tree_with_places() -> None:
    team = round_robin(assistant("writer"), assistant("critic"))
    team["parley"] = {"title": {"en": "Pair"}}
    node = read_component(text_of(team))
    assert node.kind is ComponentKind.TEAM
    assert node.extras == {"title": {"en": "Pair"}}
    assert [(part.path, part.slot, part.provider) for part in node.walk()][:3] == [
        ("", "", names.ROUND_ROBIN),
        ("config.participants[0]", "participants", names.ASSISTANT),
        ("config.participants[0].config.model_client", "model_client", names.OPENAI_MODEL),
    ]
    assert [member.name for member in node.in_slot("participants")] == ["writer", "critic"]


@pytest.mark.parametrize(("private", "public"), names.PUBLIC_NAMES.items())
def test_other_names_of_a_provider_mean_the_public_one(private: str, public: str) -> None:
    node = read_component(text_of({"provider": private, "config": {}}))
    assert node.provider == public
    assert node.kind is names.KIND_OF[public]


@pytest.mark.parametrize("path", GALLERIES, ids=lambda path: path.name)
def test_a_gallery_is_read_whole(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    nodes = read_components(text)
    gallery = json.loads(text)["components"]
    assert [node.path for node in nodes] == [
        f"components.{group}[{number}]"
        for group, entries in gallery.items()
        for number in range(len(entries))
    ]
    assert not any(part.hidden for node in nodes for part in node.walk())


@pytest.mark.parametrize(
    "wrapped",
    [
        [assistant()],
        {"component": assistant()},
        {"config": {"components": {"agents": [assistant()]}}},
        {"parley_spec": 1, "id": "x", "component": assistant()},
    ],
)
def test_what_is_around_a_component_is_looked_through(wrapped: object) -> None:
    assert read_component(text_of(wrapped)).name == "helper"


@pytest.mark.parametrize(
    ("text", "fault", "path"),
    [
        ("", ComponentFault.NOT_JSON, ""),
        ('{"provider": ', ComponentFault.NOT_JSON, ""),
        ("[" * 100_000, ComponentFault.TOO_DEEP, ""),
        (f"{'[' * (DEEPEST + 1)}1{']' * (DEEPEST + 1)}", ComponentFault.TOO_DEEP, "[0]" * DEEPEST),
        (" " * (MOST_CHARACTERS + 1), ComponentFault.TOO_LARGE, ""),
        (f"[{'0,' * 300_000}0]", ComponentFault.TOO_LARGE, ""),
        ('{"provider": "a", "provider": "b"}', ComponentFault.DUPLICATE_KEY, ""),
        ('{"provider": NaN}', ComponentFault.BAD_NUMBER, ""),
        ("[1e999]", ComponentFault.BAD_NUMBER, ""),
        (f"[{'1' * 5000}]", ComponentFault.BAD_NUMBER, ""),
        (r'{"a": ["\ud800"]}', ComponentFault.NOT_TEXT, "a[0]"),
        ('"\ud800"', ComponentFault.NOT_TEXT, ""),
        ("{1: 2}", ComponentFault.NOT_JSON, ""),
        ("{}", ComponentFault.NOT_A_COMPONENT, ""),
        ("7", ComponentFault.NOT_A_COMPONENT, ""),
        ("[7]", ComponentFault.NOT_A_COMPONENT, "[0]"),
        ('{"provider": 7}', ComponentFault.NOT_A_COMPONENT, ""),
        ('{"provider": "a"}', ComponentFault.WRONG_TYPE, "config"),
        ('{"parley_spec": 2, "component": {}}', ComponentFault.NEWER, ""),
        ('{"parley_spec": true, "component": {}}', ComponentFault.WRONG_TYPE, "parley_spec"),
    ],
)
def test_what_cannot_be_read_is_named_with_its_place(
    text: str, fault: ComponentFault, path: str
) -> None:
    with pytest.raises(ComponentError) as raised:
        read_components(text)
    assert (raised.value.fault, raised.value.path) == (fault, path)


@pytest.mark.parametrize(
    ("change", "fault", "path"),
    [
        (
            {"participants": [assistant(), 7]},
            ComponentFault.NOT_A_COMPONENT,
            "config.participants[1]",
        ),
        (
            {"participants": [{"provider": names.ASSISTANT, "config": 7}]},
            ComponentFault.WRONG_TYPE,
            "config.participants[0].config",
        ),
        (
            {"termination_condition": "soon"},
            ComponentFault.NOT_A_COMPONENT,
            "config.termination_condition",
        ),
    ],
)
def test_a_fault_inside_is_named_with_its_place(
    change: Data, fault: ComponentFault, path: str
) -> None:
    with pytest.raises(ComponentError) as raised:
        read_component(text_of(round_robin(assistant(), **change)))
    assert (raised.value.fault, raised.value.path) == (fault, path)


def test_a_config_of_a_newer_autogen_is_refused() -> None:
    with pytest.raises(ComponentError) as raised:
        read_component(text_of(assistant() | {"component_version": 3}))
    assert raised.value.fault is ComponentFault.NEWER


def test_two_components_are_not_one() -> None:
    with pytest.raises(ComponentError) as raised:
        read_component(text_of([assistant(), assistant()]))
    assert raised.value.facts == {"count": "2"}


@pytest.mark.parametrize(
    "hiding",
    [
        assistant(metadata={"note": part("os.system")}),
        assistant(unheard_of=[[{"deep": part("os.system")}]]),
        assistant() | {"beside": part("os.system")},
        assistant() | {"parley": {"tools": [part("os.system")]}},
        assistant(model_client=model(model_info={"family": part("os.system")})),
        graph_flow([assistant()], {"helper": [{"target": "x", "condition": part("os.system")}]}),
        assistant(metadata={"provider": 7}),
        assistant() | {"config": part("os.system")},
    ],
)
def test_a_component_where_none_belongs_is_found(hiding: Data) -> None:
    found = [node.provider for node in read_component(text_of(hiding)).walk() if node.hidden]
    assert found in (["os.system"], [""])


def _providers_in(value: object) -> int:
    if isinstance(value, dict):
        return ("provider" in value) + sum(map(_providers_in, value.values()))
    return sum(map(_providers_in, value)) if isinstance(value, list) else 0


@given(values)
def test_any_json_is_read_or_refused_and_no_provider_is_lost(value: object) -> None:
    try:
        nodes: tuple[ComponentNode, ...] = read_components(text_of(value))
    except ComponentError:
        return
    if isinstance(value, dict) and "provider" in value:
        assert sum(1 for node in nodes for _ in node.walk()) == _providers_in(value)


@given(st.text(max_size=200))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read_json(text)
    except ComponentError as error:
        assert error.fault  # noqa: PT017 - what else is raised fails the test
