"""Components as AutoGen writes them, for tests to put together, and values of any JSON."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from gui.model import component_providers as names
from gui.model.component_providers import KIND_OF

Data = dict[str, Any]  # as the tests change it

GALLERY = Path(__file__).parent / "corpus" / "gallery.json"
GALLERIES = (GALLERY, *(Path(path) for path in [os.environ.get("STUDIO_GALLERY")] if path))
"""A small one of our own, and one that AutoGen Studio has written where a variable names it."""

texts = st.text(max_size=12)
providers = st.sampled_from([*names.KNOWN_PROVIDERS, *names.PUBLIC_NAMES, "os.system", ""])
keys = st.one_of(
    texts,
    st.sampled_from(
        [
            *("provider", "config", "parley", "components", "component", "parley_spec", "label"),
            *("participants", "model_client", "workbench", "tools", "handoffs", "graph", "nodes"),
            *("edges", "target", "condition", "name", "source_code", "global_imports", "sources"),
            *("server_params", "command", "args", "env", "url", "headers", "termination_condition"),
            *("component_version", "title", "about", "model", "conditions", "max_turns", "servers"),
        ]
    ),
)
numbers = st.integers(-3, 1_000_000) | st.floats(allow_nan=False, allow_infinity=False)
values = st.recursive(
    st.none() | st.booleans() | numbers | texts | providers,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(keys, inner, max_size=5)
        | st.fixed_dictionaries(
            {"provider": providers, "config": st.dictionaries(keys, inner, max_size=6)}
        )
    ),
    max_leaves=40,
)
"""Any JSON, more often than chance would have it such that looks like a component."""


def part(provider: str, **config: Any) -> Data:  # noqa: ANN401 - any JSON
    """A component as a dump has it."""
    kind = KIND_OF.get(provider)
    return {
        "provider": provider,
        "component_type": kind.value if kind else "agent",
        "version": names.newest_version(provider),
        "component_version": names.newest_version(provider),
        "description": "",
        "label": provider.rpartition(".")[2],
        "config": config,
    }


def model(name: str = "gpt-4o-mini", **config: Any) -> Data:  # noqa: ANN401 - any JSON
    return part(names.OPENAI_MODEL, model=name, **config)


def assistant(name: Any = "helper", **config: Any) -> Data:  # noqa: ANN401 - any JSON
    known = {
        "name": name,
        "model_client": model(),
        "description": "Helps.",
        "system_message": "Help.",
        "reflect_on_tool_use": False,
        "tool_call_summary_format": "{result}",
    }
    return part(names.ASSISTANT, **{**known, **config})


def ends_after(messages: int = 10) -> Data:
    return part(names.MAX_MESSAGES, max_messages=messages)


def round_robin(*members: Data, **config: Any) -> Data:  # noqa: ANN401 - any JSON
    known = {"participants": list(members), "termination_condition": ends_after()}
    return part(names.ROUND_ROBIN, **{**known, **config})


def swarm(*members: Data, **config: Any) -> Data:  # noqa: ANN401 - any JSON
    known = {"participants": list(members), "termination_condition": ends_after()}
    return part(names.SWARM, **{**known, **config})


def graph_flow(members: list[Data], edges: Data, **config: Any) -> Data:  # noqa: ANN401 - any JSON
    """`edges` has a list of targets, or of edges, by the name of their source."""
    nodes = {
        name: {
            "name": name,
            "edges": [edge if isinstance(edge, dict) else {"target": edge} for edge in targets],
        }
        for name, targets in edges.items()
    }
    return part(names.GRAPH_FLOW, participants=members, graph={"nodes": nodes}, **config)


def function_tool(source: str, name: str = "compute", imports: Any = ()) -> Data:  # noqa: ANN401 - any JSON
    return part(
        names.FUNCTION_TOOL,
        source_code=source,
        name=name,
        description="Computes.",
        global_imports=list(imports),
        has_cancellation_support=False,
    )


def static_workbench(*tools: Data) -> Data:
    return part(names.STATIC_WORKBENCH, tools=list(tools))


def mcp_workbench(**params: Any) -> Data:  # noqa: ANN401 - any JSON
    return part(names.MCP_WORKBENCH, server_params=params)


def stdio(command: str = "npx", *args: str, **more: Any) -> Data:  # noqa: ANN401 - any JSON
    return mcp_workbench(type="StdioServerParams", command=command, args=list(args), **more)


def text_of(component: object) -> str:
    return json.dumps(component)
