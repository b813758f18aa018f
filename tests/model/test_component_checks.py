"""Checks of components: each problem is told with its place, and what works has none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gui.model import component_providers as names
from gui.model.component import component_of, read_components
from gui.model.component_checks import problems_of, validate
from gui.model.component_fields import FIELDS, fields_of
from gui.model.component_json import ComponentError
from gui.model.field_facts import FieldType
from gui.model.field_problem import FieldProblem, FieldProblemKind
from tests.components import (
    Data,
    assistant,
    ends_after,
    function_tool,
    graph_flow,
    model,
    part,
    round_robin,
    static_workbench,
    swarm,
    text_of,
    values,
)

Kind = FieldProblemKind


def problems(component: Data) -> list[tuple[str, FieldProblemKind]]:
    return [(problem.path, problem.kind) for problem in validate(text_of(component))]


def selector(*members: Data, **config: object) -> Data:
    known = {
        "participants": list(members),
        "model_client": model(),
        "termination_condition": ends_after(),
        "selector_prompt": "{roles} {participants} {history} {{}}",
        "allow_repeated_speaker": False,
    }
    return part(names.SELECTOR, **{**known, **config})


ONE, TWO, THREE = assistant("one"), assistant("two"), assistant("three")
HANDS_OVER = assistant("first", handoffs=["two", {"target": "user", "name": "ask"}])
TO_USER = part(names.HANDOFF_END, target="user")


@pytest.mark.parametrize(
    "component",
    [
        assistant("助手"),
        round_robin(ONE, round_robin(TWO), selector(ONE, TWO)),
        selector(ONE, TWO),
        swarm(HANDS_OVER, TWO, termination_condition=TO_USER),
        graph_flow([ONE, TWO, THREE], {"one": ["two", "three"], "two": [], "three": []}),
        graph_flow(
            [ONE, TWO, THREE],
            {
                "one": ["two"],
                "two": [
                    {"target": "two", "condition": "AGAIN", "activation_group": "loop"},
                    {"target": "three", "condition": "DONE"},
                ],
                "three": [],
            },
            max_turns=9,
        ),
        part(names.ANY_OF, conditions=[ends_after(), part(names.TEXT_MENTION, text="x")]),
        part(names.TOKEN_USAGE, max_total_token=5),
    ],
)
def test_what_works_has_no_problem(component: Data) -> None:
    assert problems(component) == []


@pytest.mark.parametrize(
    ("component", "path", "kind"),
    [
        (assistant(name="my helper"), "config.name", Kind.BAD_NAME),
        (assistant(name=None), "config.name", Kind.MISSING),
        (assistant(name=7), "config.name", Kind.WRONG_TYPE),
        (assistant(max_tool_iterations=0), "config.max_tool_iterations", Kind.TOO_SMALL),
        (assistant(max_tool_iterations=1.5), "config.max_tool_iterations", Kind.WRONG_TYPE),
        (assistant(max_tool_iterations=True), "config.max_tool_iterations", Kind.WRONG_TYPE),
        (assistant(workbench=static_workbench()), "config.workbench", Kind.WRONG_TYPE),
        (assistant(model_client=ends_after()), "config.model_client", Kind.WRONG_KIND),
        (
            assistant(tool_call_summary_format="{result.__class__}"),
            "config.tool_call_summary_format",
            Kind.BAD_PLACEHOLDER,
        ),
        (
            assistant(tool_call_summary_format="{result"),
            "config.tool_call_summary_format",
            Kind.BAD_PLACEHOLDER,
        ),
        (
            assistant(tools=[function_tool("x")], workbench=[static_workbench()]),
            "config.tools",
            Kind.TOOLS_AND_WORKBENCH,
        ),
        (
            assistant(workbench=[static_workbench(function_tool("x"), function_tool("y"))]),
            "config.workbench[0].config.tools[1].config.name",
            Kind.NAME_TAKEN,
        ),
        (assistant(handoffs=["two", "two"]), "config.handoffs[1]", Kind.NAME_TAKEN),
        (assistant(handoffs=["my friend"]), "config.handoffs[0]", Kind.BAD_NAME),
        (assistant(handoffs=[{"target": 7}]), "config.handoffs[0]", Kind.WRONG_TYPE),
        (assistant(handoffs=["two", 7]), "config.handoffs[1]", Kind.WRONG_TYPE),
        (assistant(metadata={"a": 7}), "config.metadata", Kind.WRONG_TYPE),
        (assistant(model_context=part("evil.X")), "config.model_context", Kind.REFUSED),
        (assistant(metadata={"a": part("evil.X")}), "config.metadata.a", Kind.REFUSED),
        (round_robin(), "config.participants", Kind.TOO_FEW),
        (selector(ONE), "config.participants", Kind.TOO_FEW),
        (round_robin(ONE, assistant("one")), "config.participants[1].config.name", Kind.NAME_TAKEN),
        (
            round_robin(ONE, termination_condition=None),
            "config.termination_condition",
            Kind.ENDLESS,
        ),
        (swarm(ONE), "config.participants[0].config.handoffs", Kind.NO_HANDOFF),
        (
            swarm(part(names.SOCIETY, name="inner", team=round_robin(ONE), model_client=model())),
            "config.participants[0].config.handoffs",
            Kind.NO_HANDOFF,
        ),
        (
            swarm(HANDS_OVER, TWO),
            "config.participants[0].config.handoffs[1]",
            Kind.UNKNOWN_AGENT,
        ),
        (
            swarm(assistant("first", handoffs=["two"]), TWO, THREE),
            "config.participants[2]",
            Kind.UNREACHABLE,
        ),
        (
            round_robin(ONE, termination_condition=part(names.SOURCE_MATCH, sources=["two"])),
            "config.termination_condition.config.sources[0]",
            Kind.UNKNOWN_AGENT,
        ),
        (part(names.TOKEN_USAGE), "config", Kind.NO_LIMIT),
        (part(names.TEXT_MENTION, text=" "), "config.text", Kind.EMPTY),
        (part(names.TIMEOUT, timeout_seconds=1e9), "config.timeout_seconds", Kind.TOO_LARGE),
        (part(names.SOURCE_MATCH, sources=["a", 7]), "config.sources", Kind.WRONG_TYPE),
    ],
)
def test_a_problem_is_told_with_its_place(
    component: Data, path: str, kind: FieldProblemKind
) -> None:
    assert (path, kind) in problems(component)


@pytest.mark.parametrize(
    ("edges", "path", "kind"),
    [
        ({"one": ["two"]}, "config.graph.nodes", Kind.NO_NODE),
        ({"one": ["two"], "two": [], "x": []}, "config.graph.nodes.x", Kind.UNKNOWN_AGENT),
        (
            {"one": ["two", "x"], "two": []},
            "config.graph.nodes.one.edges[1].target",
            Kind.UNKNOWN_AGENT,
        ),
        ({"one": ["two"], "two": ["one"]}, "config.graph", Kind.NO_START),
        ({"one": ["two"], "two": ["one"]}, "config.graph", Kind.NO_LEAF),
        ({"one": ["two"], "two": ["two"]}, "config.graph", Kind.CIRCLE),
        (
            {"one": ["two"], "two": [{"target": "two", "condition": "x"}]},
            "config.termination_condition",
            Kind.CIRCLE_WITHOUT_END,
        ),
        (
            {"one": ["two", {"target": "two", "condition": "x"}], "two": []},
            "config.graph.nodes.one",
            Kind.MIXED_EDGES,
        ),
        (
            {"one": ["two", {"target": "two", "activation_condition": "any"}], "two": []},
            "config.graph.nodes.one.edges[1].activation_condition",
            Kind.MIXED_ACTIVATION,
        ),
        (
            {"one": [{"target": "two", "condition": 7}], "two": []},
            "config.graph.nodes.one.edges[0].condition",
            Kind.WRONG_TYPE,
        ),
    ],
)
def test_a_problem_of_a_graph_is_told(edges: Data, path: str, kind: FieldProblemKind) -> None:
    assert (path, kind) in problems(graph_flow([ONE, TWO], edges))


def test_an_island_in_a_graph_is_told() -> None:
    graph = graph_flow([ONE, TWO, THREE], {"one": ["two"], "two": [], "three": []})
    graph["config"]["graph"]["default_start_node"] = "one"
    (problem,) = validate(text_of(graph))
    assert (problem.kind, problem.facts) == (Kind.UNREACHABLE, {"name": "three"})
    assert not problem.blocking


def test_a_long_chain_is_checked_without_recursion() -> None:
    count = 3_000
    nodes = {
        f"n{number}": [f"n{number + 1}"] if number + 1 < count else [] for number in range(count)
    }
    found = problems_of(component_of(graph_flow([ONE], nodes)))
    assert {problem.kind for problem in found} == {Kind.UNKNOWN_AGENT, Kind.NO_NODE}


@pytest.mark.parametrize("provider", names.KNOWN_PROVIDERS)
def test_a_form_starts_with_what_the_checks_allow(provider: str) -> None:
    fields = fields_of(provider)
    assert provider in FIELDS
    config = {field.name: field.default for field in fields if field.default is not None}
    found = problems_of(component_of(part(provider, **config)))
    wanted = {Kind.MISSING, Kind.TOO_FEW, Kind.NO_LIMIT, Kind.ENDLESS}
    assert {problem.kind for problem in found} <= wanted
    assert all(field.kinds for field in fields if field.holds_components)
    assert all(field.choices for field in fields if field.type is FieldType.CHOICE)


@given(values, st.integers(0, 2))
def test_any_component_is_checked_to_the_end(value: object, wrapping: int) -> None:
    for _ in range(wrapping):
        value = round_robin(ONE) | {"config": {"participants": value, "graph": value}}
    try:
        nodes = read_components(text_of(value))
    except ComponentError:
        return
    for node in nodes:
        assert all(isinstance(problem, FieldProblem) for problem in problems_of(node))
