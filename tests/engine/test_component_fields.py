"""What Parley knows of AutoGen's components is what AutoGen itself has, loads and refuses."""

from __future__ import annotations

import importlib
import sys
import warnings
from pathlib import Path
from types import NoneType
from typing import Any, get_args

import pytest
from autogen_agentchat.agents import AssistantAgent
from autogen_agentchat.teams import DiGraph
from autogen_core import ComponentLoader
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from gui.model import component_providers as names
from gui.model.component import component_of
from gui.model.component_checks import problems_of
from gui.model.component_fields import fields_of
from gui.model.component_json import ComponentError
from gui.model.component_providers import ComponentKind
from gui.model.component_writing import normalised
from gui.model.graph_checks import graph_problems
from gui.model.new_component import new_component
from tests.components import assistant, graph_flow
from tests.malicious import malicious
from tests.whole_mcp import import_whole_mcp

# Their libraries are not installed with Parley.
NOT_INSTALLED = {
    names.HTTP_TOOL,
    names.DOCKER_EXECUTOR,
    names.LLAMA_CPP_MODEL,
    names.AZURE_AI_MODEL,
}
INSTALLED = [name for name in names.KNOWN_PROVIDERS if name not in NOT_INSTALLED]

# Left out on purpose: what is AutoGen's own affair, or decided by Parley.
LEFT_OUT = {
    names.ASSISTANT: {"structured_message_factory"},
    names.USER_PROXY: {"input_func"},
    names.LOCAL_EXECUTOR: {"work_dir", "functions_module", "cleanup_temp_files"},
}


@pytest.fixture(autouse=True)
def _whole_mcp() -> None:
    import_whole_mcp()


def class_of(provider: str) -> Any:  # noqa: ANN401 - AutoGen's edge
    module, _, name = provider.rpartition(".")
    return getattr(importlib.import_module(module), name)


def schema_of(provider: str) -> type[BaseModel]:
    found: type[BaseModel] = class_of(provider).component_config_schema
    return found


@pytest.mark.parametrize("provider", INSTALLED)
def test_the_fields_of_a_provider_are_those_of_autogen(provider: str) -> None:
    theirs = schema_of(provider).model_fields
    ours = {field.name: field for field in fields_of(provider)}
    assert set(ours) <= set(theirs)
    if names.KIND_OF[provider] is not ComponentKind.MODEL:
        assert set(theirs) - set(ours) == LEFT_OUT.get(provider, set())
    for name, field in ours.items():
        assert field.required == theirs[name].is_required(), name
        if field.nullable:
            assert NoneType in get_args(theirs[name].annotation), name


@pytest.mark.parametrize("provider", INSTALLED)
def test_the_defaults_of_a_provider_are_those_of_autogen(provider: str) -> None:
    theirs = schema_of(provider).model_fields
    for field in fields_of(provider):
        default = theirs[field.name].get_default(call_default_factory=True)
        if not field.required and default and default is not PydanticUndefined:
            assert field.default == default, field.name


@pytest.mark.parametrize("provider", INSTALLED)
def test_the_kind_and_version_of_a_provider_are_those_of_autogen(provider: str) -> None:
    theirs = class_of(provider)
    assert theirs.component_type == names.KIND_OF[provider].value
    assert theirs.component_version == names.newest_version(provider)


@pytest.mark.parametrize(("private", "public"), names.PUBLIC_NAMES.items())
def test_other_names_lead_to_the_same_class(private: str, public: str) -> None:
    if "." in private and public not in NOT_INSTALLED:
        assert class_of(private) is class_of(public)


def test_each_condition_of_autogen_is_known_or_refused_with_a_reason() -> None:
    theirs = importlib.import_module("autogen_agentchat.conditions").__all__
    unknown = {name for name in theirs if names.CONDITIONS + name not in names.KIND_OF}
    assert unknown == {"FunctionalTermination"}


@pytest.mark.parametrize("way", ["source", "import", "import_name"])
def test_the_malicious_files_do_run_where_autogen_loads_them(
    way: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Or the tests that nothing runs would say nothing."""
    monkeypatch.setenv("OPENAI_API_KEY", "none")
    component, marker = malicious(way, tmp_path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        AssistantAgent.load_component(component)
    assert marker.exists()


def test_naming_a_class_is_enough_to_run_its_module(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(tmp_path))
    component, marker = malicious("provider", tmp_path)
    with pytest.raises(TypeError):
        ComponentLoader.load_component(component["config"]["participants"][1])
    assert marker.exists()
    sys.modules.pop("tempting_module")


edges = st.fixed_dictionaries(
    {"target": st.sampled_from("abcd")},
    optional={
        "condition": st.sampled_from(["x", "", None]),
        "activation_group": st.sampled_from(["", "g"]),
        "activation_condition": st.sampled_from(["all", "any"]),
    },
)


@given(
    st.fixed_dictionaries({name: st.lists(edges, max_size=3) for name in "abcd"}),
    st.sampled_from(["", "", "a"]),
)
def test_graphs_are_refused_just_where_autogen_refuses_them(graph: Any, start: str) -> None:  # noqa: ANN401 - any JSON
    team = graph_flow([assistant(name) for name in "abcd"], graph, max_turns=5)
    team["config"]["graph"]["default_start_node"] = start or None
    problems = [problem for problem in graph_problems(component_of(team)) if problem.blocking]
    refused = False
    try:
        DiGraph.model_validate(team["config"]["graph"]).graph_validate()
    except ValueError:
        refused = True
    assert bool(problems) == refused, problems


@given(st.sampled_from(["name", "handoffs", "max_tool_iterations"]), st.data())
def test_an_assistant_without_problems_fits_its_config(name: str, data: st.DataObject) -> None:
    value = data.draw(
        st.none() | st.integers(-1, 3) | st.sampled_from(["a", "a b", ["a"], [{"target": "a"}]])
    )
    node = component_of(assistant(**{name: value}))
    if not problems_of(node):
        schema_of(names.ASSISTANT).model_validate(normalised(node)["config"])


LOADABLE = [
    name
    for name, kind in names.KIND_OF.items()
    if name not in NOT_INSTALLED
    and kind in {ComponentKind.AGENT, ComponentKind.TEAM, ComponentKind.TERMINATION}
]
odd_values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-1, 3),
    st.floats(-1, 3),
    st.sampled_from(["", "a", "a b", "{", "{task}", "helper", "user"]),
    st.lists(st.sampled_from(["", "a", "helper", "user"]), max_size=2),
    st.just({}),
    st.just([{"target": "helper"}]),
    st.sampled_from(LOADABLE).map(new_component),
    st.lists(st.sampled_from(LOADABLE).map(new_component), max_size=2),
)


@given(st.sampled_from(LOADABLE), st.data())
def test_what_has_no_problem_is_loaded(provider: str, data: st.DataObject) -> None:
    component: Any = new_component(provider, "helper")
    fields = [field.name for field in fields_of(provider)]
    if fields:
        component["config"][data.draw(st.sampled_from(fields))] = data.draw(odd_values)
    try:
        node = component_of(component)
    except ComponentError:
        return
    if not any(problem.blocking for problem in problems_of(node)):
        with warnings.catch_warnings(), pytest.MonkeyPatch.context() as patch:
            warnings.simplefilter("ignore")
            patch.setenv("OPENAI_API_KEY", "none")
            class_of(provider).load_component(normalised(node))
